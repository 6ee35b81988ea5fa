/** How long a summary of 700 words takes, warm, beside the graph methods on the same texts. */
import { sentences } from "../../../../src/language/sentences.ts";
import { summarize } from "../../../../src/language/summary/summarize.ts";
import { interval, mean } from "../../../../src/learn/metrics/bootstrap.ts";
import { contentStems, textRank } from "../baselines/summaries.ts";
import { readRows } from "../data.ts";
import type { Run } from "../frame.ts";

export function summarySpeed(run: Run): void {
  const rows = readRows<{ article: string }>(run, "cnndm", "summarization/cnndm", true)?.slice(0, 200);
  if (!rows || rows.length === 0) return;
  const began = performance.now();
  const ours = (text: string) => summarize([{ id: "0", title: "", text }], 60);
  const graph = (text: string) => textRank(sentences(text).map((span) => contentStems(span.text)));
  for (let round = 0; round < 3; round++) for (const { article } of rows) ours(article);
  for (const { article } of rows) graph(article);
  const times = rows.map(({ article }) => timed(ours, article));
  const others = rows.map(({ article }) => timed(graph, article));
  run.row({
    set: "cnndm",
    n: rows.length,
    metric: "msPer700Words",
    value: mean(times),
    ci: interval(times.length, (places) => mean([...places].map((place) => times[place] ?? 0)), run.seed),
    baselines: { textrank: mean(others) },
    seconds: (performance.now() - began) / 1_000,
  });
}

const ROUNDS = 5;

/** The best of several rounds: what else the machine does is no part of the figure. */
function timed(work: (text: string) => unknown, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    work(text);
    best = Math.min(best, performance.now() - began);
  }
  return (best / Math.max(1, text.split(/\s+/).length)) * 700;
}
