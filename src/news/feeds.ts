/** Any feed, in any encoding, however broken. Runs in a parsing thread when it comes from outside. */
import { parseFeed as parseAny } from "feedsmith";
import { decodeText } from "../net/charset.ts";
import { parseMoment } from "../net/moments.ts";
import { type Feed, shapeFeed } from "./feed-shapes.ts";

/** "page": it is a web page; "other": no feed of any kind; "broken": a feed past mending. */
export type FeedProblem = "empty" | "page" | "other" | "broken";

/** A feed that was mended is given together with the problem "broken". */
export interface ParsedFeed {
  feed?: Feed;
  problem?: FeedProblem;
}

const maxItems = 2000;

/**
 * RSS 0.9–2.0, Atom 0.3 and 1.0, RDF, JSON Feed 1.x. Never throws.
 * `contentType`: the header, for its charset; `url`: relative links are resolved against it, or against xml:base.
 */
export function parseFeed(bytes: Uint8Array, contentType: string, url: string): ParsedFeed {
  const text = tidied(decodeText(bytes, contentType));
  if (text === "") return { problem: "empty" };
  const direct = attempt(text, url);
  const told = Math.min(maxItems, entriesIn(text));
  if (direct && direct.items.length >= told) return { feed: direct };
  if (!direct && !looksLikeFeed(text))
    return { problem: /<(!doctype html|html|body|head)[\s>]/i.test(text) ? "page" : "other" };
  // The parser may have lost its way between two tags without a word.
  let best = direct;
  for (const mended of mendings(text)) {
    const feed = attempt(mended, url);
    if (feed && feed.items.length > (best?.items.length ?? -1)) best = feed;
    if (best && best.items.length >= told) break;
  }
  if (best) return best === direct ? { feed: best } : { feed: best, problem: "broken" };
  const empty = emptyFeed(text);
  return empty ? { feed: empty } : { problem: "broken" };
}

function entriesIn(text: string): number {
  return text.match(/<(?:[a-z\d]+:)?(?:item|entry)[\s>]/gi)?.length ?? 0;
}

/** A feed that has nothing to tell yet is a feed all the same. */
function emptyFeed(text: string): Feed | undefined {
  const plain = text.replaceAll(/<!--[\s\S]*?-->/g, "");
  const root = /<(?:[a-z\d]+:)?(rss|feed|rdf)[\s>]/i.exec(plain)?.[1]?.toLowerCase();
  if (
    !root ||
    /<([a-z\d]+:)?(item|entry)[\s>]/i.test(plain) ||
    !/<\/([a-z\d]+:)?(rss|feed|rdf)\s*>?$/i.test(plain)
  )
    return undefined;
  return {
    format: root === "rss" ? "rss" : root === "feed" ? "atom" : "rdf",
    title: "",
    home: "",
    items: [],
  };
}

function attempt(text: string, url: string): Feed | undefined {
  try {
    return shapeFeed(parseAny(text, { maxItems, parseDateFn: (raw) => parseMoment(raw) ?? Number.NaN }), url);
  } catch {
    // Why a parser refuses a text matters to nobody; that it does is the answer.
    return undefined;
  }
}

/** Controls are not allowed in XML, and some feeds have white space or worse before the first tag. */
function tidied(text: string): string {
  const plain = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufeff\ufffe\uffff]/g, "").trim();
  const start = plain.search(/<(\?xml|!--|!doctype|rss|feed|rdf:RDF|[a-z]+:feed)/i);
  return start > 0 && start < 2000 && !plain.startsWith("{") ? plain.slice(start) : plain;
}

function looksLikeFeed(text: string): boolean {
  return (
    /<([a-z\d]+:)?(rss|feed|rdf|channel)[\s>]/i.test(text.slice(0, 5000)) ||
    /"https?:\/\/jsonfeed\.org/.test(text.slice(0, 5000))
  );
}

/** The usual breaks: cut off in the middle; bare "&" and "<"; tags that do not match somewhere in an entry. */
function* mendings(text: string): Generator<string> {
  const escaped = text.replaceAll(/&(?!#?\w{1,32};)/g, "&amp;").replaceAll(/<(?![a-z_/!?])/gi, "&lt;");
  yield escaped;
  const root = /<((?:[a-z\d]+:)?(?:rss|feed|rdf))[\s>]/i.exec(escaped);
  if (!root?.[1]) return;
  const tag =
    /<((?:[a-z\d]+:)?entry)[\s>]/i.exec(escaped)?.[1] ?? /<((?:[a-z\d]+:)?item)[\s>]/i.exec(escaped)?.[1];
  if (!tag) {
    const open = /<channel[\s>]/i.test(escaped) && !/<\/channel\s*>/i.test(escaped);
    yield `${escaped.replace(/<[^<>]*$/, "")}${open ? "</channel>" : ""}</${root[1]}>`;
    return;
  }
  const first = escaped.search(new RegExp(`<${tag}[\\s>]`, "i"));
  const whole = escaped.slice(first).match(new RegExp(`<${tag}[\\s>][\\s\\S]*?</${tag}\\s*>`, "gi")) ?? [];
  const inChannel = /rss$/i.test(root[1]) && /<channel[\s>]/i.test(escaped.slice(0, first));
  const around = (items: string) =>
    `${escaped.slice(0, first)}${items}${inChannel ? "</channel>" : ""}</${root[1]}>`;
  yield around(whole.join("\n"));
  const head = `${escaped.slice(0, root.index + escaped.slice(root.index).indexOf(">") + 1)}${inChannel ? "<channel>" : ""}`;
  const tail = `${inChannel ? "</channel>" : ""}</${root[1]}>`;
  const good = whole.filter((item) => attempt(head + item + tail, "") !== undefined);
  if (good.length > 0) yield head + good.join("\n") + tail;
}
