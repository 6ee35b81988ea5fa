import { describe, expect, test } from "vitest";
import { rouge, rougeLsum, rougeN, rougeTokens } from "../../../src/learn/metrics/rouge.ts";

const split = (text: string) => text.split(" ");

describe("ROUGE", () => {
  test("Lin 2004's example: S2 is nearer to S1 than S3 by longest common subsequence, alike by bigrams", () => {
    const s1 = split("police killed the gunman");
    const s2 = split("police kill the gunman");
    const s3 = split("the gunman kill police");
    expect(rougeN(s2, s1, 2).f).toBe(rougeN(s3, s1, 2).f);
    expect(rougeLsum([s2], [s1]).f).toBe(0.75);
    expect(rougeLsum([s3], [s1]).f).toBe(0.5);
  });

  test("Lin 2004's example of the union: w1 w2 w3 w4 w5 against two sentences recalls 4 of 5", () => {
    const reference = [split("w1 w2 w3 w4 w5")];
    const candidate = [split("w1 w2 w6 w7 w8"), split("w1 w3 w8 w9 w5")];
    expect(rougeLsum(candidate, reference).recall).toBe(0.8);
  });

  test("counted by hand: testing one two against testing", () => {
    expect(rougeN(["testing", "one", "two"], ["testing"], 1)).toEqual({
      precision: 1 / 3,
      recall: 1,
      f: 0.5,
    });
    expect(rougeN(["testing", "one", "two"], ["testing", "one"], 2).f).toBeCloseTo(2 / 3, 12);
  });

  test("a word that is said again does not count again", () => {
    expect(rougeN(["the", "the", "the"], ["the", "cat"], 1)).toEqual({
      precision: 1 / 3,
      recall: 0.5,
      f: 0.4,
    });
    expect(rougeLsum([["the"], ["the"]], [["the"], ["cat"]]).recall).toBe(0.5);
  });

  test("words are compared by Porter stems in lower case, and Chinese by characters", () => {
    expect(rougeTokens("The cats' RUNNING, 3.5%!")).toEqual(["the", "cat", "run", "3", "5"]);
    expect(rougeTokens("智能手机 iPhone")).toEqual(["智", "能", "手", "机", "iphon"]);
  });

  test("nothing against something is 0, and the best of several references counts", () => {
    expect(rouge([], [["a b"]])).toEqual({ rouge1: 0, rouge2: 0, rougeLsum: 0 });
    expect(rouge(["a b c"], [["x"], ["a b c"]])).toEqual({ rouge1: 1, rouge2: 1, rougeLsum: 1 });
  });
});
