/** What a text is about: a desk's topics, trained on labelled texts and judged by texts that were held out. */
import { fileURLToPath } from "node:url";
import { openModel } from "../../../../src/language/model-folder.ts";
import { topicClassifier, writeTopicWeights } from "../../../../src/language/topics/classifier.ts";
import { foldOfText } from "../../../../src/learn/folds.ts";
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { accuracy, ece, macroF1 } from "../../../../src/learn/metrics/classification.ts";
import { fitTopics } from "../../../../src/learn/topics/fit.ts";
import type { WordTable } from "../../../../src/learn/topics/train.ts";
import { wordTable } from "../../../../src/learn/topics/word-table.ts";
import { naiveBayes } from "../baselines/naiveBayes.ts";
import { DEFAULT_DATA, readRows } from "../data.ts";
import type { Gate, Metric, Run, Task } from "../frame.ts";
import { swappedAnswer } from "../swapped.ts";
import { iptc } from "./topicsIptc.ts";

const SETS = [
  "ag_news",
  "bbc",
  "huffpost",
  "zh_thucnews_titles",
  "zh_toutiao_titles",
  "reuters_modapte",
] as const;
const FOLDS = 5;
/** Two megabytes are the aim; a feature takes five bytes and one for each class. */
const MOST_BYTES = 2_000_000;
const WORDS_A_ROW = 100;
const VECTORS = fileURLToPath(new URL("../../../../models/word-vectors", import.meta.url));

export interface Row {
  id: string;
  text: string;
  label: string;
}

export interface Judged {
  row: Row;
  ours: string;
  probability: number;
  bayes: string;
  /** The answer to the text with people and groups exchanged, where it names any. */
  swapped?: unknown;
}

export const topics: Task = {
  name: "topics",
  about: "what a text is about: accuracy, macro-F1, calibration (ECE), texts a second",
  gates: SETS.flatMap((set) => [aboveBayes(set, "accuracy"), aboveBayes(set, "macroF1")]),
  async run(run) {
    const whole = wordTable(openModel(VECTORS));
    // The table's words are the commonest first; a quick look takes few.
    const vectors = { ...whole, words: whole.words.slice(0, WORDS_A_ROW * run.limit) };
    for (const set of SETS) judge(run, set, vectors);
    iptc(run, vectors, (set, judged, seconds) => tell(run, set, judged, seconds));
  },
};

function judge(run: Run, set: string, vectors: WordTable): void {
  const rows = labelled(run, set);
  if (!rows) return;
  const began = performance.now();
  const judged: Judged[] = [];
  let speed = 0;
  let bytes = 0;
  const test = (train: readonly Row[], held: readonly Row[]): void => {
    if (train.length === 0 || held.length === 0) return;
    const labels = [...new Set(train.map(({ label }) => label))].sort();
    const { model } = fitTopics(
      train.map(({ text, label }) => ({ text, labels: [label] })),
      labels,
      {
        cost: 1,
        least: 2,
        gamma: 0.4,
        vectors,
        seed: 1,
        folds: 3,
        mostFeatures: Math.floor(MOST_BYTES / (5 + labels.length)),
      },
    );
    bytes = Object.values(writeTopicWeights(model, "any")).reduce((sum, file) => sum + file.length, 0);
    const { probabilities } = topicClassifier(model);
    const bayes = naiveBayes(train);
    const answer = (text: string) => {
      const { of } = probabilities(text);
      return labels[of.indexOf(Math.max(...of))] ?? "";
    };
    for (const row of held) {
      const { of } = probabilities(row.text);
      const best = of.indexOf(Math.max(...of));
      judged.push({
        row,
        ours: labels[best] ?? "",
        probability: of[best] ?? 0,
        bayes: bayes(row.text),
        ...swappedAnswer(row.text, answer),
      });
    }
    speed = Math.max(speed, perSecond(probabilities, held));
    run.progress(set, judged.length, rows.length);
  };
  if (run.development)
    for (let fold = 0; fold < FOLDS; fold++)
      test(
        rows.filter(({ text }) => foldOfText(text, FOLDS) !== fold),
        rows.filter(({ text }) => foldOfText(text, FOLDS) === fold),
      );
  else {
    // Never a text that is judged, should it stand in both folders.
    const judgedTexts = new Set(rows.map(({ text }) => text));
    const shared = { ...run, data: DEFAULT_DATA, development: true, limit: Number.POSITIVE_INFINITY };
    const train = (labelled(shared, set) ?? []).filter(({ text }) => !judgedTexts.has(text));
    const labels = new Set(train.map(({ label }) => label));
    test(
      train,
      rows.filter(({ label }) => labels.has(label)),
    );
  }
  if (judged.length === 0) return;
  const seconds = (performance.now() - began) / 1_000;
  tell(run, set, judged, seconds);
  for (const [metric, value] of [
    ["perSecond", speed],
    ["bytes", bytes],
  ] as const)
    run.row({ set, n: judged.length, metric, value, ci: [value, value], baselines: {}, seconds });
}

