import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST, sentences } from "../../src/language/sentences.ts";

function cut(text: string): string[] {
  return sentences(text).map((span) => span.text);
}

describe("sentences of English news", () => {
  test.each([
    ["Mr. Smith met Dr. Jones. They talked.", ["Mr. Smith met Dr. Jones.", "They talked."]],
    [
      "The U.S. economy grew 3.5 percent. He lives in the U.S. He likes it.",
      ["The U.S. economy grew 3.5 percent.", "He lives in the U.S.", "He likes it."],
    ],
    [
      "It begins at 5 p.m. Friday. Doors open at 4 p.m. The hall is small.",
      ["It begins at 5 p.m. Friday.", "Doors open at 4 p.m.", "The hall is small."],
    ],
    ["George W. Bush spoke. See No. 5 of it.", ["George W. Bush spoke.", "See No. 5 of it."]],
    [
      '"It is great," he said. "Is it over?" Mr. Jones asked.',
      ['"It is great," he said.', '"Is it over?" Mr. Jones asked.'],
    ],
    [
      "Yahoo! said so. Well... maybe not. He went... Then he came.",
      ["Yahoo! said so.", "Well... maybe not.", "He went...", "Then he came."],
    ],
    [
      "LONDON (Reuters) - Shares fell. ST. LOUIS (AP) — A dam broke.",
      ["LONDON (Reuters) - Shares fell.", "ST. LOUIS (AP) — A dam broke."],
    ],
    [
      "By Jane Doe\nLONDON\n\nThe line has no stop\nAnother goes on.",
      ["By Jane Doe", "LONDON", "The line has no stop", "Another goes on."],
    ],
    [
      "Visit amazon.com or Node.js today. 1. First. 2. Second.",
      ["Visit amazon.com or Node.js today.", "1. First.", "2. Second."],
    ],
    ["It fell on social media.The union said so.", ["It fell on social media.", "The union said so."]],
    ['He said "no." (She left.) The end', ['He said "no."', "(She left.)", "The end"]],
  ])("%s", (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  test("lines that were wrapped to a width are joined, list items are not", () => {
    const wrapped =
      "The council voted on Tuesday to close the old harbour bridge for\nrepairs, a decision that will send traffic through the centre of\nTown for six months. Shop owners along the road said that they\nhad not been asked.\n- first point\n- second point";
    const found = cut(wrapped);
    expect(found).toHaveLength(4);
    expect(found[0]).toContain("centre of\nTown");
  });
});

describe("sentences of Chinese news", () => {
  test.each([
    ["他说：“你好！”然后走了。", ["他说：“你好！”", "然后走了。"]],
    ["“太好了！”他说。第二句？对！没有了", ["“太好了！”他说。", "第二句？", "对！", "没有了"]],
    ["涨了3.5%。苹果发布iPhone 15。", ["涨了3.5%。", "苹果发布iPhone 15。"]],
  ])("%s", (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });
});

describe("whatever the text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ". ",
      "! ",
      "?",
      "...",
      "\n",
      "\n\n",
      "。",
      "”",
      '"',
      " ",
      "Mr. ",
      "U.S.",
      "3.5",
      "\r\n",
      "\u2028",
      "(",
      ")",
      "- ",
    ),
    fc.string({ unit: "grapheme" }),
    // Halves of surrogate pairs, controls, marks without a letter.
    fc.string({ unit: "binary" }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((codes) => String.fromCharCode(...codes)),
    fc.constantFrom("The ", "word", "说", "他", "😀", "a", "Z"),
  );
  test("spans are in order, true to the text, and hold every character that is not space", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        let at = 0;
        for (const { start, end, text: own } of sentences(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(own);
          expect(own).toBe(own.trim());
          expect(own.length).toBeLessThanOrEqual(LONGEST);
          expect(text.slice(at, start).trim()).toBe("");
          at = end;
        }
        expect(text.slice(at).trim()).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["words without a stop", "word ".repeat(200_000)],
    ["one character", "a".repeat(1_000_000)],
    ["only stops", "a. ".repeat(333_333)],
    ["only line separators", `a${"\u2028".repeat(1_000_000)}b`],
    ["only quotes", `a.${'"'.repeat(1_000_000)}`],
    ["prose", "The U.S. economy grew 3.5 percent, Mr. Smith said. ".repeat(20_000)],
  ])("a megabyte is cut in well under two seconds: %s", (_, text) => {
    const began = performance.now();
    sentences(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
