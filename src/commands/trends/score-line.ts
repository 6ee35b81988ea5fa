/** How something scored over time (the tone of a topic, say): the mean of each step, for a `TimeChart` with a fixed range. */
import type { ChartPoint, ChartStep } from "../../types.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer stretches are shown by the day, and then by the week. */
const byHourMs = 3 * dayMs;
const byDayMs = 120 * dayMs;

export interface ScoreLine {
  step: ChartStep;
  /** A step without a score is a gap (NaN), not a nought. Oldest first. */
  points: readonly ChartPoint[];
  /** How many scores each point stands on. */
  counts: readonly ChartPoint[];
}

/** `at` in ms since 1970 (UTC days and hours, weeks from Monday); what lies outside since ≤ at ≤ until is left out. */
export function scoreLine(
  scores: readonly { at: number; score: number }[],
  since: number,
  until: number,
): ScoreLine {
  const span = until - since;
  const step = span <= byHourMs ? "hour" : span <= byDayMs ? "day" : "week";
  const ms = { hour: hourMs, day: dayMs, week: 7 * dayMs }[step];
  // The first of January 1970 was a Thursday.
  const shift = step === "week" ? 3 * dayMs : 0;
  const indexOf = (at: number) => Math.floor((at + shift) / ms);
  const first = indexOf(since);
  const length = Math.max(1, indexOf(until) - first + 1);
  const sums = new Float64Array(length);
  const counts = new Float64Array(length);
  for (const { at, score } of scores) {
    if (at < since || at > until || !Number.isFinite(score)) continue;
    const index = indexOf(at) - first;
    sums[index] = (sums[index] ?? 0) + score;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const begin = (index: number) => (first + index) * ms - shift;
  return {
    step,
    points: Array.from(sums, (sum, n) => ({
      at: begin(n),
      value: counts[n] ? sum / (counts[n] ?? 1) : Number.NaN,
    })),
    counts: Array.from(counts, (value, n) => ({ at: begin(n), value })),
  };
}
