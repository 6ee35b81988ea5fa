import { expect, test } from "vitest";
import {
  averagePrecision,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from "../../../src/learn/metrics/ranking.ts";

test("precision and recall among the first k; fewer than k given is not forgiven", () => {
  expect(precisionAt([true, false, true, true], 2)).toBe(0.5);
  expect(precisionAt([true], 5)).toBe(0.2);
  expect(recallAt([true, false, true, true], 3, 4)).toBe(0.5);
});

test("discounted gain, counted by hand", () => {
  // Grades 3 2 3 0 1 2 with gain 2^g − 1: DCG@6 = 7 + 3/log2(3) + 7/2 + 0 + 1/log2(6) + 3/log2(7).
  const grades = [3, 2, 3, 0, 1, 2];
  const gained = 7 + 3 / Math.log2(3) + 7 / 2 + 1 / Math.log2(6) + 3 / Math.log2(7);
  const ideal = 7 + 7 / Math.log2(3) + 3 / 2 + 3 / Math.log2(5) + 1 / Math.log2(6);
  expect(ndcgAt(grades, grades, 6)).toBeCloseTo(gained / ideal, 12);
  expect(ndcgAt(grades, grades, 6)).toBeCloseTo(0.9488, 4);
  expect(ndcgAt([1, 0], [0, 1], 2)).toBe(1);
  expect(ndcgAt([0, 1], [1, 1], 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
  expect(ndcgAt([0], [0], 5)).toBeNaN();
});

test("average precision and reciprocal rank", () => {
  expect(averagePrecision([true, false, true], 2)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  expect(reciprocalRank([false, false, true])).toBeCloseTo(1 / 3, 12);
  expect(reciprocalRank([false])).toBe(0);
});
