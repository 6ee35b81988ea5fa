/** Trends: what bursts, one topic over time, comparisons. */
import type { Archive, Sources, TrendCounts, Trends } from "../../types.ts";
import { burstingNow, sourcesOf } from "./bursting.ts";
import { compareSides } from "./compare.ts";
import { countNew } from "./count.ts";
import { topicLine } from "./line.ts";
import { timelineOf } from "./timeline.ts";

export interface TrendParts {
  archive: Archive;
  sources: Sources;
  counts: TrendCounts;
  now(): number;
}

/** The one `Trends` of the house. Does no work before it is asked. */
export function createTrends({ archive, sources, counts, now }: TrendParts): Trends {
  const own = { archive, counts };
  const count = (signal: AbortSignal) => countNew({ counts, sources }, now(), signal);
  return {
    count,
    async bursting(desk, since, until) {
      // What came in a moment ago counts.
      await count(new AbortController().signal);
      return burstingNow(own, await sourcesOf(desk, sources), since, until);
    },
    async rising(desk, since, until) {
      const { trends } = await burstingNow(own, await sourcesOf(desk, sources), since, until);
      return trends[0];
    },
    line: async (desk, topic, since, until) =>
      topicLine(archive, await sourcesOf(desk, sources), topic, since, until),
    compare: async (desk, sides, since, until) =>
      compareSides(archive, await sourcesOf(desk, sources), sides, since, until),
    timeline: async (desk, event, since, until) =>
      timelineOf(archive, await sourcesOf(desk, sources), event, since, until),
  };
}
