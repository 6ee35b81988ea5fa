/** The story of an event by time: what came, step by step, each step by the story that stands for it. */
import type { Archive, Source, Timeline } from "../../types.ts";
import { clusterStories, leadOf, outletsOf, type Weighed } from "../events.ts";

const storiesLookedAt = 400;
const stepsShown = 12;
const hourMs = 3_600_000;
/** An event of a day is told by hours, one of weeks by days. */
const stepsMs = [hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, 24 * hourMs, 72 * hourMs, 168 * hourMs];
/** A cluster this much smaller than the largest has the words and is about something else. */
const aside = 0.1;

export async function timelineOf(
  archive: Pick<Archive, "search">,
  sources: readonly Source[],
  event: string,
  since: number,
  now: number,
): Promise<Timeline> {
  const query = { words: event, sourceIds: sources.map(({ id }) => id), since, until: now } as const;
  let hits = await archive.search({ ...query, match: "all", limit: storiesLookedAt });
  // A whole headline is rarely found again word for word.
  if (hits.length < 2) hits = await archive.search({ ...query, match: "any", limit: 30 });
  const clusters = [...(await clusterStories(hits.map(({ story }) => story)))].sort(
    (a, b) => b.length - a.length,
  );
  const largest = clusters[0]?.length ?? 0;
  const kept = clusters
    .filter((cluster) => cluster.length >= Math.max(1, aside * largest))
    .flat()
    .sort((a, b) => a.story.publishedAt - b.story.publishedAt);
  const steps = slices(kept);
  return {
    steps: steps.map((step) => {
      const stories = step.map(({ story }) => story);
      return {
        from: stories[0]?.publishedAt ?? 0,
        to: stories.at(-1)?.publishedAt ?? 0,
        lead: leadOf([...step].reverse()).story,
        stories: stories.length,
        outlets: outletsOf(stories),
      };
    }),
    stories: kept.length,
    outlets: outletsOf(kept.map(({ story }) => story)),
  };
}

/** Cut where the width of a step fits the whole into a dozen; of more the beginning and the newest are shown. */
function slices(stories: readonly Weighed[]): readonly (readonly Weighed[])[] {
  let cut: Weighed[][] = [];
  for (const width of stepsMs) {
    cut = [...Map.groupBy(stories, ({ story }) => Math.floor(story.publishedAt / width)).values()];
    if (cut.length <= stepsShown) return cut;
  }
  return [...cut.slice(0, 3), ...cut.slice(-(stepsShown - 3))];
}
