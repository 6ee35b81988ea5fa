/** Precision, recall and F1 of things found in rows. */
import { interval } from "../../../src/learn/metrics/bootstrap.ts";
import { f1 } from "../../../src/learn/metrics/classification.ts";
import type { Run } from "./frame.ts";

/** Of one row. */
export interface Counted {
  right: number;
  found: number;
  gold: number;
}

export function counted<T>(gold: readonly T[], found: readonly T[], key: (one: T) => string): Counted {
  const wanted = new Set(gold.map(key));
  const got = new Set(found.map(key));
  return { right: [...got].filter((one) => wanted.has(one)).length, found: got.size, gold: wanted.size };
}

const precision = ({ right, found }: Counted): number => (found > 0 ? right / found : 0);
const recall = ({ right, gold }: Counted): number => (gold > 0 ? right / gold : 0);
const MEASURES: Readonly<Record<"precision" | "recall" | "f1", (total: Counted) => number>> = {
  precision,
  recall,
  f1: (total) => f1(precision(total), recall(total)),
};

const sum = (rows: Iterable<Counted>): Counted => {
  const total = { right: 0, found: 0, gold: 0 };
  for (const row of rows) {
    total.right += row.right;
    total.found += row.found;
    total.gold += row.gold;
  }
  return total;
};

/** A row of figures for each measure; `systems.ours` is ours, the others are baselines. */
export function spanRows(
  run: Run,
  set: string,
  systems: Readonly<Record<string, readonly Counted[]>>,
  seconds: number,
): void {
  const { ours = [], ...others } = systems;
  for (const metric of ["precision", "recall", "f1"] as const) {
    const measure = MEASURES[metric];
    run.row({
      set,
      n: ours.length,
      metric,
      value: measure(sum(ours)),
      ci: interval(
        ours.length,
        (places) => measure(sum([...places].map((at) => ours[at] as Counted))),
        run.seed,
        500,
      ),
      baselines: Object.fromEntries(Object.entries(others).map(([name, rows]) => [name, measure(sum(rows))])),
      seconds,
    });
  }
}
