/** From the shapes of RSS, Atom, RDF and JSON Feed to the one shape that collecting works with. */
import type { AnyFeed, AtomFeed, JsonFeed, RdfFeed, RssFeed } from "feedsmith";
import { oneLine, paragraphsOf } from "../net/clean.ts";
import { htmlToLine, htmlToText } from "../net/html-text.ts";

/** One entry as its feed gives it. Texts are plain; addresses are absolute or "". */
export interface FeedItem {
  /** guid, Atom id …; "" when there is none. */
  id: string;
  url: string;
  title: string;
  /** The fullest that the feed gives, paragraphs parted by blank lines. */
  text: string;
  author?: string;
  /** ms since 1970 */
  publishedAt?: number;
  language?: string;
}

export interface Feed {
  format: "rss" | "atom" | "rdf" | "json";
  title: string;
  /** The site that it belongs to, or "". */
  home: string;
  language?: string;
  items: readonly FeedItem[];
}

/** `parseMoment` found nothing: NaN. */
type Moment = number;

const longestTitle = 500;
const longestText = 200_000;

export function shapeFeed(parsed: AnyFeed<Moment>, url: string): Feed {
  switch (parsed.format) {
    case "rss":
      return rss(parsed.feed, url);
    case "atom":
      return atom(parsed.feed, url);
    case "rdf":
      return rdf(parsed.feed, url);
    case "json":
      return json(parsed.feed, url);
  }
}

function rss(feed: RssFeed.Feed<Moment>, url: string): Feed {
  const base = absolute(feed.xml?.base, url) || url;
  const home = absolute(feed.link, base) || pickLink(feed.atom?.links, base);
  return made("rss", feed.title, home, feed.language ?? feed.xml?.lang ?? feed.dc?.languages?.[0], () =>
    (feed.items ?? []).map((item) => {
      const at = absolute(item.xml?.base, base) || base;
      const guid = item.guid?.value?.trim() ?? "";
      const permanent = item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid) ? guid : "";
      return entry({
        id: guid,
        url: absolute(item.link, at) || pickLink(item.atom?.links, at) || permanent,
        title: item.title ?? item.dc?.titles?.[0] ?? item.media?.title?.value,
        texts: [
          item.content?.encoded,
          item.description,
          item.dc?.descriptions?.[0],
          item.media?.description?.value,
        ],
        authors: [...(item.dc?.creators ?? []), ...(item.authors ?? []).map((one) => one.name ?? one.email)],
        moments: [
          item.pubDate,
          ...(item.dc?.dates ?? []),
          item.atom?.published,
          ...(item.dcterms?.created ?? []),
          ...(item.dcterms?.issued ?? []),
          item.atom?.updated,
        ],
        language: item.xml?.lang ?? item.dc?.languages?.[0],
      });
    }),
  );
}

function rdf(feed: RdfFeed.Feed<Moment>, url: string): Feed {
  const base = absolute(feed.xml?.base, url) || url;
  return made("rdf", feed.title, absolute(feed.link, base), feed.xml?.lang ?? feed.dc?.languages?.[0], () =>
    (feed.items ?? []).map((item) =>
      entry({
        id: item.rdf?.about ?? "",
        url: absolute(item.link, base) || absolute(item.rdf?.about, base),
        title: item.title ?? item.dc?.titles?.[0],
        texts: [item.content?.encoded, item.description, item.dc?.descriptions?.[0]],
        authors: item.dc?.creators ?? [],
        moments: [
          ...(item.dc?.dates ?? []),
          ...(item.dcterms?.created ?? []),
          ...(item.dcterms?.issued ?? []),
        ],
        language: item.xml?.lang ?? item.dc?.languages?.[0],
      }),
    ),
  );
}

function atom(feed: AtomFeed.Feed<Moment>, url: string): Feed {
  const base = absolute(feed.xml?.base, url) || url;
  return made(
    "atom",
    atomText(feed.title, true),
    pickLink(feed.links, base),
    feed.xml?.lang ?? feed.dc?.languages?.[0],
    () =>
      (feed.entries ?? []).map((item) => {
        const at = absolute(item.xml?.base, base) || base;
        const authors = item.authors?.length ? item.authors : (item.source?.authors ?? feed.authors);
        return entry({
          id: item.id ?? "",
          url:
            pickLink(item.links, at) ||
            absolute(item.content?.src, at) ||
            (/^https?:/i.test(item.id ?? "") ? absolute(item.id, at) : ""),
          title: atomText(item.title, true) || item.media?.title?.value,
          plain: [atomText(item.content, false), atomText(item.summary, false)],
          texts: [item.media?.description?.value ?? item.media?.groups?.[0]?.description?.value],
          authors: [...(authors ?? []).map((one) => one.name ?? one.email), ...(item.dc?.creators ?? [])],
          moments: [
            item.published,
            ...(item.dcterms?.created ?? []),
            ...(item.dcterms?.issued ?? []),
            ...(item.dc?.dates ?? []),
            item.updated,
          ],
          language: item.xml?.lang ?? item.content?.xml?.lang,
        });
      }),
  );
}

