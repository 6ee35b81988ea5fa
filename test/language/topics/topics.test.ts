import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTextTools } from "../../../src/language/index.ts";
import { openModel } from "../../../src/language/model-folder.ts";
import { gramOf, grams } from "../../../src/language/topics/grams.ts";
import { IPTC } from "../../../src/language/topics/iptc.ts";
import { loadTopics } from "../../../src/language/topics/topics.ts";

const room = new Uint32Array(4096);
const of = (text: string) => Array.from(room.slice(0, grams(text, room)));

describe("grams", () => {
  test("are words and pairs, whatever their case; a sentence's end parts a pair", () => {
    expect(of("Dam Breaks")).toEqual(of("dam breaks"));
    expect(of("dam breaks")).toHaveLength(3);
    expect(of("dam. breaks")).toHaveLength(2);
    expect(of("dam")).toEqual([gramOf("dam")]);
    expect(of("China's dam")).toEqual(of("China dam"));
  });
  test("are characters, pairs and threes where no spaces are, and words of two are the same grams", () => {
    expect(of("北京大")).toHaveLength(6);
    expect(of("北京大")).toContain(gramOf("北京"));
    expect(of("北京大")).toContain(gramOf("北京大"));
  });
  test("never run over their room, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 2000 }), (text, times) => {
        expect(grams(text.repeat(times), room)).toBeLessThanOrEqual(room.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("topics", () => {
  const { topics } = createTextTools();

  test.each([
    ["The striker scored twice as the champions won the match", "medtop:15000000"],
    ["Shares fell after the company missed its quarterly profit forecast", "medtop:04000000"],
    ["Police arrested a suspect and charged him with murder", "medtop:02000000"],
    ["球队客场取胜，主教练称赞前锋的两个进球", "medtop:15000000"],
    ["公司净利润增长，股价上涨", "medtop:04000000"],
  ])("%s", (text, code) => {
    const found = topics(text);
    expect(found.topics[0]?.code).toBe(code);
    expect(found.topics[0]?.name).toEqual(IPTC[code]);
  });

  test("say nothing of a text without a known word, and are not sure of empty talk", () => {
    expect(topics("")).toMatchObject({ topics: [], sure: false });
    expect(topics("😀")).toMatchObject({ topics: [], sure: false });
    expect(topics("of the and a").sure).toBe(false);
  });

  test("are probabilities, best first, for any text; asked again the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const { topics: found } = topics(text);
        const sum = found.reduce((total, { probability }) => total + probability, 0);
        expect(sum).toBeLessThanOrEqual(1.0001);
        expect(found).toEqual([...found].sort((a, b) => b.probability - a.probability));
        expect(topics(text).topics).toEqual(found);
      }),
    );
  });

  test("a megabyte is read in a moment, for its beginning tells", () => {
    const began = performance.now();
    expect(topics("The striker scored a goal. ".repeat(40_000)).topics[0]?.code).toBe("medtop:15000000");
    expect(performance.now() - began).toBeLessThan(500);
  });

  test("another folder's model is its own function and names itself", () => {
    const folder = openModel(join(import.meta.dirname, "../../../models/topics-iptc"));
    const own = loadTopics(folder);
    expect(own("The striker scored twice").model).toBe(folder.label);
  });
});
