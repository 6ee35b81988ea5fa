/** Parses feeds beside the event loop: one of some megabytes would hold up everybody. */
import { tooHeavy } from "../net/page-problems.ts";
import { createThreads } from "../net/threads.ts";
import type { FeedSlice, FeedTask, ListTask, moreItems, readList, writeList } from "./feed-worker.ts";
import type { ParsedFeed } from "./feeds.ts";
import type { OpmlList, OpmlProblem } from "./opml.ts";

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
  return {
    async parse(task, signal) {
      const { parsed, more } = (await threads.run("feed", task, signal)) as FeedSlice;
      if (!parsed.feed || more === undefined) return parsed;
      const items = [...parsed.feed.items];
      for (let done = false; !done; ) {
        const slice = (await threads.run("moreItems", more, signal)) as ReturnType<typeof moreItems>;
        items.push(...slice.items);
        done = slice.done;
      }
      return { ...parsed, feed: { ...parsed.feed, items } };
    },
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
