/** A text as the pieces that are scored: whole where it is as short as what the models learnt from, else its sentences. */
import type { ReadAs, SentimentDomain, Span } from "../../types.ts";
import { language } from "../language.ts";
import { sentences } from "../sentences.ts";
import type { SentimentModels } from "./models.ts";
import { languageWithin, type Way, wayOf } from "./ways.ts";

export interface Unit {
  span: Span;
  way: Way;
  plain: number;
}

/** What was learnt from (posts, reviews, sentences of editorials) is as short as this, mostly. UTF-16 units. */
const WHOLE = 400;
/** Chinese reviews were learnt from whole, however long. UTF-16 units. */
const WHOLE_REVIEW = 4_000;
const MOST_UNITS = 4_000;
/** Longer "sentences" are lists or code: their beginning is read. UTF-16 units. */
export const LONGEST_UNIT = 4_000;

export interface Reading {
  language: string;
  domain: SentimentDomain;
  spans: readonly Span[];
  /** Scores one piece, by the linear models and lists. */
  unit(span: Span): Unit;
}

export function reading(text: string, as: ReadAs, models: SentimentModels): Reading {
  const { domain = "news" } = as;
  const whole = as.language ?? language(text);
  const ways = new Map<string, Way>();
  const wayFor = (sentence: string): Way => {
    const spoken = languageWithin(sentence, whole);
    const way = ways.get(spoken) ?? wayOf(spoken, domain, models);
    ways.set(spoken, way);
    return way;
  };
  return {
    language: whole,
    domain,
    spans: isOne(text, whole, domain) ? wholeOf(text) : sentences(text).slice(0, MOST_UNITS),
    unit(span) {
      const way = wayFor(span.text);
      return { span, way, plain: way.plain(span.text.slice(0, LONGEST_UNIT)) };
    },
  };
}

function isOne(text: string, language: string, domain: SentimentDomain): boolean {
  if (text.length > WHOLE_REVIEW) return false;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  // Of two languages, each has its own sentences.
  if (han > 0 && latin * 2 > han && /[a-z]+ +[a-z]+ +[a-z]+/i.test(text)) return false;
  if (language === "zh" && domain === "reviews") return true;
  return text.length <= WHOLE && !/\n\s*\n/.test(text.trim());
}

function wholeOf(text: string): Span[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const start = text.indexOf(trimmed);
  return [{ start, end: start + trimmed.length, text: trimmed }];
}

/** The sentences of a piece, at their places in the text; the piece itself where it is one. */
export function partsOf(piece: Span): Span[] {
  const parts = sentences(piece.text);
  if (parts.length < 2) return [piece];
  return parts.map(({ start, end, text }) => ({ start: piece.start + start, end: piece.start + end, text }));
}
