/** Series of counts with bursts that are known: simulated, and said to be so wherever a figure of them is shown. */
import { random } from "../../../../src/learn/metrics/bootstrap.ts";

export interface SimulatedSeries {
  id: string;
  counts: readonly number[];
  /** What is to be expected without a burst: only for the ceiling. */
  means: readonly number[];
  /** Hours from the beginning, end excluded. */
  burst?: { start: number; end: number };
}

export const WEEK = 168;
export const hours = 6 * WEEK;
/** The first hour that is scored. */
export const scoredFrom = 4 * WEEK;
/** Of the negative binomial. */
export const k = 10;

/**
 * Six weeks of hourly counts, the last two scored: base rate log-uniform .3–20 an hour, a daily cycle of ±60% (each series has its own
 * phase), weekends ×.7, negative binomial with k = 10; 30% of the series have one burst of 3–12 h at `times` the rate in the scored part.
 */
export function simulate(seed: number, times: number, count = 600): readonly SimulatedSeries[] {
  const next = random(Math.imul(seed, 7919) + Math.round(times * 1000));
  return Array.from({ length: count }, (_, n) => {
    const base = 0.3 * (20 / 0.3) ** next();
    const phase = 24 * next();
    const length = 3 + Math.floor(next() * 10);
    const start = scoredFrom + Math.floor(next() * (hours - scoredFrom - length + 1));
    const burst = next() < 0.3 ? { start, end: start + length } : undefined;
    const means = Array.from({ length: hours }, (_, hour) => {
      const cycle = 1 + 0.6 * Math.sin((2 * Math.PI * (hour + phase)) / 24);
      return base * cycle * (Math.floor(hour / 24) % 7 >= 5 ? 0.7 : 1);
    });
    const counts = means.map((mean, hour) => {
      const more = burst && hour >= burst.start && hour < burst.end ? times : 1;
      return poisson(mean * more * (gamma(k, next) / k), next);
    });
    return { id: `s${n}`, counts, means, ...(burst ? { burst } : {}) };
  });
}

/** Marsaglia & Tsang 2000, for shape ≥ 1. */
function gamma(shape: number, next: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Knuth's: good for the few hundred that are needed here. */
function poisson(mean: number, next: () => number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > floor; product *= next()) count++;
  return count;
}
