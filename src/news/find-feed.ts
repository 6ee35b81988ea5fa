/** From the address that a person has at hand to the feed behind it. */
import { UserError } from "../errors.ts";
import type { Fetch, Fetched } from "../net/fetch.ts";
import type { Services } from "../types.ts";
import { createFeedLists } from "./feed-lists.ts";
import { createFeedReader, type FeedReader, tooHeavyFeed } from "./feed-reader.ts";
import { canonicalUrl } from "./identify.ts";

export const feedTypes =
  "application/rss+xml,application/atom+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,text/xml;q=0.9,text/html;q=0.8,*/*;q=0.5";

/** Where sites keep a feed that they do not name. */
const usualPaths = ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"];

export interface FindFeedParts {
  fetch: Fetch;
  /** A reader of its own when unset. */
  feeds?: FeedReader;
}

export interface FindFeed {
  (url: string, signal: AbortSignal): Promise<{ url: string; title: string }>;
  /** Read and written in the same thread. */
  lists: Services["opml"];
  /** Ends the thread; may be called twice. */
  stop(): Promise<void>;
}

/** The found function throws `UserError` where there is no feed, or a text that is too heavy to take apart. */
export function createFindFeed({ fetch, feeds = createFeedReader() }: FindFeedParts): FindFeed {
  const find = (url: string, signal: AbortSignal) =>
    search(url, signal).catch((error: unknown) => {
      throw tooHeavyFeed(error);
    });

  async function search(url: string, signal: AbortSignal): Promise<{ url: string; title: string }> {
    const got = await fetch(url, { signal, accept: feedTypes });
    const direct = await titled(got, signal);
    if (direct) return direct;
    const named = await feeds.links({ bytes: got.bytes, type: got.type, url: got.url }, signal);
    const usual = usualPaths.map((path) => new URL(path, got.url).href);
    for (const candidate of [...named, ...usual]) {
      const found = await tried(candidate, signal);
      if (found) return found;
    }
    throw new UserError(
      { en: "No feed was found there", zh: "未在该处找到订阅源" },
      {
        en: "Look for an RSS or Atom link on the site and give its own address",
        zh: "请在网站上查找 RSS 或 Atom 链接，并给出其网址",
      },
    );
  }

  async function titled(
    got: Fetched,
    signal: AbortSignal,
  ): Promise<{ url: string; title: string } | undefined> {
    const { feed } = await feeds.parse({ bytes: got.bytes, type: got.type, url: got.url }, signal);
    // Where it was found may be a mirror of the day; what leads there is what the site gives out.
    return feed && { url: canonicalUrl(got.url), title: feed.title || new URL(got.url).hostname };
  }

  async function tried(url: string, signal: AbortSignal) {
    try {
      return await titled(await fetch(url, { signal, accept: feedTypes }), signal);
    } catch (error) {
      // One wrong guess says nothing of the next; a dead or closed address is just no feed.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  return Object.assign(find, { lists: createFeedLists(feeds), stop: () => feeds.stop() });
}
