/** Outlets on loopback, each with a port (and so a host) of its own, that give their whole feed in one answer. */
import { type FeedServer, startFeedServer } from "../../fakes/feed-server.ts";
import { feedOf, type Tale } from "./stories.ts";

export interface Sites {
  feeds: readonly { title: string; url: string }[];
  /** performance.now() of the first request since `forget`. */
  firstAsked(): number | undefined;
  forget(): void;
  stop(): Promise<void>;
}

/** @param most stories that one feed holds: feeds of several megabytes are as large as they come. */
export async function startSites(stories: readonly Tale[], most: number, now: number): Promise<Sites> {
  const servers: FeedServer[] = [];
  const feeds: { title: string; url: string }[] = [];
  for (let from = 0; from < stories.length; from += most) {
    const server = await startFeedServer();
    const title = `Outlet ${servers.length + 1}`;
    server.on("/feed", feedOf(title, server.origin, stories.slice(from, from + most), now));
    servers.push(server);
    feeds.push({ title, url: `${server.origin}/feed` });
  }
  return {
    feeds,
    firstAsked() {
      const times = servers.flatMap((server) => server.asked.map((one) => one.at));
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    forget() {
      for (const server of servers) server.asked.length = 0;
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
