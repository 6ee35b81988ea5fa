/** Counting what came in: in small slices, beside everything else, and never in the way of collecting. */
import type { Source, Sources, Story, TrendCounts, TrendHour } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { hourMs } from "./calendar.ts";
import type { Hour } from "./hours.ts";
import type { Labels } from "./labels.ts";
import { termsOf } from "./terms-of.ts";

const slice = 200;
/** Older stories teach nothing about this week (`prune` would take their counts away again). */
const oldest = 63 * 24 * hourMs;

/**
 * Gives how many stories were counted; stops between two slices when the signal is aborted. A story counts once, as it came: one that its source
 * changes afterwards is not counted again, for a corrected comma is no new mention.
 */
export async function countNew(
  parts: { counts: TrendCounts; sources: Pick<Sources, "list">; labels: Labels },
  now: number,
  signal: AbortSignal,
): Promise<number> {
  const { counts, sources, labels } = parts;
  const known = new Map((await sources.list()).map((source) => [source.id, source]));
  let counted = 0;
  while (!signal.aborted) {
    const { after, upTo, stories } = await counts.uncounted(slice);
    if (!stories.length) break;
    const recent = stories.filter(({ publishedAt }) => publishedAt > now - oldest);
    const hours = await hoursOf(recent, known, labels);
    // Another process counts them: it goes on with what follows, too.
    if (!(await counts.add(after, upTo, hours))) break;
    counted += stories.length;
  }
  return counted;
}

async function hoursOf(
  stories: readonly Story[],
  sources: ReadonlyMap<string, Pick<Source, "url" | "voice">>,
  labels: Labels,
): Promise<TrendHour[]> {
  const breathe = createBreath();
  const hours = new Map<string, Pick<TrendHour, "origin" | "at"> & Hour>();
  for (const story of stories) {
    const source = sources.get(story.sourceId);
    const origin = source?.url ?? story.sourceId;
    const at = Math.floor(story.publishedAt / hourMs) * hourMs;
    const key = `${at} ${origin}`;
    const hour = hours.get(key) ?? { origin, at, stories: 0, terms: new Map(), labels: new Map() };
    hours.set(key, hour);
    hour.stories++;
    for (const term of termsOf(story).keys()) hour.terms.set(term, (hour.terms.get(term) ?? 0) + 1);
    for (const label of labels.of(story, source?.voice))
      hour.labels.set(label, (hour.labels.get(label) ?? 0) + 1);
    await breathe();
  }
  return [...hours.values()].map((hour) => ({
    ...hour,
    terms: Object.fromEntries(hour.terms),
    labels: Object.fromEntries(hour.labels),
  }));
}
