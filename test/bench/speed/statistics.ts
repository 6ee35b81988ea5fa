/** What is told of many timings. */

/** By nearest rank: the smallest value that at least `share` (0 … 1] of all are not above. NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export interface Spread {
  min: number;
  median: number;
  max: number;
}

export function spread(values: readonly number[]): Spread {
  return { min: percentile(values, 0), median: median(values), max: percentile(values, 1) };
}

/** To a hundredth: what is finer is noise. NaN stays, and becomes null in JSON. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
