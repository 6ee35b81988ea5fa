/** Alarms against bursts that are known, by events. */
import { type SimulatedSeries, scoredFrom } from "./simulator.ts";

/** For one series: true positives among alarms, alarms, bursts found, bursts. */
export interface Tally {
  hits: number;
  alarms: number;
  found: number;
  bursts: number;
}

const joined = 6;

/** Alarms within six hours are one; it stands where it began. */
export function alarmStarts(alarmed: readonly number[]): readonly number[] {
  const starts: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const hour of alarmed) {
    if (hour - last > joined) starts.push(hour);
    last = hour;
  }
  return starts;
}

/** `alarmed`: the hours with an alarm, rising. A hit begins between the burst's start and one hour after its end. */
export function tally(series: SimulatedSeries, alarmed: readonly number[]): Tally {
  const starts = alarmStarts(alarmed.filter((hour) => hour >= scoredFrom));
  const { burst } = series;
  const hits = burst ? starts.filter((hour) => hour >= burst.start && hour < burst.end + 1).length : 0;
  return { hits, alarms: starts.length, found: hits > 0 ? 1 : 0, bursts: burst ? 1 : 0 };
}

export function figures(tallies: readonly Tally[]): { precision: number; recall: number; f1: number } {
  const sum = { hits: 0, alarms: 0, found: 0, bursts: 0 };
  for (const one of tallies) {
    sum.hits += one.hits;
    sum.alarms += one.alarms;
    sum.found += one.found;
    sum.bursts += one.bursts;
  }
  const precision = sum.alarms === 0 ? 0 : sum.hits / sum.alarms;
  const recall = sum.bursts === 0 ? 0 : sum.found / sum.bursts;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
