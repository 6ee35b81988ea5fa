import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexWords, queryTerms } from "../../src/store/words.ts";

const words = (text: string) => queryTerms(text).map(({ word }) => word);

describe("words for the search", () => {
  it("evens out case, width, accents and possessives", () => {
    expect(indexWords("The Mayor’s ZÜRICH trip, ２０２６!")).toBe("the mayor zurich trip 2026");
  });

  it("parts Chinese into words, and long ones into pairs too", () => {
    expect(indexWords("渡轮服务恢复").split(" ")).toEqual(expect.arrayContaining(["渡轮", "服务", "恢复"]));
    const written = indexWords("中华人民共和国").split(" ");
    expect(written).toEqual(expect.arrayContaining(["中华", "人民", "共和"]));
    for (const { word, parts } of queryTerms("中华人民共和国"))
      for (const one of [word, ...parts]) expect(written).toContain(one);
  });

  it("leaves out what says nothing, unless nothing else was asked", () => {
    expect(words("what is the state of the harbour")).toEqual(["state", "harbour"]);
    expect(words("to be or not to be")).toEqual(["to", "be", "or", "not"]);
    expect(words("今天的选举是什么")).not.toContain("的");
    expect(words("!?* 😀")).toEqual([]);
  });

  it("gives letters, marks and digits only, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        for (const { word, parts } of queryTerms(text))
          for (const one of [word, ...parts]) expect(one).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
      }),
    );
  });

  it("asks for nothing that the same text would not have been found by", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
        const written = new Set(indexWords(text).split(" "));
        for (const { word } of queryTerms(text)) expect(written).toContain(word);
      }),
    );
  });
});
