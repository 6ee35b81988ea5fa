/** The English sets that sentiment is learnt from, on one scale. */
import type { Label } from "../../language/sentiment/calibration.ts";
import { checkAnswers } from "../datasets/answers.ts";
import { type Example, keyOf, plain } from "./examples.ts";
import { readJsonLines } from "./json-lines.ts";

export const ENGLISH_SETS = [
  "nyt_editorial_valence",
  "tweets_valence",
  "amazon_valence",
  "movie_valence",
  "sst5",
  "tweeteval",
  "newsmtsc_targeted",
] as const;
export type EnglishSet = (typeof ENGLISH_SETS)[number];

/** One to five stars as how good that is; not the very ends, for annotators differ. */
const STARS = [0.04, 0.2, 0.5, 0.8, 0.96];
const LABELS: Readonly<Record<string, number>> = { negative: 0.2, neutral: 0.5, positive: 0.8 };
/** Ratings −4 … 4 reach 0 and 1 at ±3. */
export const REACH = 6;

interface RawRow {
  id?: string;
  text: string;
  score?: number;
  stars?: number;
  label?: string;
}

/** @throws UserError when a file is missing or a row has no usable label. */
export function readEnglish(folder: string, sets: readonly EnglishSet[] = ENGLISH_SETS): Example[] {
  return ratedTwice(sets.flatMap((set) => readSet(folder, set)));
}

function readSet(folder: string, set: EnglishSet): Example[] {
  const rows = readJsonLines<RawRow>(folder, `sentiment/${set}`);
  checkAnswers(set, rows, ({ stars, score, label }) => stars ?? score ?? label);
  if (set === "newsmtsc_targeted") return byText(rows, set);
  return rows.map((row) => {
    const text = plain(row.text);
    const key = keyOf(text);
    // The snippets of one editorial hang together.
    const group = set === "nyt_editorial_valence" ? (row.id?.split("_")[0] ?? key) : key;
    const target = targetOf(row);
    return { text, set, target, label: labelOf(target), group, key, learnt: true };
  });
}

/** The sentences of the treebank were rated again for VADER: both ratings together are the better target, and one row of the two is enough. */
function ratedTwice(all: readonly Example[]): Example[] {
  const other = new Map(
    all.filter(({ set }) => set === "movie_valence").map(({ key, target }) => [key, target]),
  );
  const treebank = new Set(all.filter(({ set }) => set === "sst5").map(({ key }) => key));
  return all.map((one) => {
    if (one.set === "movie_valence" && treebank.has(one.key)) return { ...one, learnt: false };
    const again = one.set === "sst5" ? other.get(one.key) : undefined;
    return again === undefined ? one : { ...one, target: (one.target + again) / 2 };
  });
}

/** A mean of raters within ±.5 of −4 … 4 is neutral. */
function labelOf(target: number): Label {
  const edge = 0.5 / REACH + 1e-9;
  return target > 0.5 + edge ? "positive" : target < 0.5 - edge ? "negative" : "neutral";
}

function targetOf({ score, stars, label }: RawRow): number {
  if (stars !== undefined) return STARS[stars - 1] ?? 0.5;
  if (score !== undefined) return Math.max(0.03, Math.min(0.97, 0.5 + score / REACH));
  return LABELS[label ?? ""] ?? 0.5;
}

/** How a sentence speaks of its targets, on the whole: a weak sign of how it sounds. */
function byText(rows: readonly RawRow[], set: string): Example[] {
  const texts = new Map<string, { text: string; sum: number; count: number }>();
  for (const row of rows) {
    const key = keyOf(row.text);
    const known = texts.get(key) ?? { text: plain(row.text), sum: 0, count: 0 };
    known.sum += targetOf(row);
    known.count++;
    texts.set(key, known);
  }
  return [...texts].map(([key, { text, sum, count }]) => {
    const target = sum / count;
    return { text, set, target, label: labelOf(target), group: key, key, learnt: true };
  });
}
