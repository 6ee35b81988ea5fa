/** Steps of time: hours, or days where only dates are known. */
import type { ChartStep, HourCount } from "../../types.ts";
import type { StepsADay } from "./season.ts";

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The past that a week is learnt from. */
export const learnMs = 42 * dayMs;

export interface Calendar {
  name: ChartStep;
  ms: number;
  stepsADay: StepsADay;
  /** The first step's beginning. */
  start: number;
  /** How many steps, the one that is under way included. */
  steps: number;
  /** Place of the week (UTC, from Monday) of the first step. */
  place: number;
  indexOf(at: number): number;
  at(index: number): number;
}

/** Where nearly everything is dated midnight, nobody knew the hour. */
const midnightShare = 0.9;

/** `hours`: all stories by the hour, oldest first. Begins no earlier than the first of them. */
export function calendarOf(hours: readonly HourCount[], since: number, now: number): Calendar {
  const all = hours.reduce((sum, { count }) => sum + count, 0);
  const midnight = hours.reduce((sum, { at, count }) => sum + (at % dayMs === 0 ? count : 0), 0);
  const daily = all >= 20 && midnight >= midnightShare * all;
  const ms = daily ? dayMs : hourMs;
  const first = Math.max(since, hours[0]?.at ?? since);
  const start = Math.floor(first / ms) * ms;
  // The first of January 1970 was a Thursday.
  const place = daily ? (start / dayMs + 3) % 7 : (start / hourMs + 72) % 168;
  return {
    name: daily ? "day" : "hour",
    ms,
    stepsADay: daily ? 1 : 24,
    start,
    steps: Math.max(1, Math.floor((now - start) / ms) + 1),
    place,
    indexOf: (at) => Math.floor((at - start) / ms),
    at: (index) => start + index * ms,
  };
}

/** Counts by step. */
export function seriesOf(hours: readonly HourCount[], calendar: Calendar): Float64Array {
  const counts = new Float64Array(calendar.steps);
  for (const { at, count } of hours) {
    const index = calendar.indexOf(at);
    if (index >= 0 && index < counts.length) counts[index] = (counts[index] ?? 0) + count;
  }
  return counts;
}
