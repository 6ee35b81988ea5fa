/** Key phrases by the shipped model. Texts are invented. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { OUTPUTS, SLOTS } from "../../src/language/keywords/boundaries.ts";
import { readRanker, writeRanker } from "../../src/language/keywords/weights.ts";
import type { KeywordPurpose } from "../../src/types.ts";

const { keywords } = createTextTools();
const PURPOSES: readonly KeywordPurpose[] = ["labels", "phrases", "tags"];

const story = `Thousands flee as Oroville dam spillway fails

Almost 200,000 people were told to leave their homes below the Oroville dam in northern California on Sunday after engineers found a hole in its
emergency spillway. The dam itself is sound, the state's water department said, but the emergency spillway could give way and release a wall of
water. Evacuation centres were opened in Chico, and the highway out of Marysville was blocked for hours. "This is not a drill," Sheriff Kory
Honea said. Heavy rain is forecast for Wednesday, and the water department wants to lower the lake before then.`;

describe("keywords", () => {
  test.each(PURPOSES)("for %s stand where they say, best first, as many as were asked for", (purpose) => {
    const found = keywords(story, 8, purpose);
    expect(found).toHaveLength(8);
    for (const { phrase, start, end, score } of found) {
      expect(story.slice(start, end).replace(/\s+/g, " ")).toBe(phrase);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(keywords(story, 3, purpose)).toEqual(found.slice(0, 3));
  });

  test("name what the story is about, and not how it is told", () => {
    const labels = keywords(story, 5).map(({ phrase }) => phrase.toLowerCase());
    expect(labels.some((label) => label.includes("dam"))).toBe(true);
    expect(labels.some((label) => label.includes("spillway"))).toBe(true);
    expect(labels).not.toContain("sunday");
    expect(labels).not.toContain("drill");
  });

  test("are single words as tags, longer as phrases, and never say the same twice as labels", () => {
    const length = (purpose: KeywordPurpose) =>
      keywords(story, 10, purpose).reduce((sum, { phrase }) => sum + phrase.split(" ").length, 0) / 10;
    expect(length("tags")).toBeLessThan(1.3);
    expect(length("phrases")).toBeGreaterThan(1.5);
    const labels = keywords(story, 10).map(({ phrase }) => phrase.toLowerCase());
    for (const one of labels)
      for (const other of labels) if (one !== other) expect(` ${one} `).not.toContain(` ${other} `);
  });

  test("are found in Chinese and in other languages too, by counting", () => {
    const chinese = keywords(
      "大坝决口，下游居民连夜撤离。大坝管理部门表示，撤离工作正在进行，大坝已无法修复。",
      4,
    );
    expect(chinese.map(({ phrase }) => phrase).join(" ")).toContain("大坝");
    const german =
      "Der Staudamm ist in der Nacht gebrochen. Tausende mussten ihre Dörfer verlassen, weil der Staudamm das Wasser nicht mehr hielt. Der Bürgermeister sagte, der Staudamm sei seit Jahren schadhaft gewesen und niemand habe das Geld für die Arbeiten geben wollen.";
    expect(
      keywords(german, 3)
        .map(({ phrase }) => phrase)
        .join(" "),
    ).toContain("Staudamm");
  });

  test.each([
    ["nothing", ""],
    ["white space", " \n\t "],
    ["one emoji", "🙂"],
    ["stop words alone", "the of and"],
    ["numbers alone", "12 13.5 1,200"],
  ])("are none in %s", (_, text) => {
    for (const purpose of PURPOSES) expect(keywords(text, 5, purpose)).toEqual([]);
  });

  test("are found in shouting, and none where none are wanted", () => {
    const shouted = keywords("THE DAM BROKE IN THE NIGHT AND THE VILLAGE BELOW IT WAS FLOODED", 5);
    expect(shouted.map(({ phrase }) => phrase).join(" ")).toMatch(/DAM|VILLAGE/);
    expect(keywords(story, 0)).toEqual([]);
    expect(keywords(story, -1)).toEqual([]);
  });

  test("a megabyte of one word, of many words, without a space or without a stop comes to an end", () => {
    const size = 1_000_000;
    const many = Array.from({ length: 150_000 }, (_, i) => `w${((i * 7919) % 50_000).toString(36)}`).join(
      " ",
    );
    for (const text of [
      "dam ".repeat(size / 4),
      many,
      "x".repeat(size),
      "坝".repeat(size / 4),
      "a-".repeat(size / 2),
    ])
      expect(keywords(text, 5).length).toBeLessThanOrEqual(5);
  });

  test("never fail, whatever the text, and always stand in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 300 }),
          fc.string({ unit: "grapheme", maxLength: 300 }),
          fc
            .array(
              fc.constantFrom(
                "dam",
                "the",
                "Dam",
                "DAM's",
                "water-level",
                "坝",
                ".",
                "\n\n",
                "3.5",
                "’s",
                "-",
              ),
              {
                maxLength: 80,
              },
            )
            .map((parts) => parts.join(" ")),
        ),
        fc.constantFrom(...PURPOSES),
        fc.integer({ min: 0, max: 30 }),
        (text, purpose, limit) => {
          const found = keywords(text, limit, purpose);
          expect(found.length).toBeLessThanOrEqual(limit);
          for (const { phrase, start, end } of found) {
            expect(phrase).not.toBe("");
            expect(text.slice(start, end).replace(/\s+/g, " ")).toBe(phrase);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("a ranker's file gives the same weights again, boundaries to eight bits", () => {
  const weights = {
    trees: {
      ...{ depth: 2, base: -1.5, features: Uint8Array.of(3, 1, 2, 0, 0, 5) },
      ...{
        limits: Float32Array.of(0.5, 1, Number.POSITIVE_INFINITY, 2, 3, 4),
        leaves: new Float32Array(8).fill(0.25),
      },
    },
    boundaries: {
      weights: Float32Array.from({ length: SLOTS * OUTPUTS }, (_, i) => Math.sin(i)),
      steps: Float32Array.of(1, 1, 1),
    },
  };
  const read = readRanker(writeRanker(weights));
  expect(read.trees).toEqual(weights.trees);
  for (let i = 0; i < 3_000; i++) {
    const weight = (read.boundaries.weights[i] ?? 0) * (read.boundaries.steps[i % OUTPUTS] ?? 0);
    expect(Math.abs(weight - (weights.boundaries.weights[i] ?? 0))).toBeLessThan(1 / 127);
  }
  expect(writeRanker(read)).toEqual(writeRanker(weights));
  expect(() => readRanker(Uint8Array.of(1, 2, 3))).toThrow();
});
