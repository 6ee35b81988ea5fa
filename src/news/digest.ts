/** The window's events, each once, without what this reader was told before. */
import type { Digest, DigestRequest, Log, Story, TextTools } from "../types.ts";
import { clusterStories } from "./events.ts";
import { developments } from "./novelty.ts";
import { withSummary } from "./pick.ts";
import { type Candidate, rank } from "./rank.ts";

export interface DigestInput {
  /** What came in within the window. */
  stories: readonly Story[];
  /** What was delivered before, as far as it is still kept: so that a late telling of a told event is known as one. */
  told: readonly Story[];
  /** How many sources were looked at. */
  sources: number;
}

/** The whole digest from its stories. Reads nothing else, and gives way to the event loop while it works. */
export async function makeDigest(
  request: DigestRequest,
  input: DigestInput,
  text: TextTools,
  log: Log,
): Promise<Digest> {
  const stories = new Map([...input.told, ...input.stories].map((story) => [story.id, story]));
  const inWindow = new Set(input.stories.map((story) => story.id));
  const candidates: Candidate[] = [];
  let repeats = 0;
  for (const cluster of await clusterStories([...stories.values()])) {
    const told = cluster.filter((one) => request.delivered.has(one.story.id));
    // A changed story keeps its id: an edited headline is not news.
    const fresh = cluster.filter((one) => inWindow.has(one.story.id) && !request.delivered.has(one.story.id));
    if (!told.length) {
      if (fresh.length) candidates.push({ cluster: fresh, developments: 0 });
      continue;
    }
    const news = developments(fresh, told);
    if (news.length) candidates.push({ cluster: news, developments: news.length });
    else if (cluster.some((one) => inWindow.has(one.story.id))) repeats++;
  }
  const ranked = rank(candidates, {
    now: request.until,
    brief: request.desk.brief,
    topic: request.topic,
    limit: request.limit,
  });
  return {
    since: request.since,
    until: request.until,
    picks: ranked.map((one) => withSummary(one, text, log)),
    looked: { stories: inWindow.size, sources: input.sources, repeats },
  };
}
