import { describe, expect, test } from "vitest";
import { tokensOf } from "../../src/language/keywords/tokens.ts";
import { distinct, yake } from "./quality/yake/yake.ts";

const phrasesOf = (text: string, longest = 3) =>
  yake(tokensOf(text, 1_000), longest).map(({ tokens, score }) => ({
    phrase: tokens.map((token) => token.text).join(" "),
    score,
  }));

describe("YAKE, worked out by hand", () => {
  const text = "The dam broke. Guards watch the dam over the hill.";
  const found = new Map(phrasesOf(text).map(({ phrase, score }) => [phrase, score]));

  test("a word: position × company ÷ (casing + frequency and spread by company), then as a phrase of one that stands there twice", () => {
    // Without stop words: dam 2; broke, guards, watch and hill 1 each. "The" stands most often, 3 times.
    const mean = 6 / 5;
    const deviation = Math.sqrt(((2 - mean) ** 2 + 4 * (1 - mean) ** 2) / 5);
    // On its left "the" twice: half of its company there is different; on its right "broke" and "over": all of it.
    const company = 0.5 + (1 / 2) * (2 / 3) + 0.5 + (2 / 2) * (2 / 3);
    // In sentences 0 and 1, which are all.
    const position = Math.log(Math.log(3 + 0.5));
    const frequency = 2 / (mean + deviation);
    const word = (position * company) / (frequency / company + 1 / company);
    expect(found.get("dam")).toBeCloseTo(word / (2 * (1 + word)), 10);
  });

  test("a phrase: the product of its words by one and their sum", () => {
    const wordOf = (phrase: string) => {
      const score = found.get(phrase) ?? 0;
      return score / (1 - score);
    };
    const [guards, watch] = [wordOf("Guards"), wordOf("watch")];
    expect(found.get("Guards watch")).toBeCloseTo((guards * watch) / (1 + guards + watch), 10);
  });

  test("no phrase begins or ends with a stop word, holds a number, or crosses punctuation", () => {
    const found = phrasesOf("The house of cards, 3 storeys high, fell. House of cards!").map(({ phrase }) =>
      phrase.toLowerCase(),
    );
    expect(found).toContain("house of cards");
    expect(found).not.toContain("the house");
    expect(found.some((phrase) => /\d|cards storeys|high fell/.test(phrase))).toBe(false);
  });
});

test("of phrases that are nearly the same the better one is kept", () => {
  const text = "Evacuation orders came. Evacuations order nobody.";
  const all = yake(tokensOf(text, 100), 1);
  expect(distinct(all, 20).length).toBe(all.length - 1);
  expect(distinct(all, 1)).toHaveLength(1);
});
