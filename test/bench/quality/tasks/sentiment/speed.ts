/** Sentences a second on one thread, after one round to warm up. */
import { shippedSentiment } from "../../../../../src/language/sentiment/models.ts";
import { vader } from "../../baselines/vader.ts";
import { readRows } from "../../data.ts";
import type { Run } from "../../frame.ts";

const ROUNDS = 5;

export function speed(run: Run): void {
  const rows = readRows<{ text: string }>(run, "nyt_editorial_valence", "sentiment/nyt_editorial_valence");
  if (!rows) return;
  const began = performance.now();
  const texts = rows.map((row) => row.text);
  const scorer = shippedSentiment().english();
  const own = rates((text) => scorer.plain(text, "news"), texts);
  const other = rates(vader, texts.slice(0, 500));
  run.row({
    set: "nyt_editorial_valence",
    n: texts.length,
    metric: "perSecond",
    value: own[2] ?? 0,
    ci: [own[0] ?? 0, own[4] ?? 0],
    baselines: { vader: other[2] ?? 0 },
    seconds: (performance.now() - began) / 1_000,
  });
}

/** Sorted. */
export function rates(scorer: (text: string) => number, texts: readonly string[]): number[] {
  const found: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    for (const text of texts) scorer(text);
    if (round > 0) found.push((texts.length / (performance.now() - start)) * 1_000);
  }
  return found.sort((a, b) => a - b);
}
