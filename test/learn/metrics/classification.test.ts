import { describe, expect, test } from "vitest";
import {
  accuracy,
  auc,
  balancedAccuracy,
  byLabel,
  ece,
  macroF1,
  pearson,
} from "../../../src/learn/metrics/classification.ts";

describe("labels", () => {
  const gold = ["a", "a", "a", "b", "b", "c"];
  const guess = ["a", "a", "b", "b", "c", "c"];

  test("counted by hand", () => {
    expect(accuracy(gold, guess)).toBeCloseTo(4 / 6, 12);
    expect(byLabel(gold, guess).get("a")).toEqual({ precision: 1, recall: 2 / 3, f1: 0.8, support: 3 });
    expect(macroF1(gold, guess)).toBeCloseTo((0.8 + 0.5 + 2 / 3) / 3, 12);
    expect(balancedAccuracy(gold, guess)).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
  });

  test("a label that is never guessed counts 0, one that is only guessed does not dilute", () => {
    expect(macroF1(["a", "b"], ["a", "a"])).toBeCloseTo(1 / 3, 12);
    expect(macroF1(["a", "a"], ["a", "z"])).toBeCloseTo(2 / 3, 12);
  });

  test("two lists of different lengths are a mistake of the caller", () => {
    expect(() => accuracy(["a"], [])).toThrow(/one length/);
  });
});

describe("probabilities", () => {
  test("calibration: bins of confidence against how often it was right", () => {
    // Bin (.8,.9]: confidence .9, right half the time → gap .4 on half of the rows; bin (.5,.6]: .6 and right always → .4.
    expect(ece([0.9, 0.9, 0.6, 0.6], [true, false, true, true])).toBeCloseTo(0.4, 12);
    expect(ece([1, 1], [true, true])).toBe(0);
  });

  test("area under the curve, with ties", () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
    expect(auc([1, 1, 1, 1], [true, false, true, false])).toBe(0.5);
    expect(auc([1, 2], [true, true])).toBeNaN();
  });
});

describe("pearson", () => {
  test("Anscombe's first set has r = .816", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(pearson(x, y)).toBeCloseTo(0.81642, 4);
    expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(pearson([1, 1], [1, 2])).toBeNaN();
  });
});
