/** What a task is to the evaluation, and what it gives back. */

export type Metric =
  | "accuracy"
  | "macroF1"
  | "precision"
  | "recall"
  | "f1"
  | "pearson"
  | "auc"
  | "balancedAccuracy"
  | "ece"
  | "rouge1"
  | "rouge2"
  | "rougeLsum"
  | "f1At10"
  | "bcubedF1"
  | "pAt5"
  | "ndcgAt10"
  | "falseAlarms"
  | "equal"
  | "crashes"
  | "resolves"
  | "msPer700Words"
  | "perSecond"
  | "bytes"
  | "meanShift"
  | "largestShift"
  | "words";

/** One figure. Fractions, but for times and counts. */
export interface Row {
  task: string;
  set: string;
  n: number;
  metric: Metric;
  value: number;
  /** 95%, bootstrap over rows (or their natural groups). */
  ci: [low: number, high: number];
  baselines: Record<string, number>;
  seconds: number;
  /** Two-sided p of "no difference" against a baseline on the same rows, where it was asked. */
  p?: Record<string, number>;
}

/** A file that was not there. */
export interface Missing {
  task: string;
  set: string;
  file: string;
  /** False: it may be missing (a file of the sealed side only). */
  needed: boolean;
}

/** One prediction, for whoever wants to score it independently. */
export interface Prediction {
  set: string;
  id: string;
  gold: unknown;
  predicted: unknown;
  score: number | null;
  /** What follows is for the details (`--details`, `--html`) and is not written by `--out`. How sure, 0 … 1, where `score` is something else. */
  confidence?: number;
  /** For slices by length and by the people named. */
  text?: string;
  language?: string;
  source?: string;
  /** ms since 1970 */
  at?: number;
  /** The answer to the same text with the people and groups in it exchanged for others; unset where it names none. */
  swapped?: unknown;
}

export interface Run {
  /** Folder in the layout of `data/`. */
  data: string;
  /** True where it is the folder that shipped models were trained on: then cross-validated weights are used. */
  development: boolean;
  seed: number;
  /** Rows of each set, at most; for smoke runs. */
  limit: number;
  row(row: Omit<Row, "task">): void;
  missing(set: string, file: string, needed: boolean): void;
  predict(prediction: Prediction): void;
  /** Rows done of a set, for the person who watches. */
  progress(set: string, done: number, of: number): void;
}

/** A figure that must be reached; `--gate` fails below it. */
export interface Gate {
  set: string;
  metric: Metric;
  /** Says why the row fails, or nothing. */
  fails(row: Row): string | undefined;
}

/** One task: one file here, one line in `registry.ts`. */
export interface Task {
  name: string;
  /** One line for `eval --help`. */
  about: string;
  gates: readonly Gate[];
  run(run: Run): Promise<void>;
}

/** Fails below a fixed value. */
export function atLeast(set: string, metric: Metric, least: number): Gate {
  return {
    set,
    metric,
    fails: (row) => (row.value >= least ? undefined : `${row.value.toFixed(4)} is below ${least}`),
  };
}

/** Fails below the best of these baselines. */
export function notBelow(set: string, metric: Metric, baselines: readonly string[]): Gate {
  return {
    set,
    metric,
    fails(row) {
      for (const name of baselines) {
        const other = row.baselines[name];
        if (other === undefined) return `the baseline ${name} was not measured`;
        if (row.value < other) return `${row.value.toFixed(4)} is below ${name}, ${other.toFixed(4)}`;
      }
      return undefined;
    },
  };
}

/** Fails unless above the baseline, at p < .05 on the same rows. */
export function significantlyAbove(set: string, metric: Metric, baseline: string): Gate {
  return {
    set,
    metric,
    fails(row) {
      const other = row.baselines[baseline];
      const p = row.p?.[baseline];
      if (other === undefined || p === undefined) return `the baseline ${baseline} was not measured`;
      if (row.value > other && p < 0.05) return undefined;
      return `${row.value.toFixed(4)} is not above ${baseline}, ${other.toFixed(4)}, at p < .05 (p = ${p.toFixed(4)})`;
    },
  };
}
