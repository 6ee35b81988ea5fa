import { describe, expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { WORDS_ZH } from "../../src/language/sentiment/lexicon-zh.ts";

const { sentiment, keywords } = createTextTools();
const score = (text: string): number => sentiment(text).score;

describe("tone", () => {
  test.each([
    ["The victory was wonderful and the crowd celebrated.", "positive"],
    ["The attack killed dozens and destroyed the town.", "negative"],
    ["The meeting takes place on Tuesday in the town hall.", "neutral"],
    ["The film is not good.", "negative"],
    ["服务很好，房间干净，非常满意。", "positive"],
    ["太难吃了，送餐又慢，再也不会点了。", "negative"],
    ["会议将于周二举行。", "neutral"],
    ["房间不干净。", "negative"],
    ["😍👍", "positive"],
    ["", "neutral"],
  ])("%s is %s", (text, label) => {
    expect(sentiment(text).label).toBe(label);
  });

  test("stronger words, adverbs and capitals weigh more; what follows but weighs more than what precedes it", () => {
    expect(score("This is very good.")).toBeGreaterThan(score("This is good."));
    expect(score("This is slightly good.")).toBeLessThan(score("This is good."));
    expect(score("This is GREAT news.")).toBeGreaterThan(score("This is great news."));
    expect(score("The food was bad but the place was good.")).toBeGreaterThan(0);
    expect(score("The place was good but the food was bad.")).toBeLessThan(0);
    expect(score("非常好")).toBeGreaterThan(score("好"));
  });

  test("names the sentences that weigh most, heaviest first, with their words and places", () => {
    const text = "The meeting is on Tuesday. The attack killed ten people. Helpers brought some hope.";
    const { because } = sentiment(text);
    expect(because.map((one) => one.text)).toEqual([
      "The attack killed ten people.",
      "Helpers brought some hope.",
    ]);
    expect(because[0]?.words).toEqual(["attack", "killed"]);
    for (const one of because) expect(text.slice(one.start, one.end)).toBe(one.text);
  });

  test("stays between −1 and 1, and a megabyte takes well under three seconds", () => {
    const began = performance.now();
    const found = sentiment("A terrible, horrible disaster killed many. ".repeat(24_000));
    expect(found.score).toBeGreaterThanOrEqual(-1);
    expect(found.label).toBe("negative");
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("the Chinese list has its promised size and leans", () => {
    expect(WORDS_ZH.size).toBeGreaterThan(300);
    for (const value of WORDS_ZH.values()) expect(Math.abs(value)).toBeLessThanOrEqual(3);
  });
});

describe("keywords", () => {
  test("are phrases of the text, none inside another", () => {
    const text =
      "Climate change threatens coral reefs. Coral reefs protect coasts, and climate change warms the sea, scientists at Oxford University said. Coral reefs die.";
    const found = keywords(text, 5).map((one) => one.phrase);
    expect(found.map((phrase) => phrase.toLowerCase())).toEqual(
      expect.arrayContaining(["coral reefs", "climate change", "oxford university"]),
    );
    for (const phrase of found) expect(text).toContain(phrase);
    expect(found.length).toBeLessThanOrEqual(5);
  });

  test("are found in Chinese, and none in nothing", () => {
    const found = keywords("人工智能正在改变新闻业。人工智能可以写稿，新闻业需要人工智能。", 4).map(
      (one) => one.phrase,
    );
    expect(found.join(" ")).toMatch(/人工智能|智能/);
    expect(found.join(" ")).toContain("新闻");
    expect(keywords("", 5)).toEqual([]);
    expect(keywords("the of and", 5)).toEqual([]);
    expect(keywords("word", 0)).toEqual([]);
  });
});
