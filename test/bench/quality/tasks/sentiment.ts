/** Tone: against ratings of people (valence), stars, labels, and towards a target. */
import { createTextTools } from "../../../../src/language/index.ts";
import { NEUTRAL } from "../../../../src/language/sentiment/sentiment.ts";
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { accuracy, macroF1, pearson } from "../../../../src/learn/metrics/classification.ts";
import { afinn } from "../baselines/afinn.ts";
import { vader } from "../baselines/vader.ts";
import { readRows } from "../data.ts";
import { type Metric, notBelow, type Run, type Task } from "../frame.ts";
import { groupInterval } from "../scored.ts";

const tools = createTextTools();
type Scorer = (text: string) => number;
const ours: Scorer = (text) => tools.sentiment(text).score;

/** AFINN's open sum on VADER's scale (sum ÷ √(sum² + 15)), so that one rule makes labels of all three. */
const squashed: Scorer = (text) => {
  const sum = afinn(text);
  return sum / Math.sqrt(sum * sum + 15);
};
const ENGLISH: Readonly<Record<string, Scorer>> = { ours, afinn: squashed, vader };

/** Sign; no lean at all counts as positive. The same for every system. */
const twoLabels = (score: number): string => (score >= 0 ? "positive" : "negative");
/** Within ±.1 (VADER: its own ±.05) is neutral. */
const threeLabels = (score: number, neutral: number): string =>
  score > neutral ? "positive" : score < -neutral ? "negative" : "neutral";
/** Five equal steps of −1 … 1 would leave the ends empty: the outer ones begin at ±.6, the middle is ±.1. The same for every system. */
const stars = (score: number): string =>
  score < -0.6 ? "1" : score < -0.1 ? "2" : score <= 0.1 ? "3" : score <= 0.6 ? "4" : "5";

const VALENCE = ["nyt_editorial_valence", "tweets_valence", "amazon_valence", "movie_valence"] as const;
const CHINESE = ["zh_hotel", "zh_waimai"] as const;
/** Words on each side of a target that are read. */
const WINDOW = 8;

export const sentiment: Task = {
  name: "sentiment",
  about: "tone of texts and towards targets: correlation with people's ratings, accuracy, macro-F1",
  gates: [notBelow("nyt_editorial_valence", "pearson", ["afinn", "vader"])],
  async run(run) {
    for (const set of VALENCE) valence(run, set);
    treebank(run);
    for (const set of CHINESE) chinese(run, set);
    targets(run);
    speed(run);
  },
};

function valence(run: Run, set: string): void {
  const rows = readRows<{ id: string; text: string; score: number }>(run, set, `sentiment/${set}`);
  if (!rows) return;
  const began = performance.now();
  const gold = rows.map((row) => row.score);
  const scores = Object.fromEntries(
    Object.entries(ENGLISH).map(([name, scorer]) => [name, rows.map((row) => scorer(row.text))]),
  );
  const own = scores.ours ?? [];
  // The snippets of one editorial stand or fall together: they are drawn together.
  const groups = rows.map((row) => (set.startsWith("nyt") ? (row.id.split("_")[0] ?? row.id) : row.id));
  run.row({
    set,
    n: rows.length,
    metric: "pearson",
    value: pearson(gold, own),
    ci: groupInterval(
      groups,
      (places) =>
        pearson(
          places.map((i) => gold[i] ?? 0),
          places.map((i) => own[i] ?? 0),
        ),
      run.seed,
    ),
    baselines: {
      // Its plain sum, as it is published; squashing changes r a little.
      afinn: pearson(
        gold,
        rows.map((row) => afinn(row.text)),
      ),
      vader: pearson(gold, scores.vader ?? []),
    },
    seconds: (performance.now() - began) / 1_000,
  });
  rows.forEach((row, i) => {
    run.predict({ set, id: row.id, gold: row.score, predicted: own[i], score: own[i] ?? null });
  });
  run.progress(set, rows.length, rows.length);
}

