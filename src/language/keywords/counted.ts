/** Key phrases by counting alone, with nothing learnt: for Chinese, and for languages that the ranker was not trained on. */
import type { Keyword } from "../../types.ts";
import { isUpper } from "../characters.ts";
import { isStop } from "../stopwords.ts";
import { stem, type Word, words } from "../words.ts";
import { overlaps } from "./overlaps.ts";

const LONGEST_PHRASE = 3;
/** Words of a long text that are looked at. */
const MOST_WORDS = 20_000;
/** How much of the times inside a longer phrase is not counted. */
const INSIDE = 0.8;

interface Candidate {
  key: string;
  phrase: string;
  start: number;
  end: number;
  stems: readonly string[];
  count: number;
  capitals: number;
  first: number;
  /** How often it stands inside one longer phrase that is a phrase of its own (said twice, or a name). */
  inside: number;
}

/**
 * Phrases of one to three words between stop words and punctuation, best first. A phrase scores by how often it stands there, how early
 * it comes, its capitals, and its length; a phrase that lies in a better one (or holds it) is left out. Scores are only for ordering: 0 … 1,
 * and no probabilities.
 */
export function countedKeywords(text: string, limit: number): readonly Keyword[] {
  if (limit <= 0) return [];
  const all = words(text).slice(0, MOST_WORDS);
  const candidates = gather(text, all);
  const scored = [...candidates.values()]
    .map((candidate) => ({ ...candidate, score: score(candidate, all.length) }))
    .sort((a, b) => b.score - a.score || a.first - b.first);
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    if (chosen.length >= limit) break;
    if (!chosen.some((better) => overlaps(better.stems, candidate.stems))) chosen.push(candidate);
  }
  return chosen.map(({ phrase, start, end, score }) => ({
    phrase,
    start,
    end,
    score: 1 - 1 / (1 + score),
    model: "counts",
  }));
}

function gather(text: string, all: readonly Word[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  let run: { word: Word; place: number }[] = [];
  const flush = (): void => {
    for (let from = 0; from < run.length; from++)
      for (let size = 1; size <= LONGEST_PHRASE && from + size <= run.length; size++)
        count(candidates, text, run.slice(from, from + size));
    run = [];
  };
  all.forEach((word, place) => {
    const before = run.at(-1)?.word;
    if (before && !/^[ \u00A0-]?$/.test(text.slice(before.end, word.start))) flush();
    const lower = word.text.toLowerCase();
    const useful = !isStop(lower) && /\p{L}/u.test(word.text) && (word.text.length > 1 || word.dense);
    if (useful) run.push({ word, place });
    else flush();
  });
  flush();
  nest(candidates);
  return candidates;
}

/** A word that is nearly always part of one phrase is no keyword beside it: the thought of the C-value (Frantzi et al. 2000). */
function nest(candidates: ReadonlyMap<string, Candidate>): void {
  for (const { stems, count, capitals } of candidates.values()) {
    if (stems.length < 2 || (count < 2 && capitals === 0)) continue;
    for (let size = 1; size < stems.length; size++)
      for (let from = 0; from + size <= stems.length; from++) {
        const part = candidates.get(stems.slice(from, from + size).join(" "));
        if (part) part.inside = Math.max(part.inside, count);
      }
  }
}

function count(
  into: Map<string, Candidate>,
  text: string,
  run: readonly { word: Word; place: number }[],
): void {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return;
  // A lone Chinese character says little.
  if (run.length === 1 && first.word.dense && first.word.text.length < 2) return;
  const stems = run.map(({ word }) => stem(word.text.toLowerCase()));
  const key = stems.join(" ");
  const capital = run.every(({ word }) => isUpper(word.text.charAt(0))) ? 1 : 0;
  const known = into.get(key);
  if (known) {
    known.count++;
    known.capitals += capital;
  } else {
    const { start } = first.word;
    const phrase = text.slice(start, last.word.end).replace(/['’]s$/, "");
    const end = start + phrase.length;
    into.set(key, {
      key,
      phrase,
      start,
      end,
      stems,
      count: 1,
      capitals: capital,
      first: first.place,
      inside: 0,
    });
  }
}

function score({ count, capitals, first, stems, phrase, inside }: Candidate, total: number): number {
  const early = 1 + 1.2 / (1 + (8 * first) / Math.max(40, total));
  const named = 1 + 0.5 * (capitals / count);
  const size = stems.length === 1 ? (phrase.length < 4 && !/\p{Script=Han}/u.test(phrase) ? 0.5 : 1) : 1.5;
  const alone = Math.max(0.1, count - INSIDE * inside);
  const often = Math.log2((stems.length === 1 ? 1 : 0.8) + alone);
  return often * early * named * size;
}
