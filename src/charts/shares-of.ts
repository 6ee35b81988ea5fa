/** Counts made shares of each step's sum. */
import type { SharesChart } from "../types.ts";
import { mostSeries } from "./palette.ts";
import { inOrder } from "./series.ts";
import { clean } from "./text.ts";
import { word } from "./words.ts";

export interface Shares {
  names: readonly string[];
  /** Those at which there was anything. */
  times: readonly number[];
  /** Of every name at the n-th time: 0 … 1, together 1. */
  at(n: number): readonly number[];
  /** What the shares are made of. */
  counts(n: number): readonly number[];
}

/** The greatest first; what is beyond the sixth is summed up as others. */
export function sharesOf(chart: SharesChart): Shares {
  const all = chart.series.map(({ name, points }) => {
    const values = new Map(inOrder(points).map(({ at, value }) => [at, Math.max(0, value ?? 0)]));
    return { name: clean(name), values, sum: [...values.values()].reduce((a, b) => a + b, 0) };
  });
  const ranked = all.filter(({ sum }) => sum > 0).sort((a, b) => b.sum - a.sum);
  const shown = ranked.length > mostSeries ? ranked.slice(0, mostSeries - 1) : ranked;
  const others = ranked.slice(shown.length);
  const times = [...new Set(ranked.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const table = times.map((at) => {
    const of = (list: typeof all) => list.reduce((sum, { values }) => sum + (values.get(at) ?? 0), 0);
    const parts = shown.map((one) => of([one]));
    if (others.length > 0) parts.push(of(others));
    const whole = parts.reduce((a, b) => a + b, 0);
    return { at, counts: parts, parts: whole > 0 ? parts.map((part) => part / whole) : undefined };
  });
  const kept = table.filter(({ parts }) => parts !== undefined);
  return {
    names: [...shown.map(({ name }) => name), ...(others.length > 0 ? [word(chart.language, "others")] : [])],
    times: kept.map(({ at }) => at),
    at: (n) => kept[n]?.parts ?? [],
    counts: (n) => kept[n]?.counts ?? [],
  };
}
