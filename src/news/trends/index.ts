/** Trends: what bursts, one topic over time, comparisons. */
import type { Archive, Sources, TextTools, TrendCounts, Trends } from "../../types.ts";
import { burstingNow, sourcesOf } from "./bursting.ts";
import { learnMs } from "./calendar.ts";
import { compareSides } from "./compare.ts";
import { countNew } from "./count.ts";
import { readHours } from "./hours.ts";
import { labelBursts } from "./label-bursts.ts";
import { labelLines } from "./label-lines.ts";
import { createLabels } from "./labels.ts";
import { topicLine } from "./line.ts";
import { timelineOf } from "./timeline.ts";

export interface TrendParts {
  archive: Archive;
  sources: Sources;
  counts: TrendCounts;
  /** Gives each story its labels. The same for all of its life, or a deployment would look like a burst. */
  text: Pick<TextTools, "topics" | "tone">;
  now(): number;
}

/** The one `Trends` of the house. Does no work before it is asked. */
export function createTrends({ archive, sources, counts, text, now }: TrendParts): Trends {
  const labels = createLabels(text);
  const own = { archive, counts, labels };
  const count = (signal: AbortSignal) => countNew({ counts, sources, labels }, now(), signal);
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
    async labels(desk, kind, since, until) {
      await count(new AbortController().signal);
      const read = await sourcesOf(desk, sources);
      const hours = await readHours(counts, read, since - learnMs, until, since);
      const judged = await labelBursts(own, hours, read, since, until);
      return {
        ...labelLines(hours, kind, since, until),
        models: labels.models(kind),
        sample: read.some((source) => source.kind === "sample"),
        ...judged,
        bursts: judged.bursts.filter(({ label }) => label.startsWith(`${kind}:`)),
      };
    },
    timeline: async (desk, event, since, until) =>
      timelineOf(archive, await sourcesOf(desk, sources), event, since, until),
  };
}
