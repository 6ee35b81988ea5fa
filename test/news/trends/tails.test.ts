/** Tails of counts are exact, and of many small p few are false. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discoveryLimit } from "../../../src/news/trends/discovery.ts";
import { logGamma, logProbability, upperQuantile, upperTail } from "../../../src/news/trends/tails.ts";

const mean = fc.double({ min: 0.01, max: 300, noNaN: true });
const dispersion = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 2, noNaN: true }));

describe("tails of counts", () => {
  it("knows the values of tables", () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(171)).toBeCloseTo(706.5730622457874, 9);
    // P(X ≥ 5) for a Poisson mean of 2; P(X ≥ 10) for a mean of 3.
    expect(upperTail(5, 2)).toBeCloseTo(0.052653017343711, 12);
    expect(upperTail(10, 3)).toBeCloseTo(0.001102488, 8);
    // A geometric distribution is the negative binomial with k = 1: P(X ≥ n) = (μ ÷ (1 + μ))ⁿ.
    expect(upperTail(7, 3, 1)).toBeCloseTo(0.75 ** 7, 12);
  });

  it("keeps its digits far out, where 1 − P would be nothing", () => {
    expect(upperTail(60, 3, 1) / 0.75 ** 60).toBeCloseTo(1, 9);
    expect(upperTail(100, 1)).toBeGreaterThan(0);
  });

  it("falls with the count, rises with the mean, and sums up to one", () => {
    fc.assert(
      fc.property(mean, dispersion, fc.nat(400), (mu, spread, count) => {
        const tail = upperTail(count, mu, spread);
        expect(tail).toBeGreaterThanOrEqual(upperTail(count + 1, mu, spread));
        expect(upperTail(count, mu * 1.1, spread)).toBeGreaterThanOrEqual(tail - 1e-12);
        const next = upperTail(count + 1, mu, spread);
        expect(tail - next).toBeCloseTo(Math.exp(logProbability(count, mu, spread)), 9);
      }),
    );
  });

  it("gives as a band's edge the first count that is exceeded rarely enough", () => {
    fc.assert(
      fc.property(mean, dispersion, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (mu, spread, share) => {
        const edge = upperQuantile(share, mu, spread);
        expect(upperTail(edge + 1, mu, spread)).toBeLessThanOrEqual(share);
        if (edge > 0) expect(upperTail(edge, mu, spread)).toBeGreaterThan(share);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the false discovery rate", () => {
  it("takes Benjamini and Hochberg's own example: four of fifteen at .05", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(discoveryLimit(p, 0.05)).toBe(0.0095);
  });

  it("is never kinder than no correction and never harder than Bonferroni's; unseen large p only make it harder", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (p) => {
        const limit = discoveryLimit(p, 0.1);
        expect(limit).toBeLessThanOrEqual(0.1);
        for (const one of p) if (one <= 0.1 / p.length) expect(one).toBeLessThanOrEqual(limit);
        expect(discoveryLimit(p, 0.1, p.length + 10)).toBeLessThanOrEqual(limit);
        expect(discoveryLimit([...p, 1, 1], 0.1)).toBe(discoveryLimit(p, 0.1, p.length + 2));
      }),
    );
  });
});
