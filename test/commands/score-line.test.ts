/** Tone over time: every score counts once, in its step; where there is none there is a gap. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { scoreLine } from "../../src/commands/trends/score-line.ts";

const day = 86_400_000;
const monday = Date.UTC(2026, 10, 9);

it("gives each day its mean, and a gap where nothing was said", () => {
  const line = scoreLine(
    [
      { at: monday + 1, score: 1 },
      { at: monday + 2, score: 0 },
      { at: monday + 2 * day, score: -0.5 },
      { at: monday + 99 * day, score: 1 },
      { at: monday + 5, score: Number.NaN },
    ],
    monday,
    monday + 6 * day,
  );
  expect(line.step).toBe("day");
  expect(line.points.map(({ value }) => value)).toEqual([0.5, NaN, -0.5, NaN, NaN, NaN, NaN]);
  expect(line.points[0]?.at).toBe(monday);
});

it("loses no score and invents none, whatever the stretch", () => {
  const score = fc.record({
    at: fc.integer({ min: 0, max: 400 * day }),
    score: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(score), fc.integer({ min: 0, max: 400 }), (scores, days) => {
      const [since, until] = [monday, monday + days * day];
      const shifted = scores.map(({ at, score }) => ({ at: at + monday, score }));
      const { points, counts, step } = scoreLine(shifted, since, until);
      const inside = shifted.filter(({ at }) => at <= until);
      expect(counts.reduce((sum, { value }) => sum + value, 0)).toBe(inside.length);
      for (const { value } of points)
        if (!Number.isNaN(value)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      if (step === "week") expect(points.every(({ at }) => new Date(at).getUTCDay() === 1)).toBe(true);
      expect(points.every(({ at }, n) => n === 0 || at > (points[n - 1]?.at ?? 0))).toBe(true);
    }),
  );
});
