/** Lists of feeds, as every reader of feeds takes and gives them. http://opml.org/spec2.opml Runs in a parsing thread. */
import { generateOpml, parseOpml as parseAny } from "feedsmith";
import { oneLine } from "../net/clean.ts";

export interface OpmlFeed {
  title: string;
  url: string;
}

export interface OpmlList {
  feeds: readonly OpmlFeed[];
  /** Addresses beyond `maxFeeds`: counted and left out. */
  more: number;
}

/** "damaged": no OPML, or past reading; "empty": it names no feed. */
export type OpmlProblem = "damaged" | "empty";

interface Outline {
  text?: string | undefined;
  title?: string | undefined;
  xmlUrl?: string | undefined;
  url?: string | undefined;
  type?: string | undefined;
  outlines?: readonly Outline[];
}

/** Of one list: they are all read within ten minutes, a few at a time. */
export const maxFeeds = 2000;

/** Every feed of the list, folders flattened, each address once; what is no http(s) address is left out. Never throws. */
export function parseOpml(text: string): OpmlList | OpmlProblem {
  const outlines = outlinesOf(text);
  if (!outlines) return "damaged";
  const found = new Map<string, OpmlFeed>();
  const beyond = new Set<string>();
  const waiting: Outline[] = [...outlines].reverse();
  for (let outline = waiting.pop(); outline; outline = waiting.pop()) {
    const url = URL.parse((outline.xmlUrl ?? (outline.type === "rss" ? outline.url : "") ?? "").trim());
    if (url && /^https?:$/.test(url.protocol) && !found.has(url.href)) {
      if (found.size === maxFeeds) beyond.add(url.href);
      else
        found.set(url.href, {
          url: url.href,
          title: oneLine(outline.title || outline.text || "").slice(0, 300) || url.hostname,
        });
    }
    for (const inner of (outline.outlines ?? []).toReversed()) waiting.push(inner);
  }
  return found.size === 0 ? "empty" : { feeds: [...found.values()], more: beyond.size };
}

function outlinesOf(text: string): readonly Outline[] | undefined {
  if (!/<opml[\s>]/i.test(text)) return undefined;
  try {
    return parseAny(text.replace(/^\ufeff/, "").trim()).body?.outlines ?? [];
  } catch {
    // Why a parser refuses a text matters to nobody; that it does is the answer.
    return undefined;
  }
}

/** OPML 2.0. */
export function writeOpml(title: string, feeds: readonly OpmlFeed[]): string {
  return generateOpml({
    head: { title },
    body: {
      outlines: feeds.map((feed) => ({ text: feed.title, title: feed.title, type: "rss", xmlUrl: feed.url })),
    },
  });
}
