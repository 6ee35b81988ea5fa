/** Key phrases against those that people gave: F1 of the first ten, Porter stems, exact. */
import { type KeyedText, keyOf } from "../../../../src/learn/keywords/examples.ts";
import type { KeywordPurpose } from "../../../../src/types.ts";
import {
  type KeywordFinder,
  keywordExtractorFinder,
  tfidfFinder,
  yakeFinder,
} from "../baselines/keywords.ts";
import { readRows } from "../data.ts";
import { atLeast, type Run, type Task } from "../frame.ts";
import { meanRow } from "../scored.ts";
import { chineseTitles } from "./keywordsChinese.ts";
import { headlines } from "./keywordsHeadlines.ts";
import { shippedKeywords, unseenKeywords } from "./keywordsHeldOut.ts";

/** What is wanted in each set: Inspec's keys are noun phrases, those of 500N-KPCrowd mostly single words. */
const SETS = [
  { set: "kpcrowd_news", purpose: "tags" },
  { set: "inspec", purpose: "phrases" },
] as const satisfies readonly { set: string; purpose: KeywordPurpose }[];
const TEN = 10;
/** Rounds over all texts; the fastest counts. */
const ROUNDS = 3;

export const keywords: Task = {
  name: "keywords",
  about:
    "key phrases (tags of kpcrowd_news, phrases of inspec): F1, precision, recall of the first ten, texts a second; Chinese titles; labels against headlines",
  gates: [atLeast("kpcrowd_news", "f1At10", 0.175), atLeast("inspec", "f1At10", 0.3)],
  async run(run) {
    for (const { set, purpose } of SETS) {
      const rows = readRows<KeyedText>(run, set, `keywords/${set}`);
      if (rows) await judge(run, set, purpose, rows);
    }
    await chineseTitles(run);
    headlines(run, { ours: shippedFinder("labels"), ...untaught([]) });
  },
};

async function judge(
  run: Run,
  set: string,
  purpose: "tags" | "phrases",
  rows: readonly KeyedText[],
): Promise<void> {
  const began = performance.now();
  const unseen = await unseenKeywords(run, set, rows, "en");
  const ours: KeywordFinder = (text) =>
    unseen(text)
      .keywords(text, TEN, purpose)
      .map(({ phrase }) => phrase);
  const systems = untaught(rows.map(({ text }) => text));
  const own: Scores[] = [];
  const theirs = Object.fromEntries(Object.keys(systems).map((name) => [name, [] as Scores[]]));
  rows.forEach(({ id, text, keys }, i) => {
    const gold = new Set(keys.map(keyOf));
    const predicted = ours(text);
    const scores = score(predicted, gold);
    own.push(scores);
    for (const [name, finder] of Object.entries(systems)) theirs[name]?.push(score(finder(text), gold));
    run.predict({ set, id, gold: keys, predicted, score: scores.f1At10, text });
    run.progress(set, i + 1, rows.length);
  });
  const seconds = (performance.now() - began) / 1000;
  for (const metric of ["f1At10", "precision", "recall"] as const) {
    const of = (list: readonly Scores[]) => list.map((one) => one[metric]);
    const baselines = Object.fromEntries(Object.entries(theirs).map(([name, list]) => [name, of(list)]));
    meanRow(run, set, metric, of(own), baselines, seconds, metric === "f1At10" ? Object.keys(systems) : []);
  }
  speed(run, set, rows, { ours: shippedFinder(purpose), ...systems });
}

/** Those that learn nothing from labels. `texts`: among which tf-idf tells what is rare. */
function untaught(texts: readonly string[]): Record<string, KeywordFinder> {
  return {
    yakeLike: yakeFinder(3),
    yakeLikeWords: yakeFinder(1),
    ...(texts.length > 0 ? { tfidf: tfidfFinder(texts) } : {}),
    keywordExtractor: keywordExtractorFinder,
  };
}

interface Scores {
  f1At10: number;
  precision: number;
  recall: number;
}

function score(predicted: readonly string[], gold: ReadonlySet<string>): Scores {
  const found = [...new Set(predicted.map(keyOf))].slice(0, TEN);
  const right = found.filter((key) => gold.has(key)).length;
  const precision = found.length > 0 ? right / found.length : 0;
  const recall = gold.size > 0 ? right / gold.size : 0;
  return { f1At10: right > 0 ? (2 * precision * recall) / (precision + recall) : 0, precision, recall };
}

function shippedFinder(purpose: KeywordPurpose): KeywordFinder {
  const { keywords: find } = shippedKeywords();
  return (text) => find(text, TEN, purpose).map(({ phrase }) => phrase);
}

/** Texts a second of everybody, in turns, warm. */
function speed(
  run: Run,
  set: string,
  rows: readonly KeyedText[],
  finders: Record<string, KeywordFinder>,
): void {
  const best: Record<string, number> = {};
  const began = performance.now();
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, finder] of Object.entries(finders)) {
      const start = performance.now();
      for (const { text } of rows) finder(text);
      best[name] = Math.max(best[name] ?? 0, (rows.length * 1000) / (performance.now() - start));
    }
  const { ours = 0, ...baselines } = best;
  const seconds = (performance.now() - began) / 1000;
  run.row({ set, n: rows.length, metric: "perSecond", value: ours, ci: [ours, ours], baselines, seconds });
}