function treebank(run: Run): void {
  const rows = readRows<{ text: string; stars: number }>(run, "sst5", "sentiment/sst5");
  if (!rows) return;
  const scored = rows.map((row) => ({ gold: row.stars, of: score(ENGLISH, row.text) }));
  labels(
    run,
    "sst5",
    scored.map((row) => ({ gold: String(row.gold), of: row.of })),
    stars,
  );
  const two = scored
    .filter((row) => row.gold !== 3)
    .map((row) => ({ gold: row.gold > 3 ? "positive" : "negative", of: row.of }));
  labels(run, "sst2", two, twoLabels);
}

function chinese(run: Run, set: string): void {
  const rows = readRows<{ text: string; label: string }>(run, set, `sentiment/${set}`);
  if (!rows) return;
  const most = rows.filter((row) => row.label === "positive").length * 2 >= rows.length ? 1 : -1;
  labels(
    run,
    set,
    rows.map((row) => ({ gold: row.label, of: { ours: ours(row.text), majority: most } })),
    twoLabels,
  );
}

function targets(run: Run): void {
  const set = "newsmtsc_targeted";
  const rows = readRows<{ text: string; start: number; end: number; label: string }>(
    run,
    set,
    `sentiment/${set}`,
  );
  if (!rows) return;
  labels(
    run,
    set,
    rows.map((row) => ({ gold: row.label, of: score(ENGLISH, around(row.text, row.start, row.end)) })),
    (value, name) => threeLabels(value, name === "vader" ? 0.05 : NEUTRAL),
  );
}

/** The words around a target. */
function around(text: string, start: number, end: number): string {
  const before = text
    .slice(0, start)
    .split(/\s+/)
    .slice(-WINDOW - 1);
  const after = text
    .slice(end)
    .split(/\s+/)
    .slice(0, WINDOW + 1);
  return `${before.join(" ")}${text.slice(start, end)}${after.join(" ")}`;
}

function score(scorers: Readonly<Record<string, Scorer>>, text: string): Record<string, number> {
  return Object.fromEntries(Object.entries(scorers).map(([name, scorer]) => [name, scorer(text)]));
}

function labels(
  run: Run,
  set: string,
  rows: readonly { gold: string; of: Readonly<Record<string, number>> }[],
  label: (score: number, system: string) => string,
): void {
  const began = performance.now();
  const gold = rows.map((row) => row.gold);
  const names = Object.keys(rows[0]?.of ?? {});
  const predicted = new Map(names.map((name) => [name, rows.map((row) => label(row.of[name] ?? 0, name))]));
  const own = predicted.get("ours") ?? [];
  const measures: [Metric, typeof accuracy][] = [
    ["accuracy", accuracy],
    ["macroF1", macroF1],
  ];
  for (const [metric, measure] of measures) {
    const others = [...predicted].filter(([name]) => name !== "ours");
    run.row({
      set,
      n: rows.length,
      metric,
      value: measure(gold, own),
      ci: interval(
        rows.length,
        (places) => {
          const drawn = [...places];
          return measure(
            drawn.map((i) => gold[i] ?? ""),
            drawn.map((i) => own[i] ?? ""),
          );
        },
        run.seed,
        300,
      ),
      baselines: Object.fromEntries(others.map(([name, values]) => [name, measure(gold, values)])),
      seconds: (performance.now() - began) / 1_000,
    });
  }
  rows.forEach((row, i) => {
    run.predict({ set, id: String(i), gold: row.gold, predicted: own[i], score: row.of.ours ?? null });
  });
  run.progress(set, rows.length, rows.length);
}

/** Sentences a second, after one round to warm up. */
function speed(run: Run): void {
  const rows = readRows<{ text: string }>(run, "nyt_editorial_valence", "sentiment/nyt_editorial_valence");
  if (!rows) return;
  const began = performance.now();
  const texts = rows.map((row) => row.text).slice(0, 1_000);
  const rates = (scorer: Scorer): number[] =>
    [0, 1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      for (const text of texts) scorer(text);
      return (texts.length / (performance.now() - start)) * 1_000;
    });
  const own = rates(ours)
    .slice(1)
    .sort((a, b) => a - b);
  const other = rates(vader)
    .slice(1)
    .sort((a, b) => a - b);
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
