/** Makes figures of scored rows: correlation, accuracy, macro-F1, calibration, each with its interval and baselines. */
import { interval } from "../../../../../src/learn/metrics/bootstrap.ts";
import { accuracy, ece, macroF1, pearson } from "../../../../../src/learn/metrics/classification.ts";
import type { Metric, Run } from "../../frame.ts";
import { groupInterval } from "../../scored.ts";

export interface Valued {
  id: string;
  group: string;
  gold: number;
  ours: number;
  baselines: Readonly<Record<string, number>>;
}

export function correlation(run: Run, set: string, rows: readonly Valued[], began: number): void {
  const gold = rows.map((row) => row.gold);
  const own = rows.map((row) => row.ours);
  run.row({
    set,
    n: rows.length,
    metric: "pearson",
    value: pearson(gold, own),
    ci: groupInterval(
      rows.map((row) => row.group),
      (places) =>
        pearson(
          places.map((i) => gold[i] ?? 0),
          places.map((i) => own[i] ?? 0),
        ),
      run.seed,
    ),
    baselines: Object.fromEntries(
      Object.keys(rows[0]?.baselines ?? {}).map((name) => [
        name,
        pearson(
          gold,
          rows.map((row) => row.baselines[name] ?? 0),
        ),
      ]),
    ),
    seconds: (performance.now() - began) / 1_000,
  });
  for (const row of rows)
    run.predict({ set, id: row.id, gold: row.gold, predicted: row.ours, score: row.ours });
  run.progress(set, rows.length, rows.length);
}

export interface Labelled {
  gold: string;
  ours: string;
  score: number;
  /** Probability of our label; set where it is one. */
  confidence?: number;
  /** Rows of one group are drawn together. */
  group: string;
  baselines: Readonly<Record<string, string>>;
  /** For slices by length and by who is named. */
  text: string;
  language: string;
}

export function labels(run: Run, set: string, rows: readonly Labelled[], began: number): void {
  const gold = rows.map((row) => row.gold);
  const own = rows.map((row) => row.ours);
  const groups = rows.map((row) => row.group);
  const seconds = (performance.now() - began) / 1_000;
  const measures: [Metric, typeof accuracy][] = [
    ["accuracy", accuracy],
    ["macroF1", macroF1],
  ];
  for (const [metric, measure] of measures) {
    const baselines = Object.fromEntries(
      Object.keys(rows[0]?.baselines ?? {}).map((name) => [
        name,
        measure(
          gold,
          rows.map((row) => row.baselines[name] ?? ""),
        ),
      ]),
    );
    const ci = groupInterval(
      groups,
      (places) =>
        measure(
          places.map((i) => gold[i] ?? ""),
          places.map((i) => own[i] ?? ""),
        ),
      run.seed,
    );
    run.row({ set, n: rows.length, metric, value: measure(gold, own), ci, baselines, seconds });
  }
  const sure = rows.flatMap(({ confidence }) => confidence ?? []);
  if (sure.length === rows.length && rows.length > 0) {
    const right = rows.map((row) => row.gold === row.ours);
    const error = (places: Iterable<number>): number => {
      const drawn = [...places];
      return ece(
        drawn.map((i) => sure[i] ?? 0),
        drawn.map((i) => right[i] ?? false),
      );
    };
    run.row({
      ...{ set, n: rows.length, metric: "ece", value: ece(sure, right) },
      ci: interval(rows.length, error, run.seed, 300),
      ...{ baselines: {}, seconds },
    });
  }
  rows.forEach((row, i) => {
    const { gold, ours, score, confidence, text, language } = row;
    const sure = confidence === undefined ? {} : { confidence };
    run.predict({ set, id: String(i), gold, predicted: ours, score, ...sure, text, language });
  });
  run.progress(set, rows.length, rows.length);
}
