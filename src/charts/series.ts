/** Points in time made fit for drawing. */
import type { ChartBand, ChartPoint, ChartStep } from "../types.ts";

export const stepMs: Readonly<Record<ChartStep, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
};

/** More than the pixels can show helps nobody. */
export const mostPoints = 50_000;

/** In order of time, one for each time, with a value or `null` for a gap. */
export function inOrder(points: readonly ChartPoint[]): { at: number; value: number | null }[] {
  const byTime = new Map<number, number | null>();
  for (const { at, value } of points.slice(-mostPoints))
    if (isTime(at)) byTime.set(at, Number.isFinite(value) ? value : null);
  return [...byTime].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
}

export function bandsInOrder(bands: readonly ChartBand[]): ChartBand[] {
  return bands
    .slice(-mostPoints)
    .filter(({ at, low, middle, high }) => isTime(at) && [low, middle, high].every(Number.isFinite))
    .sort((a, b) => a.at - b.at);
}

/** A date that JavaScript can tell: ± 100 million days around 1970. */
export const isTime = (at: number): boolean => Math.abs(at) <= 8.64e15;

/**
 * The first, least, greatest and last of each of `buckets` stretches: the same line in pixels
 * (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
 */
export function thinned<T extends { at: number; value: number | null }>(
  points: readonly T[],
  buckets: number,
): readonly T[] {
  if (points.length <= 4 * buckets) return points;
  const from = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - from || 1;
  const kept = new Set<T>();
  for (const group of grouped(points, (point) =>
    Math.min(buckets - 1, Math.floor(((point.at - from) / span) * buckets)),
  )) {
    const ranked = group
      .filter(({ value }) => value !== null)
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    for (const one of [group[0], ranked[0], ranked.at(-1), group.at(-1)]) if (one) kept.add(one);
  }
  return points.filter((point) => kept.has(point));
}

/** The same of bands: the widest of each stretch. */
export function thinnedBands(bands: readonly ChartBand[], buckets: number): readonly ChartBand[] {
  if (bands.length <= 2 * buckets) return bands;
  const from = bands[0]?.at ?? 0;
  const span = (bands.at(-1)?.at ?? 0) - from || 1;
  const groups = grouped(bands, ({ at }) =>
    Math.min(buckets - 1, Math.floor(((at - from) / span) * buckets)),
  );
  return groups.map((group) => ({
    at: group[0]?.at ?? from,
    low: Math.min(...group.map(({ low }) => low)),
    middle: group.reduce((sum, { middle }) => sum + middle, 0) / group.length,
    high: Math.max(...group.map(({ high }) => high)),
  }));
}

function grouped<T>(list: readonly T[], groupOf: (one: T) => number): T[][] {
  const groups = new Map<number, T[]>();
  for (const one of list) {
    const key = groupOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** Values with a gap on both sides: no line leads to them. */
export function alone<T extends { value: number | null }>(points: readonly T[]): T[] {
  const has = (n: number) => (points[n]?.value ?? null) !== null;
  return points.filter((_, n) => has(n) && !has(n - 1) && !has(n + 1));
}
