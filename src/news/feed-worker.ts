/** The parsing thread's own module for feeds. */

import { decodeText } from "../net/charset.ts";
import { parseDocument } from "../net/dom.ts";
import { languageOf } from "../net/extracted.ts";
import { type ParsedFeed, parseFeed } from "./feeds.ts";

export interface FeedTask {
  bytes: Uint8Array;
  /** The Content-Type header. */
  type: string;
  url: string;
}

/** Each entry's language is the one it declares, or its feed's, unless its own words say otherwise. */
export function feed({ bytes, type, url }: FeedTask): ParsedFeed {
  const { feed: found, problem } = parseFeed(bytes, type, url);
  if (!found) return problem ? { problem } : {};
  const items = found.items.map((item) => ({
    ...item,
    language: languageOf(`${item.title}\n${item.text}`, item.language ?? found.language),
  }));
  return { feed: { ...found, items }, ...(problem ? { problem } : {}) };
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
