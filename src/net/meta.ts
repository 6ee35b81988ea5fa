/** What a page says of itself: JSON-LD (schema.org), Open Graph, meta tags, the time element. */
import { oneLine } from "./clean.ts";
import type { DomDocument } from "./dom.ts";
import { parseMoment } from "./moments.ts";

export interface PageMeta {
  title?: string;
  author?: string;
  outlet?: string;
  publishedAt?: number;
  canonical?: string;
  language?: string;
  /** It says that it is an article. */
  article: boolean;
  /** schema.org's isAccessibleForFree is false. */
  paywalled: boolean;
  /** The article's text as JSON-LD gives it; "" when it does not. */
  body: string;
}

type Json = Readonly<Record<string, unknown>>;

const articleTypes =
  /^(news|report|analysis|opinion|review|background|askPublic|liveBlog|satirical|tech|scholarly|advertiserContent)?(article|newsarticle|posting)$|^blogposting$|^(medicalscholarly)/i;

export function readMeta(document: DomDocument): PageMeta {
  const meta = metaTags(document);
  const linked = linkedData(document);
  const article = linked.find((one) => typesOf(one).some((type) => articleTypes.test(type)));
  const first = (...values: readonly (string | undefined)[]) =>
    values.map((value) => oneLine(value ?? "").slice(0, 300)).find((value) => value !== "");
  const title = first(textIn(article?.headline), meta("og:title"), meta("twitter:title"), meta("dc.title"));
  const author = first(
    peopleIn(article?.author),
    meta("author"),
    plainName(meta("article:author")),
    meta("parsely-author"),
    meta("dc.creator"),
    meta("byl"),
  )?.replace(/^by\s+/i, "");
  const outlet = first(meta("og:site_name"), peopleIn(article?.publisher), meta("application-name"));
  const publishedAt = [
    textIn(article?.datePublished),
    meta("article:published_time"),
    meta("og:article:published_time"),
    meta("parsely-pub-date"),
    meta("datepublished"),
    meta("pubdate"),
    meta("publishdate"),
    meta("publish-date"),
    meta("dc.date.issued"),
    meta("dc.date"),
    meta("date"),
    document.querySelector("[itemprop=datePublished]")?.getAttribute("content") ?? undefined,
    document.querySelector("[itemprop=datePublished]")?.getAttribute("datetime") ?? undefined,
    document
      .querySelector("article time[datetime], time[pubdate], time[datetime]")
      ?.getAttribute("datetime") ?? undefined,
  ]
    .map((value) => parseMoment(value ?? ""))
    .find((value) => value !== undefined);
  const canonical = first(
    document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? undefined,
    meta("og:url"),
  );
  const language = first(
    document.querySelector("html")?.getAttribute("lang") ?? undefined,
    document.querySelector("html")?.getAttribute("xml:lang") ?? undefined,
    meta("content-language"),
    meta("og:locale"),
  );
  return {
    ...(title ? { title } : {}),
    ...(author ? { author } : {}),
    ...(outlet ? { outlet } : {}),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(canonical ? { canonical } : {}),
    ...(language ? { language } : {}),
    article:
      article !== undefined ||
      /^article$/i.test(meta("og:type") ?? "") ||
      Boolean(meta("article:published_time")),
    paywalled: linked.some((one) => /^(false|no)$/i.test(String(one.isAccessibleForFree ?? ""))),
    body: textIn(article?.articleBody) ?? "",
  };
}

function metaTags(document: DomDocument): (name: string) => string | undefined {
  const found = new Map<string, string>();
  for (const tag of document.querySelectorAll("meta")) {
    const name =
      tag.getAttribute("property") ??
      tag.getAttribute("name") ??
      tag.getAttribute("http-equiv") ??
      tag.getAttribute("itemprop");
    const content = tag.getAttribute("content");
    const key = name?.toLowerCase();
    if (key && content && !found.has(key)) found.set(key, content);
  }
  return (name) => found.get(name);
}

/** Every object of every block, without following cycles or great depth: JSON has no cycles, and we stop at four levels. */
function linkedData(document: DomDocument): readonly Json[] {
  const found: Json[] = [];
  const gather = (value: unknown, depth: number) => {
    if (depth > 4 || found.length > 200) return;
    if (Array.isArray(value)) for (const one of value) gather(one, depth + 1);
    else if (isJson(value)) {
      found.push(value);
      for (const key of ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"])
        gather(value[key], depth + 1);
    }
  };
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = (script.textContent ?? "").trim().replace(/^<!\[CDATA\[|\]\]>;?$|^<!--|-->$/g, "");
    try {
      gather(JSON.parse(text.replaceAll(/[\u0000-\u001f]+/g, " ")), 0);
    } catch {
      // A block that is no JSON says nothing; the page's other marks still count.
    }
  }
  return found;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typesOf(value: Json): readonly string[] {
  const type = value["@type"];
  return (Array.isArray(type) ? type : [type]).filter((one) => typeof one === "string");
}

function textIn(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === "string" ? one : undefined;
}

function peopleIn(value: unknown): string | undefined {
  const names = (Array.isArray(value) ? value : [value])
    .map((one) => (isJson(one) ? textIn(one.name) : textIn(one)))
    .map((name) => plainName(name))
    .filter((name) => name !== undefined);
  return names.length > 0 ? [...new Set(names)].slice(0, 6).join(", ") : undefined;
}

/** Some sites give a profile's address where a name belongs. */
function plainName(text: string | undefined): string | undefined {
  return text === undefined || /^(https?:)?\/\//i.test(text.trim()) ? undefined : text;
}
