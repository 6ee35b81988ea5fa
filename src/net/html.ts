/** The article in a page of HTML. Runs in a parsing thread. */
import { Readability } from "@mozilla/readability";
import { oneLine, paragraphsOf, wordCount } from "./clean.ts";
import { type DomDocument, type DomElement, parseDocument } from "./dom.ts";
import { type TreeNode, textOf } from "./dom-text.ts";
import { type Extracted, type Extraction, languageOf } from "./extracted.ts";
import { type PageMeta, readMeta } from "./meta.ts";
import { judge } from "./verdict.ts";

/** Captions and asides interrupt the sentences around them. */
const interruptions = new Set(["FIGURE", "FIGCAPTION", "ASIDE", "NAV", "FOOTER"]);

/** `url` is where it was found; "" for an attached file. */
export function extractHtml(html: string, url: string): Extraction {
  let document: DomDocument;
  try {
    document = parseDocument(html);
  } catch (error) {
    if (error instanceof RangeError) return { unreadable: "deep" };
    throw error;
  }
  const meta = readMeta(document);
  const body = document.querySelector("body");
  const visible = { links: linksOf(document), words: body ? textOf(body) : "" };
  const heading = oneLine(document.querySelector("h1")?.textContent ?? "");
  const documentTitle = oneLine(document.querySelector("title")?.textContent ?? "");
  let found: Found;
  try {
    found = article(document);
  } catch (error) {
    if (error instanceof RangeError) return { unreadable: "deep" };
    throw error;
  }
  const text = fuller(found.text, meta);
  const verdict = judge({ text, url, meta, linkShare: found.linkShare, visible });
  if (verdict.unreadable) return { unreadable: verdict.unreadable };
  const author = meta.author ?? found.author;
  const outlet = meta.outlet ?? found.outlet;
  const canonical = canonicalOf(meta.canonical, url);
  const page: Extracted = {
    title: bareTitle(meta.title ?? (found.title || heading || documentTitle), heading, outlet).slice(0, 300),
    text,
    language: languageOf(text, meta.language),
    ...(outlet ? { outlet } : {}),
    ...(author ? { author } : {}),
    ...(meta.publishedAt === undefined ? {} : { publishedAt: meta.publishedAt }),
    ...(canonical ? { canonical } : {}),
    cautions: verdict.cautions,
  };
  return { page };
}

/** The text alone, whatever it is worth: for measuring. */
export function articleText(html: string): string {
  const document = parseDocument(html);
  const meta = readMeta(document);
  return fuller(article(document).text, meta);
}

interface Found {
  text: string;
  title: string;
  author: string | undefined;
  outlet: string | undefined;
  /** Characters inside links, of all. */
  linkShare: number;
}

/** Readability changes the document: everything else is read before. */
function article(document: DomDocument): Found {
  for (const useless of document.querySelectorAll("script, style, template, svg, iframe, link"))
    useless.remove();
  const parsed = new Readability<DomElement>(
    document as unknown as ConstructorParameters<typeof Readability>[0],
    {
      serializer: (node) => node as unknown as DomElement,
    },
  ).parse();
  const content = parsed?.content ?? undefined;
  const text = content ? textOf(content as TreeNode, interruptions) : "";
  return {
    text,
    title: oneLine(parsed?.title ?? ""),
    author:
      oneLine(parsed?.byline ?? "")
        .replace(/^by\s+/i, "")
        .slice(0, 200) || undefined,
    outlet: oneLine(parsed?.siteName ?? "") || undefined,
    linkShare: content ? linkShare(content) : 1,
  };
}

function linkShare(content: DomElement): number {
  const all = (content.textContent ?? "").replaceAll(/\s+/g, " ").length;
  let linked = 0;
  for (const link of content.querySelectorAll("a"))
    linked += (link.textContent ?? "").replaceAll(/\s+/g, " ").length;
  return all === 0 ? 1 : linked / all;
}

function linksOf(document: DomDocument): number {
  let count = 0;
  for (const _ of document.querySelectorAll("h1 a, h2 a, h3 a, h4 a, li a")) count++;
  return count;
}

/** Sites hang their own name on every title: "Pier to be rebuilt | Harbour Post". */
function bareTitle(title: string, heading: string, outlet: string | undefined): string {
  const parted = /^(.{10,}?)\s*(?:\s[|–—·•»-]\s|[|｜_–—])\s*([^|]+)$/u.exec(title);
  if (!parted?.[1]) return title;
  const [, own, rest = ""] = parted;
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return same(own, heading) || (outlet !== undefined && same(rest.trim(), outlet)) ? own : title;
}

/** Some pages draw their text by script and give it whole only in JSON-LD. */
function fuller(text: string, meta: PageMeta): string {
  if (meta.body === "") return text;
  const told = paragraphsOf(
    meta.body.replaceAll(/<\/?(p|br|div)\b[^>]*>/gi, "\n\n").replaceAll(/<[^>]*>/g, ""),
  );
  return wordCount(told) > 1.5 * wordCount(text) + 50 ? told : text;
}

/** The page's own name for itself, when it is of the same site and not just the front page. */
function canonicalOf(href: string | undefined, url: string): string | undefined {
  const base = URL.parse(url);
  const target = href ? URL.parse(href, base?.href) : null;
  if (!target || !/^https?:$/.test(target.protocol)) return undefined;
  const site = (host: string) => host.replace(/^(www|m|mobile|amp)\./, "");
  if (base && site(base.hostname) !== site(target.hostname)) return undefined;
  if (base && target.pathname === "/" && base.pathname !== "/") return undefined;
  target.hash = "";
  return target.href;
}
