/** Meaning by word vectors: likeness of headlines as people rate it, and of stories of one event, beside tf-idf. */
import { fileURLToPath } from "node:url";
import { openModel } from "../../../../src/language/model-folder.ts";
import { cosine, loadVectors } from "../../../../src/language/vectors.ts";
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { auc, pearson } from "../../../../src/learn/metrics/classification.ts";
import { createVectorizer, cosine as sparseCosine } from "../../../../src/news/vectors.ts";
import { readRows } from "../data.ts";
import type { Metric, Run, Task } from "../frame.ts";

const MODEL = fileURLToPath(new URL("../../../../models/word-vectors", import.meta.url));
/** Pairs of different events for each pair of the same one. */
const STRANGERS = 3;

interface Pair {
  a: string;
  b: string;
  gold: number;
}

/** None of these sets' texts is among those that the vectors were trained on. */
export const vectors: Task = {
  name: "vectors",
  about: "likeness by word vectors: correlation with people's ratings, same event or not",
  gates: [],
  async run(run) {
    const { vector } = loadVectors(openModel(MODEL));
    const sts = readRows<{ a: string; b: string; score: number }>(
      run,
      "sts_headlines",
      "dedupe/sts_headlines",
    );
    if (sts)
      judge(
        run,
        "sts_headlines",
        "pearson",
        vector,
        sts.map(({ a, b, score }) => ({ a, b, gold: score })),
      );
    for (const [set, key] of [
      ["events_fulltext", "event"],
      ["uci_headline_stories", "story"],
    ] as const) {
      const rows = readRows<Record<string, string>>(run, set, `clustering/${set}`);
      if (rows)
        judge(
          run,
          set,
          "auc",
          vector,
          pairs(rows.map((row) => ({ text: `${row.title}\n${row.text ?? ""}`, group: String(row[key]) }))),
        );
    }
  },
};

/** Each story with the next of its event, and with others that stand some places on. */
function pairs(stories: readonly { text: string; group: string }[]): Pair[] {
  return stories.flatMap(({ text, group }, i) => {
    const next = stories.findIndex((other, j) => j > i && other.group === group);
    const found: Pair[] = next < 0 ? [] : [{ a: text, b: stories[next]?.text ?? "", gold: 1 }];
    for (let k = 1; k <= STRANGERS; k++) {
      const other = stories[(i + k * 37) % stories.length];
      if (other && other.group !== group) found.push({ a: text, b: other.text, gold: 0 });
    }
    return found;
  });
}

function judge(
  run: Run,
  set: string,
  metric: Metric,
  vector: (text: string) => Float32Array,
  rows: readonly Pair[],
): void {
  const began = performance.now();
  const vectorizer = createVectorizer();
  const counted = rows.map(({ a, b }) => [a, b].map((text) => vectorizer.count({ title: text, text: "" })));
  for (const counts of counted.flat()) vectorizer.see(counts);
  const tfidf = counted.map(([a = new Map(), b = new Map()]) =>
    sparseCosine(vectorizer.weigh(a), vectorizer.weigh(b)),
  );
  const known = new Map<string, Float32Array>();
  const of = (text: string): Float32Array => {
    const found = known.get(text) ?? vector(text);
    known.set(text, found);
    return found;
  };
  const ours = rows.map(({ a, b }, i) => {
    run.progress(set, i + 1, rows.length);
    return cosine(of(a), of(b));
  });
  const measure = (scores: readonly number[], places: ArrayLike<number>): number => {
    const drawn = Array.from(places, (i) => scores[i] ?? 0);
    const gold = Array.from(places, (i) => rows[i]?.gold ?? 0);
    return metric === "auc"
      ? auc(
          drawn,
          gold.map((value) => value > 0),
        )
      : pearson(gold, drawn);
  };
  // Of one kind alone nothing can be told apart.
  if (metric === "auc" && new Set(rows.map(({ gold }) => gold > 0)).size < 2) return;
  const all = rows.map((_, i) => i);
  const both = ours.map((value, i) => value / 2 + (tfidf[i] ?? 0));
  run.row({
    set,
    n: rows.length,
    metric,
    value: measure(ours, all),
    ci: interval(rows.length, (places) => measure(ours, places), run.seed, 200),
    baselines: { tfidf: measure(tfidf, all), both: measure(both, all) },
    seconds: (performance.now() - began) / 1_000,
  });
}