function tell(run: Run, set: string, judged: readonly Judged[], seconds: number): void {
  const figure = (
    metric: Metric,
    of: (some: readonly Judged[]) => number,
    baselines: Record<string, number> = {},
  ): void =>
    run.row({
      set,
      n: judged.length,
      metric,
      value: of(judged),
      ci: interval(
        judged.length,
        (places) => of(Array.from(places, (i) => judged[i] as Judged)),
        run.seed,
        300,
      ),
      baselines,
      seconds,
    });
  const gold = (some: readonly Judged[]) => some.map(({ row }) => row.label);
  const ours = (some: readonly Judged[]) => some.map((one) => one.ours);
  const bayes = judged.map((one) => one.bayes);
  figure("accuracy", (some) => accuracy(gold(some), ours(some)), {
    naiveBayes: accuracy(gold(judged), bayes),
  });
  figure("macroF1", (some) => macroF1(gold(some), ours(some)), { naiveBayes: macroF1(gold(judged), bayes) });
  figure("ece", (some) =>
    ece(
      some.map(({ probability }) => probability),
      some.map((one) => one.ours === one.row.label),
    ),
  );
  const language = set.includes("zh") ? "zh" : "en";
  for (const { row, ours: predicted, probability, ...more } of judged)
    run.predict({
      ...{ set, id: row.id, gold: row.label, predicted, score: probability, text: row.text, language },
      ...("swapped" in more && { swapped: more.swapped }),
    });
}

/** Texts a second, warm, the best of three rounds. */
function perSecond(probabilities: (text: string) => unknown, rows: readonly Row[]): number {
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    for (const { text } of rows) probabilities(text);
    best = Math.max(best, (rows.length / (performance.now() - began)) * 1_000);
  }
  return best;
}

/** Each text once. Of Reuters' stories those with a single topic that at least twenty have. */
function labelled(run: Run, set: string): Row[] | undefined {
  const found = readRows<{ id?: string; title?: string; text: string; label?: string; labels?: string[] }>(
    run,
    set,
    `topic/${set}`,
  );
  if (!found) return undefined;
  const seen = new Set<string>();
  const rows = found.flatMap((row, at): Row[] => {
    const all = row.labels ?? (row.label === undefined ? [] : [row.label]);
    const text = row.title ? `${row.title}\n${row.text}` : row.text;
    const label = all[0];
    if (all.length !== 1 || label === undefined || seen.has(text)) return [];
    seen.add(text);
    return [{ id: row.id ?? String(at), text, label }];
  });
  if (set !== "reuters_modapte" || !run.development) return rows;
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return rows.filter(({ label }) => (counts.get(label) ?? 0) >= Math.min(20, rows.length / 20));
}

function aboveBayes(set: string, metric: Metric): Gate {
  return {
    set,
    metric,
    fails(row) {
      const other = row.baselines.naiveBayes ?? 1;
      return row.value > other
        ? undefined
        : `${row.value.toFixed(4)} is not above naiveBayes, ${other.toFixed(4)}`;
    },
  };
}
