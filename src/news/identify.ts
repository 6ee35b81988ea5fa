/** Which story is it? From an entry of a feed to a story that keeps its name when its words are edited. */
import { createHash } from "node:crypto";
import type { Source, Story } from "../types.ts";
import type { FeedItem } from "./feed-shapes.ts";

/** Parameters that tell where a reader came from, and nothing about the page. */
const tracking =
  /^(utm_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(enc|mi)|_ga|_gl|at_(medium|campaign|custom\d|link_\w+|bbc_team|format|ptr_name)|ns_(mchannel|source|campaign|linkname|fee)|wt\.mc_id|cmpid|spm|ftag|ocid|smid|vero_id|oly_\w+_id|rss_id|soc_src|soc_trk|guccounter|guce_referrer\w*)$/i;

/**
 * The address without what does not change the page: tracking, fragment, default port, an empty query. Everything that may carry
 * meaning stays, in its order. A text that is no http(s) address comes back as it is.
 */
export function canonicalUrl(address: string): string {
  const url = URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return address.trim();
  // "#!/page" was a page of its own in its time.
  if (!url.hash.startsWith("#!")) url.hash = "";
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !tracking.test(decoded(pair.split("=", 1)[0] ?? "")));
  url.search = kept.length > 0 ? `?${kept.join("&")}` : "";
  url.hostname = url.hostname.replace(/\.$/, "");
  return url.href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Stable over edits of title and text: by where it comes from (a feed's address, which is one for all desks that have it; an import's id) and the
 * entry's own id, or its address. Hex, 20 digits.
 */
export function storyId(origin: string, item: { id: string; url: string; title: string }): string {
  const own = item.id || canonicalUrl(item.url).replace(/^https?:\/\/(www\.)?/, "") || item.title;
  return createHash("sha256").update(`${origin}\n${own}`).digest("hex").slice(0, 20);
}

export interface IdentifyContext {
  source: Pick<Source, "id" | "url" | "title">;
  feed: { title: string; home: string };
  /** Addresses that more than one entry of the feed has: they name no story. */
  shared: ReadonlySet<string>;
  now: number;
}

/** undefined for an entry that says nothing. A date ahead of now is a mistake and becomes now. */
export function identify(item: FeedItem, { source, feed, shared, now }: IdentifyContext): Story | undefined {
  const title = item.title || headline(item.text);
  if (title === "") return undefined;
  const id = storyId(source.url, { ...item, title });
  const address = canonicalUrl(item.url);
  const url =
    address === "" ? `${source.url}#story-${id}` : shared.has(address) ? `${address}#story-${id}` : address;
  return {
    id,
    sourceId: source.id,
    url,
    title,
    text: item.text,
    language: item.language ?? "und",
    outlet: feed.title || source.title || hostOf(source.url),
    ...(item.author ? { author: item.author } : {}),
    publishedAt: Math.min(item.publishedAt ?? now, now),
    collectedAt: now,
    sample: false,
  };
}

/** Addresses that several entries share, and the site's own: podcasts and notices often have nothing better. */
export function sharedAddresses(items: readonly FeedItem[], home: string): ReadonlySet<string> {
  const owner = new Map<string, string>();
  const shared = new Set<string>(home ? [canonicalUrl(home)] : []);
  for (const item of items) {
    const address = canonicalUrl(item.url);
    const key = item.id || item.title;
    const other = owner.get(address);
    if (other !== undefined && other !== key) shared.add(address);
    owner.set(address, key);
  }
  return shared;
}

/** Entries without a title are told by their first words. */
export function headline(text: string): string {
  const first = text.split("\n", 1)[0] ?? "";
  if (first.length <= 100) return first;
  return `${first.slice(0, 100).replace(/\s+\S*$/, "")}…`;
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, "") ?? "";
}
