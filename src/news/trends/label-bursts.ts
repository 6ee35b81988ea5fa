/** Subjects and tones that come far more often than usual. */
import type { Archive, LabelBurst, LabelLines, Source, Story, StoryLabel } from "../../types.ts";
import { outletsOf } from "../events.ts";
import { type Calendar, calendarOf } from "./calendar.ts";
import { type Found, findBursts } from "./find.ts";
import { type Hour, stepsOf, storiesByHour } from "./hours.ts";
import { type Labels, labelName } from "./labels.ts";
import { beside } from "./line.ts";
import { isYoung, leastOf, leastOutlets, storiesShown } from "./measure.ts";

/** Of one burst. */
const storiesLookedAt = 600;
const dayMs = 86_400_000;
/** Many plain stories are no news. */
const untold: ReadonlySet<string> = new Set<StoryLabel>(["tone:neutral"]);

export interface LabelParts {
  archive: Pick<Archive, "search">;
  labels: Labels;
}

/**
 * Strongest first. Judged beside one another and apart from the words: of twenty series one in ten alarms may be false, as of thousands of words.
 * `hours` reach back over the weeks that are learnt from.
 */
export async function labelBursts(
  { archive, labels }: LabelParts,
  hours: ReadonlyMap<number, Hour>,
  sources: readonly Source[],
  since: number,
  now: number,
): Promise<Pick<LabelLines, "bursts" | "days" | "young">> {
  const counted = new Map([...hours].filter(([, hour]) => hour.labels.size > 0));
  if (counted.size === 0) return { bursts: [], days: 0, young: true };
  // Hours that were counted before there were labels (of an old backup) know none: the past begins after them.
  const calendar = calendarOf(storiesByHour(counted), Math.min(...counted.keys()), now);
  // Of words a few are told; of twenty subjects and tones nearly all would be.
  const days = Math.round((calendar.steps * calendar.ms) / dayMs);
  if (isYoung(calendar)) return { bursts: [], days, young: true };
  const found = await findBursts({
    steps: stepsOf(counted, calendar, "labels"),
    place: calendar.place,
    stepsADay: calendar.stepsADay,
    from: Math.max(0, Math.min(calendar.steps - 1, calendar.indexOf(since))),
    least: leastOf(calendar),
  });
  const told: LabelBurst[] = [];
  for (const one of found.filter(({ term }) => !untold.has(term)).sort((a, b) => a.p - b.p)) {
    const burst = await tell(one, { archive, labels }, sources, calendar, now);
    if (burst) told.push(burst);
  }
  return { bursts: told, days, young: false };
}

async function tell(
  found: Found,
  { archive, labels }: LabelParts,
  sources: readonly Source[],
  calendar: Calendar,
  now: number,
): Promise<LabelBurst | undefined> {
  const label = found.term as StoryLabel;
  const voices = new Map(sources.map(({ id, voice }) => [id, voice]));
  const from = calendar.at(found.began);
  const hits = await archive.search({
    match: "any",
    sourceIds: [...voices.keys()],
    since: from,
    until: Math.min(now, calendar.at(found.until + 1) - 1),
    limit: storiesLookedAt,
  });
  const all = hits.map(({ story }) => story);
  const stories = all
    .filter((story: Story) => labels.of(story, voices.get(story.sourceId)).includes(label))
    .sort((a, b) => b.publishedAt - a.publishedAt);
  if (outletsOf(all) > leastOutlets && outletsOf(stories) < leastOutlets) return undefined;
  return {
    label,
    name: labelName(label),
    with: beside(stories, ""),
    ...{ from, at: calendar.at(found.at), until: calendar.at(found.until) },
    going: found.until >= calendar.steps - 1,
    ...{ count: found.count, expected: found.expected, p: found.p },
    outlets: outletsOf(stories),
    stories: stories.slice(0, storiesShown),
  };
}
