/** What is worth running now: the events of the last hours, ranked for this desk. */
import type { Desk, Log, Pick, Story, TextTools } from "../types.ts";
import { clusterStories } from "./events.ts";
import { withSummary } from "./pick.ts";
import { rank } from "./rank.ts";

const hourMs = 3_600_000;
/** Looked at in turn until there is enough to choose from. */
const windowsMs = [36 * hourMs, 7 * 24 * hourMs, 60 * 24 * hourMs];

export interface RecommendRequest {
  desk: Desk;
  limit: number;
  /** ms */
  now: number;
  topic: string | undefined;
}

/** `collected` gives what came in between two times (ms). */
export async function recommendStories(
  request: RecommendRequest,
  collected: (since: number, until: number) => Promise<readonly Story[]>,
  text: TextTools,
  log: Log,
): Promise<readonly Pick[]> {
  for (const [at, windowMs] of windowsMs.entries()) {
    const stories = await collected(request.now - windowMs, request.now);
    const clusters = await clusterStories(stories);
    if (clusters.length < request.limit && at < windowsMs.length - 1) continue;
    return rank(
      clusters.map((cluster) => ({ cluster, developments: 0 })),
      { now: request.now, brief: request.desk.brief, topic: request.topic, limit: request.limit },
    ).map((one) => withSummary(one, text, log));
  }
  return [];
}
