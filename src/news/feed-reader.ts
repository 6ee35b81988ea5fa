/** Parses feeds beside the event loop: one of some megabytes would hold up everybody. */
import { createThreads } from "../net/threads.ts";
import type { FeedTask } from "./feed-worker.ts";
import type { ParsedFeed } from "./feeds.ts";

export interface FeedReader {
  /** Never rejects for what a feed holds; rejects when the thread had to be ended ("timeout", "memory"). */
  parse(task: FeedTask, signal: AbortSignal): Promise<ParsedFeed>;
  /** The feeds that a web page names. */
  links(task: FeedTask, signal: AbortSignal): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** No thread is started before the first feed. */
export function createFeedReader(): FeedReader {
  const threads = createThreads({
    file: new URL("./feed-worker.ts", import.meta.url),
    maxThreads: 1,
    timeoutMs: 20_000,
    maxHeapMb: 384,
    idleMs: 30_000,
  });
  return {
    parse: async (task, signal) => (await threads.run("feed", task, signal)) as ParsedFeed,
    links: async (task, signal) => (await threads.run("feedLinks", task, signal)) as readonly string[],
    stop: () => threads.stop(),
  };
}