function json(feed: JsonFeed.Feed<Moment>, url: string): Feed {
  return made("json", feed.title, absolute(feed.home_page_url, url), feed.language, () =>
    (feed.items ?? []).map((item) =>
      entry({
        id: item.id ?? "",
        url:
          absolute(item.url ?? item.external_url, url) ||
          (/^https?:/i.test(item.id ?? "") ? absolute(item.id, url) : ""),
        title: item.title,
        texts: [item.content_html, item.summary],
        plain: [paragraphsOf(item.content_text ?? "")],
        authors: (item.authors ?? feed.authors ?? []).map((one) => one.name),
        moments: [item.date_published, item.date_modified],
        language: item.language,
      }),
    ),
  );
}

function made(
  format: Feed["format"],
  title: string | undefined,
  home: string,
  language: string | undefined,
  items: () => FeedItem[],
): Feed {
  const tag = primaryTag(language);
  const line = htmlToLine(title ?? "");
  return {
    format,
    // Marks of direction and joiners alone are a name that nobody sees.
    title: /[^\p{C}\p{Z}\p{M}]/u.test(line) ? line.slice(0, longestTitle) : "",
    home,
    ...(tag ? { language: tag } : {}),
    items: items(),
  };
}

interface Parts {
  id: string;
  url: string;
  title: string | undefined;
  /** Maybe HTML. */
  texts: readonly (string | undefined)[];
  /** Plain already. */
  plain?: readonly string[];
  authors: readonly (string | undefined)[];
  moments: readonly (Moment | undefined)[];
  language: string | undefined;
}

function entry(parts: Parts): FeedItem {
  const texts = [...(parts.plain ?? []), ...parts.texts.filter((one) => one !== undefined).map(htmlToText)];
  const text = texts.reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  const author = [...new Set(parts.authors.map((one) => htmlToLine(one ?? "")).filter(Boolean))]
    .slice(0, 6)
    .join(", ");
  const publishedAt = parts.moments.find((one) => one !== undefined && !Number.isNaN(one));
  const language = primaryTag(parts.language);
  return {
    id: oneLine(parts.id).slice(0, 2000),
    url: parts.url,
    title: htmlToLine(parts.title ?? "").slice(0, longestTitle),
    text: text.slice(0, longestText).toWellFormed(),
    ...(author ? { author: author.slice(0, 300) } : {}),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(language ? { language } : {}),
  };
}

/** RFC 4287 §3.1: "text" is never markup; without a type many write markup all the same. */
function atomText(text: AtomFeed.Text | AtomFeed.Content | undefined, line: boolean): string {
  const value = text?.value ?? "";
  if (text?.type === "text" || text?.type === "text/plain")
    return line ? oneLine(value) : paragraphsOf(value);
  // Pictures, sounds and other data in base64 are no text.
  if (text?.type && !/html|text|xml/i.test(text.type)) return "";
  return line ? htmlToLine(value) : htmlToText(value);
}

interface FeedLink {
  href?: string | undefined;
  rel?: string | undefined;
  type?: string | undefined;
}

/** The page that a reader would open: "alternate", HTML before others. */
function pickLink(links: readonly FeedLink[] | undefined, base: string): string {
  const alternates = (links ?? []).filter((link) => (link.rel ?? "alternate") === "alternate" && link.href);
  const best = alternates.find((link) => !link.type || /html/i.test(link.type)) ?? alternates[0];
  return absolute(best?.href, base);
}

/** Only http and https: a feed may name what it likes. */
function absolute(href: string | undefined, base: string): string {
  const text = href?.trim();
  if (!text) return "";
  const url = URL.parse(text, base || undefined);
  return url && /^https?:$/.test(url.protocol) ? url.href : "";
}

function primaryTag(language: string | undefined): string | undefined {
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(language?.trim() ?? "")?.[0].toLowerCase();
}
