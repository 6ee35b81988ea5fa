/** Parses feeds beside the event loop: one of some megabytes would hold up everybody. */
import { tooHeavy } from "../net/page-problems.ts";
import { createThreads } from "../net/threads.ts";
import type { FeedSlice, FeedTask, ListTask, moreItems, readList, writeList } from "./feed-worker.ts";
import type { ParsedFeed } from "./feeds.ts";
import type { OpmlList, OpmlProblem } from "./opml.ts";
import { createPlaces } from "./places.ts";

export interface FeedReader {
  /** Never rejects for what a feed holds; rejects when the thread had to be ended ("timeout", "memory"). */
  parse(task: FeedTask, signal: AbortSignal): Promise<ParsedFeed>;
  /** The feeds that a web page names. */
  links(task: FeedTask, signal: AbortSignal): Promise<readonly string[]>;
  /** A list of feeds (OPML), and one made. */
  readList(text: string, signal: AbortSignal): Promise<OpmlList | OpmlProblem>;
  writeList(task: ListTask, signal: AbortSignal): Promise<string>;
  stop(): Promise<void>;
}

/** Feeds whose rest waits in the thread at once; half of what it keeps, for some are never fetched (an abort). */
const mostWaiting = 6;

/** As many feeds as may wait could each end the thread once. */
const mostTries = mostWaiting + 1;

/** No thread is started before the first feed. */
export function createFeedReader(): FeedReader {
  const threads = createThreads({
    file: new URL("./feed-worker.ts", import.meta.url),
    // The rest of a large feed waits in the thread that parsed it.
    maxThreads: 1,
    timeoutMs: 20_000,
    maxHeapMb: 384,
    idleMs: 30_000,
  });
  const open = createPlaces(mostWaiting);

  /** Undefined: the thread was ended meanwhile (by another feed that kept it busy), and the rest is gone with it. */
  async function once(task: FeedTask, signal: AbortSignal): Promise<ParsedFeed | undefined> {
    const { parsed, more } = (await threads.run("feed", task, signal)) as FeedSlice;
    if (!parsed.feed || more === undefined) return parsed;
    const items = [...parsed.feed.items];
    for (let done = false; !done; ) {
      const slice = (await threads.run("moreItems", more, signal)) as ReturnType<typeof moreItems>;
      if (!slice) return undefined;
      items.push(...slice.items);
      done = slice.done;
    }
    return { ...parsed, feed: { ...parsed.feed, items } };
  }

  async function whole(task: FeedTask, signal: AbortSignal): Promise<ParsedFeed> {
    for (let tries = 0; tries < mostTries; tries++) {
      const parsed = await once(task, signal);
      if (parsed) return parsed;
    }
    throw new Error("timeout");
  }

  return {
    parse: (task, signal) => open(() => whole(task, signal)),
    links: async (task, signal) => (await threads.run("feedLinks", task, signal)) as readonly string[],
    readList: async (text, signal) =>
      (await threads.run("readList", text, signal)) as ReturnType<typeof readList>,
    writeList: async (task, signal) =>
      (await threads.run("writeList", task, signal)) as ReturnType<typeof writeList>,
    stop: () => threads.stop(),
  };
}

/** Where a person asked: a text that kept the thread busy is told as that; any other error stays what it is. */
export function tooHeavyFeed(error: unknown): unknown {
  return error instanceof Error && (error.message === "timeout" || error.message === "memory")
    ? tooHeavy(error)
    : error;
}
