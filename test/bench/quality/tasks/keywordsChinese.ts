/** Chinese key phrases: titles with the keys that their outlet gave and that stand in them; F1 of the first five, exact. */
import { countedKeywords } from "../../../../src/language/keywords/counted.ts";
import { keyedTitle, TITLED, type TitledRow } from "../../../../src/learn/keywords/titled.ts";
import { tfidfFinder } from "../baselines/keywords.ts";
import { readRows } from "../data.ts";
import type { Run } from "../frame.ts";
import { meanRow } from "../scored.ts";
import { unseenKeywords } from "./keywordsHeldOut.ts";

const SET = "zh_toutiao_titles";
const FIVE = 5;

export async function chineseTitles(run: Run): Promise<void> {
  const titles = readRows<TitledRow>(run, SET, TITLED, false);
  const rows = [...new Map(titles?.flatMap(keyedTitle).map((row) => [row.text, row])).values()];
  if (rows.length === 0) return;
  const began = performance.now();
  const unseen = await unseenKeywords(run, SET, rows, "zh");
  const tfidf = tfidfFinder(rows.map(({ text }) => text));
  const systems: Record<string, (text: string) => readonly string[]> = {
    ours: (text) =>
      unseen(text)
        .keywords(text, FIVE, "phrases")
        .map(({ phrase }) => phrase),
    counted: (text) => countedKeywords(text, FIVE).map(({ phrase }) => phrase),
    tfidf: (text) => tfidf(text).map((phrase) => phrase.replaceAll(" ", "")),
  };
  const scores = Object.fromEntries(Object.keys(systems).map((name) => [name, [] as number[]]));
  rows.forEach(({ id, text, keys }, i) => {
    const gold = new Set(keys);
    for (const [name, find] of Object.entries(systems)) {
      const predicted = find(text).slice(0, FIVE);
      const score = f1Of(predicted, gold);
      scores[name]?.push(score);
      if (name === "ours") run.predict({ set: SET, id, gold: keys, predicted, score, text, language: "zh" });
    }
    run.progress(SET, i + 1, rows.length);
  });
  const { ours = [], ...baselines } = scores;
  const seconds = (performance.now() - began) / 1000;
  meanRow(run, SET, "f1", ours, baselines, seconds, Object.keys(baselines));
}

function f1Of(predicted: readonly string[], gold: ReadonlySet<string>): number {
  const found = new Set(predicted.map((phrase) => phrase.toLowerCase()));
  const right = [...found].filter((phrase) => gold.has(phrase)).length;
  return right === 0 ? 0 : (2 * right) / (found.size + gold.size);
}
