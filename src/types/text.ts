/** Findings about texts, and texts from outside. */
import type { Words } from "./chat.ts";
import type { Passage } from "./reply.ts";
import type { ReadAs, Sentiment, Tone, Towards } from "./sentiment.ts";

/** A text got from a page, a file, a thread or a paste. */
export interface Page {
  /** Address, file name or "text". */
  source: string;
  url?: string;
  title: string;
  text: string;
  /** BCP 47 primary tag ("en", "zh"), or "und". */
  language: string;
  outlet?: string;
  author?: string;
  /** ms since 1970 */
  publishedAt?: number;
  /** What a reader must know: "only the first 5 MB were read", "looks paywalled". In English; each has a fixed code. */
  cautions: readonly PageCaution[];
}

export type PageCaution = "cut" | "paywalled" | "short";

/** A sentence of a text, by its place in it (UTF-16, end excluded). */
export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Document {
  id: string;
  title: string;
  text: string;
  /** ms since 1970; newer is preferred where two say the same. */
  publishedAt?: number;
}

export interface Summary {
  sentences: readonly { text: string; passages: readonly Passage[] }[];
}

export interface Topics {
  /** Most probable first; the first always where anything could be read, others only where they are likely too. `code` is IPTC's ("medtop:15000000") or "desk:" and a category. */
  topics: readonly { code: string; name: Words; probability: number }[];
  /** False: the first is a guess, and to be told as one. */
  sure: boolean;
  /** "topics-iptc 1 (a1b2c3d4)" */
  model: string;
}

/** Where something stands in a text: UTF-16, end excluded. */
interface Standing {
  start: number;
  end: number;
  text: string;
}

/**
 * A number, share, sum, time or date with its value; `to` is the other end of a range. Dates are ISO 8601, as exact as the text: "2026-03-05", "2026-03", "2026", "2026-W10",
 * "2025-Q3", "199X" (a decade), "2026-03-05/2026-03-07" (from/to), "--03-05" (no year known). Currencies are ISO 4217, percents are 0 … 100.
 */
export type Quantity = Standing &
  (
    | { kind: "number"; value: number; to?: number }
    | { kind: "percent"; value: number; to?: number }
    | { kind: "money"; amount: number; to?: number; currency: string }
    | { kind: "time"; time: string }
    | { kind: "date"; date: string }
  );

/** "other": peoples, works, products. */
export type NameKind = "person" | "organisation" | "place" | "event" | "other";

/** Somebody or something named in a text, with every place where it is meant. */
export interface NamedEntity {
  /** Within this text: "e1", "e2" … in order of first mention. */
  id: string;
  /** Its fullest form in the text, or the gazetteer's: "Angela Merkel". */
  name: string;
  kind: NameKind;
  /** In order. `by`: its name, a short form of it ("Merkel", "ECB"), or a description that the text ties to it ("the chancellor"). */
  mentions: readonly (Standing & {
    by: "name" | "short" | "description";
    /** How sure a model was of it, 0 … 1; undefined for what rules or lists say. */
    confidence?: number;
  })[];
  /** ISO 3166-1, of a country. */
  country?: string;
  /** From the desk's own list. */
  known?: boolean;
}

/** A name that a desk added by hand; always found, and always of this kind. */
export interface KnownName {
  name: string;
  kind: NameKind;
  /** Other forms of it. */
  also: readonly string[];
}

/**
 * What key phrases are wanted for: "labels" (a few for people's eyes, none saying again what a better one says), "phrases" (index terms of up to four
 * words, of which one may hold another), "tags" (mostly single words, as people tag news).
 */
export type KeywordPurpose = "labels" | "phrases" | "tags";

export interface Keyword {
  phrase: string;
  /** Where it stands first: UTF-16, end excluded. */
  start: number;
  end: number;
  /** 0 … 1: how likely people would name it; for other languages than English only for ordering. */
  score: number;
  /** "keywords 1 (a1b2c3d4)", or "counts". */
  model: string;
}

/** A phrase that several texts of one event are about. */
export interface KeyPhrase {
  phrase: string;
  /** 0 … 1, for ordering: how good a phrase it is, times the cube of the share of texts that have it. */
  score: number;
  /** How many of them have it. */
  documents: number;
  /** The first of them, in the order they were given, whose text has it (if none, whose title), and its place there: UTF-16, end excluded. */
  first: { document: string; place: { start: number; end: number } | undefined };
  model: string;
}

/** Pure functions on text. None does I/O but for a model's weights, once. */
export interface TextTools {
  /** "en", "zh" … or "und". */
  language(text: string): string;
  sentences(text: string): readonly Span[];
  /** Best first. The first sentence is taken for the title. Without a purpose: labels. */
  keywords(text: string, limit: number, purpose?: KeywordPurpose): readonly Keyword[];
  /** What the texts of one event are about together, none saying again what a better one says. Gives the event loop a turn between texts. */
  keyPhrases(documents: readonly Document[], limit: number): Promise<readonly KeyPhrase[]>;
  /** Extractive: every sentence is one of the documents' own, with its passage. `words` is the length aimed at (for Chinese: characters ÷ 1.7). */
  summarize(documents: readonly Document[], words: number): Summary;
  /** Links sentences written by a model to the passages that bear them out best; none where nothing does. */
  cite(
    sentences: readonly string[],
    documents: readonly Document[],
  ): readonly { text: string; passages: readonly Passage[]; verdict: "supported" | "unsupported" }[];
  /** How a text sounds, by the linear models: fast enough for streams (tens of thousands of sentences a second). */
  tone(text: string, as?: ReadAs): Tone;
  /** The same with the network heard beside the linear model where it is shipped, and with the reasons. The network works in a thread of its own. */
  sentiment(text: string, as?: ReadAs): Promise<Sentiment>;
  /** One finding for each mention (UTF-16, end excluded), in their order; mentions outside of any sentence are left out. Linear models alone. */
  towards(text: string, mentions: readonly { start: number; end: number }[], as?: ReadAs): readonly Towards[];
  /** What a text (title and text) is about, by the seventeen subjects of IPTC's Media Topics. Fast enough for every story. */
  topics(text: string, language?: string): Topics;
  /** Who and what is named, in order of first mention. `language` is found out when it is not given; `known` are the desk's own names. */
  names(text: string, language?: string, known?: readonly KnownName[]): readonly NamedEntity[];
  /** Numbers, shares, money, times, dates, in order. Relative dates are reckoned from `now` (ms); without it they are left out. */
  quantities(text: string, now?: number): readonly Quantity[];
}
