/** The counts of a desk's sources, read hour by hour and put into the steps of a calendar. */
import type { HourCount, Source, TrendCounts } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { type Calendar, hourMs } from "./calendar.ts";
import type { Step } from "./find.ts";

const youngMs = 7 * 24 * hourMs;

/** All sources together. */
export interface Hour {
  stories: number;
  terms: Map<string, number>;
  labels: Map<string, number>;
}

/**
 * Day by day, so that nobody waits for six weeks to be read. What is usual for a source that was added these days nobody knows: beside older
 * ones it waits until it has a past, or every word of it would be a burst.
 * @param judged the moment (ms) from which on bursts are looked for
 */
export async function readHours(
  counts: Pick<TrendCounts, "read">,
  sources: readonly Pick<Source, "url">[],
  since: number,
  until: number,
  judged: number,
): Promise<ReadonlyMap<number, Hour>> {
  const origins = [...new Set(sources.map(({ url }) => url))];
  const breathe = createBreath();
  const hours = new Map<number, Hour>();
  const firsts = new Map<string, number>();
  for (let day = since; day <= until; day += 24 * hourMs) {
    const rows = await counts.read(origins, day, Math.min(day + 24 * hourMs, until + 1));
    for (const { origin, at } of rows) firsts.set(origin, Math.min(at, firsts.get(origin) ?? at));
    const grown = [...firsts.values()].some((first) => first <= judged - youngMs);
    for (const row of rows) {
      if (grown && (firsts.get(row.origin) ?? 0) > judged - youngMs) continue;
      const hour = hours.get(row.at) ?? { stories: 0, terms: new Map(), labels: new Map() };
      hours.set(row.at, hour);
      hour.stories += row.stories;
      addAll(hour.terms, row.terms);
      addAll(hour.labels, row.labels);
    }
    await breathe();
  }
  return hours;
}

/** What a calendar is made of. */
export function storiesByHour(hours: ReadonlyMap<number, Hour>): readonly HourCount[] {
  return [...hours]
    .map(([at, { stories }]): HourCount => ({ at, count: stories, group: "" }))
    .sort((a, b) => a.at - b.at);
}

/** Every step of the calendar, empty ones too. `what`: which of the counts are the steps' terms. */
export function stepsOf(
  hours: ReadonlyMap<number, Hour>,
  calendar: Calendar,
  what: "terms" | "labels",
): readonly Step[] {
  const steps = Array.from({ length: calendar.steps }, () => ({
    stories: 0,
    terms: new Map<string, number>(),
  }));
  for (const [at, hour] of hours) {
    const step = steps[calendar.indexOf(at)];
    if (!step) continue;
    step.stories += hour.stories;
    addAll(step.terms, hour[what]);
  }
  return steps;
}

function addAll(
  into: Map<string, number>,
  counts: ReadonlyMap<string, number> | Readonly<Record<string, number>>,
) {
  for (const [key, count] of counts instanceof Map ? counts : Object.entries(counts))
    into.set(key, (into.get(key) ?? 0) + count);
}
