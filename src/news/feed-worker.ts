/** The parsing thread's own module for feeds. */
import { randomUUID } from "node:crypto";
import { decodeText } from "../net/charset.ts";
import { parseDocument } from "../net/dom.ts";
import { languageOf } from "../net/extracted.ts";
import type { FeedItem } from "./feed-shapes.ts";
import { type ParsedFeed, parseFeed } from "./feeds.ts";
import { type OpmlFeed, type OpmlList, type OpmlProblem, parseOpml, writeOpml } from "./opml.ts";

export interface FeedTask {
  bytes: Uint8Array;
  /** The Content-Type header. */
  type: string;
  url: string;
}

export interface FeedSlice {
  parsed: ParsedFeed;
  /** Ask `moreItems` with it until it is undefined. */
  more?: string;
}

/** UTF-16 units in one message: taking apart more would hold up whoever receives it. */
const sliceSize = 128 * 1024;
/** Twice what is asked for at once (`mostWaiting` in feed-reader.ts). */
const mostKept = 12;
const waiting = new Map<string, FeedItem[]>();

/** Each entry's language is the one it declares, or its feed's, unless its own words say otherwise. */
export function feed({ bytes, type, url }: FeedTask): FeedSlice {
  const parsed = parseFeed(bytes, type, url);
  const { feed: found } = parsed;
  if (!found) return { parsed };
  const items = found.items.map((item) => ({
    ...item,
    language: languageOf(`${item.title}\n${item.text.slice(0, 3000)}`, item.language ?? found.language),
  }));
  const first = cut(items);
  const slice: FeedSlice = { parsed: { ...parsed, feed: { ...found, items: first } } };
  if (items.length === 0) return slice;
  // Who asked may have gone: what is never fetched gives way.
  const [oldest] = waiting.keys();
  if (waiting.size >= mostKept && oldest !== undefined) waiting.delete(oldest);
  // Never used again, by the next thread neither: it must not give another feed's entries.
  const more = randomUUID();
  waiting.set(more, items);
  return { ...slice, more };
}

/** Undefined: it is gone, maybe with an earlier thread. */
export function moreItems(token: string): { items: readonly FeedItem[]; done: boolean } | undefined {
  const items = waiting.get(token);
  if (!items) return undefined;
  const next = cut(items);
  if (items.length === 0) waiting.delete(token);
  return { items: next, done: items.length === 0 };
}

/** Takes the first items of the list, at least one, up to the size of a message. */
function cut(items: FeedItem[]): FeedItem[] {
  let [count, size] = [0, 0];
  for (const item of items) {
    size += item.text.length + item.title.length + 200;
    if (count > 0 && size > sliceSize) break;
    count++;
  }
  return items.splice(0, count);
}

/** The feeds that a page names in its head, best first: absolute addresses. */
export function feedLinks({ bytes, type, url }: FeedTask): readonly string[] {
  const found: string[] = [];
  for (const link of parseDocument(decodeText(bytes, type)).querySelectorAll("link[rel][href]")) {
    const kind = link.getAttribute("type") ?? "";
    if (!/\balternate\b/i.test(link.getAttribute("rel") ?? "")) continue;
    if (!/^application\/((rss|atom|rdf)\+xml|feed\+json|json)$|^text\/xml$/i.test(kind.trim())) continue;
    if (/comments/i.test(link.getAttribute("title") ?? "")) continue;
    const target = URL.parse(link.getAttribute("href") ?? "", url);
    if (target && /^https?:$/.test(target.protocol)) found.push(target.href);
  }
  return [...new Set(found)].slice(0, 5);
}

export interface ListTask {
  title: string;
  feeds: readonly OpmlFeed[];
}

export const readList = (text: string): OpmlList | OpmlProblem => parseOpml(text);
export const writeList = ({ title, feeds }: ListTask): string => writeOpml(title, feeds);
