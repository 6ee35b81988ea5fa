import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DENSE, kindOf, WORD } from "../../src/language/characters.ts";
import { language } from "../../src/language/language.ts";
import { stem, words } from "../../src/language/words.ts";

test("words keep apostrophes and decimals together, and Chinese is segmented", () => {
  const text = "Don't pay $3.5bn, O’Neil: 我们去北京";
  const found = words(text);
  expect(found.map((word) => word.text)).toEqual(["Don't", "pay", "3.5bn", "O’Neil", "我们", "去", "北京"]);
  for (const word of found) expect(text.slice(word.start, word.end)).toBe(word.text);
});

test("other scripts come through whole", () => {
  expect(words("Путин сказал").map((word) => word.text)).toEqual(["Путин", "сказал"]);
  expect(words("قال الرئيس").map((word) => word.text)).toEqual(["قال", "الرئيس"]);
});

describe("whatever the text", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((codes) => String.fromCharCode(...codes)),
    fc.constantFrom(
      "don't",
      "’",
      "'",
      "3.5",
      "1,200",
      ".",
      ",",
      "我们去北京",
      "ไปเที่ยว",
      "word",
      " ",
      "\n",
      "😀",
      "é",
    ),
  );

  test("words are in order, true to the text, and lose no letter and no digit", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const isWord = (at: number) => [WORD, DENSE].includes(kindOf(text.charCodeAt(at)));
        let at = 0;
        for (const { start, end, text: own } of words(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(own);
          for (let i = at; i < start; i++) expect(isWord(i)).toBe(false);
          at = end;
        }
        for (let i = at; i < text.length; i++) expect(isWord(i)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["one word", "a".repeat(1_000_000)],
    ["apostrophes", "a'".repeat(500_000)],
    ["decimals", "1.".repeat(500_000)],
    ["Chinese without a stop", "北京市民".repeat(250_000)],
    ["no words at all", "🙂".repeat(500_000)],
  ])("a megabyte of %s is cut to its end", (_, text) => {
    const found = words(text);
    const last = found.at(-1);
    expect(last === undefined || last.end <= text.length).toBe(true);
    expect(found.reduce((sum, word) => sum + word.text.length, 0)).toBeLessThanOrEqual(text.length);
  });
});

test("stems are Porter's, without the possessive", () => {
  expect(["elections", "election's", "running", "2015"].map(stem)).toEqual(["elect", "elect", "run", "2015"]);
});

test.each([
  ["Police arrested a man after the stabbing in Leeds on Friday.", "en"],
  ["Police arrest man after Leeds stabbing", "en"],
  ["警方周五逮捕了一名男子。", "zh"],
  ["苹果发布iPhone 15 Pro Max", "zh"],
  ["東京で地震がありました", "ja"],
  ["서울에서 지진이 발생했다", "ko"],
  ["Der Bundestag hat am Freitag ein neues Gesetz beschlossen.", "de"],
  ["Le président de la République a prononcé un discours devant les députés.", "fr"],
  ["Президент выступил с речью перед депутатами", "ru"],
  ["12345 !!", "und"],
  ["", "und"],
  ["ok", "und"],
])("the language of %j is %s", (text, tag) => {
  expect(language(text)).toBe(tag);
});
