import { expect, test } from "vitest";
import { interval, mean, meanInterval, pairedP, random } from "../../../src/learn/metrics/bootstrap.ts";

test("the same seed gives the same numbers, in [0, 1)", () => {
  const a = random(7);
  const b = random(7);
  const values = Array.from({ length: 1_000 }, a);
  expect(values).toEqual(Array.from({ length: 1_000 }, b));
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(mean(values)).toBeCloseTo(0.5, 1);
});

test("the interval of a mean is about ± 1.96 standard errors", () => {
  const next = random(3);
  const values = Array.from({ length: 400 }, () => (next() < 0.3 ? 1 : 0));
  const [low, high] = meanInterval(values, 1);
  const error = Math.sqrt((mean(values) * (1 - mean(values))) / 400);
  expect(low).toBeCloseTo(mean(values) - 1.96 * error, 1);
  expect(high).toBeCloseTo(mean(values) + 1.96 * error, 1);
  expect(meanInterval(values, 1)).toEqual([low, high]);
  expect(interval(0, () => 1, 1)).toEqual([Number.NaN, Number.NaN]);
});

test("a steady small lead is significant, noise is not", () => {
  const next = random(5);
  const base = Array.from({ length: 200 }, next);
  expect(
    pairedP(
      base.map((value) => value + 0.01 * next()),
      base,
      1,
    ),
  ).toBeLessThan(0.01);
  expect(
    pairedP(
      base.map(() => next()),
      base,
      1,
    ),
  ).toBeGreaterThan(0.05);
  expect(pairedP(base, base, 1)).toBe(1);
  expect(() => pairedP([1], [], 1)).toThrow(/same rows/);
});
