/** Lists of feeds, as every reader of feeds takes and gives them. http://opml.org/spec2.opml */
import { createRequire } from "node:module";
import { UserError } from "../errors.ts";
import { oneLine } from "../net/clean.ts";

/** Loaded when the first list comes, without waiting: a start has no use for it, and it takes a good part of a second. */
const feedsmith = (): typeof import("feedsmith") => createRequire(import.meta.url)("feedsmith");

export interface OpmlFeed {
  title: string;
  url: string;
}

interface Outline {
  text?: string | undefined;
  title?: string | undefined;
  xmlUrl?: string | undefined;
  url?: string | undefined;
  type?: string | undefined;
  outlines?: readonly Outline[];
}

/** A list longer than this is a mistake. */
const maxFeeds = 2000;

/**
 * Every feed of the list, folders flattened, each address once; what is no http(s) address is left out.
 * @throws UserError when it is no OPML or names no feed
 */
export function parseOpml(text: string): readonly OpmlFeed[] {
  const found = new Map<string, OpmlFeed>();
  const waiting: Outline[] = [...outlinesOf(text)].reverse();
  for (let outline = waiting.pop(); outline && found.size < maxFeeds; outline = waiting.pop()) {
    const url = URL.parse((outline.xmlUrl ?? (outline.type === "rss" ? outline.url : "") ?? "").trim());
    if (url && /^https?:$/.test(url.protocol) && !found.has(url.href))
      found.set(url.href, {
        url: url.href,
        title: oneLine(outline.title || outline.text || "").slice(0, 300) || url.hostname,
      });
    waiting.push(...(outline.outlines ?? []).toReversed());
  }
  if (found.size === 0)
    throw new UserError(
      { en: "The OPML file names no feed", zh: "该 OPML 文件中没有订阅源" },
      {
        en: 'Export it again from your reader; each feed is an outline with an "xmlUrl"',
        zh: "请从阅读器重新导出；每个订阅源应是带 xmlUrl 的 outline",
      },
    );
  return [...found.values()];
}

function outlinesOf(text: string): readonly Outline[] {
  try {
    return feedsmith().parseOpml(text.replace(/^\ufeff/, "").trim()).body?.outlines ?? [];
  } catch (error) {
    throw new UserError(
      { en: "This is not an OPML file, or it is damaged", zh: "这不是 OPML 文件，或文件已损坏" },
      {
        en: "Export the list of feeds again from your reader, as OPML",
        zh: "请从阅读器重新导出 OPML 格式的订阅列表",
      },
      { cause: error },
    );
  }
}

/** OPML 2.0. */
export function writeOpml(title: string, feeds: readonly OpmlFeed[]): string {
  return feedsmith().generateOpml({
    head: { title },
    body: {
      outlines: feeds.map((feed) => ({ text: feed.title, title: feed.title, type: "rss", xmlUrl: feed.url })),
    },
  });
}
