/** What stands behind a set's figures: each class, what is taken for what, how sure and how right, and the parts of the rows. */
import { groupsIn } from "../../../src/learn/gate/people.ts";
import { slicesOf } from "../../../src/learn/gate/slices.ts";
import { accuracy, byLabel, macroF1 } from "../../../src/learn/metrics/classification.ts";
import { type Confusion, confusion } from "../../../src/learn/metrics/confusion.ts";
import { type Reliability, reliability, wilson } from "../../../src/learn/metrics/reliability.ts";
import type { Prediction } from "./frame.ts";

export interface SetDetails {
  set: string;
  n: number;
  classes: readonly { label: string; precision: number; recall: number; f1: number; n: number }[];
  confusion: Confusion;
  /** Undefined: the task tells no confidence. */
  reliability?: Reliability;
  /** Undefined: the task gives no texts with its predictions. Parts of fewer rows than thirty are left out. */
  slices?: readonly SliceFigures[];
  /** Answers that change when people and groups are exchanged, in all and by the group that a text names. Undefined: nobody asked. */
  swaps?: readonly SwapFigures[];
}

export interface SliceFigures {
  slice: string;
  value: string;
  n: number;
  accuracy: number;
  /** Wilson's 95% interval of the accuracy. */
  low: number;
  high: number;
  macroF1: number;
  /** The whole interval lies below the accuracy of all rows. */
  lower: boolean;
}

export interface SwapFigures {
  /** "all", "gender: women" … */
  group: string;
  n: number;
  /** Share of changed answers, with Wilson's 95% interval. */
  changed: number;
  low: number;
  high: number;
}

const leastSlice = 30;

/** Of every set whose gold and predictions are labels. */
export function detailsOf(predictions: readonly Prediction[]): readonly SetDetails[] {
  return [...Map.groupBy(predictions, (one) => one.set)].flatMap(([set, rows]) => {
    const gold = rows.map((row) => row.gold);
    const predicted = rows.map((row) => row.predicted);
    if (!areLabels(gold) || !areLabels(predicted)) return [];
    const sure = confidences(rows);
    const parts = slices(rows, gold, predicted);
    const moved = swaps(rows);
    return {
      ...{ set, n: rows.length, confusion: confusion(gold, predicted) },
      classes: [...byLabel(gold, predicted)].map(([label, { support, ...score }]) => ({
        ...{ label, ...score, n: support },
      })),
      ...(sure && {
        reliability: reliability(
          sure,
          gold.map((label, i) => label === predicted[i]),
        ),
      }),
      ...(parts && { slices: parts }),
      ...(moved.length > 0 && { swaps: moved }),
    };
  });
}

const areLabels = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === "string");

/** A task's own word on confidence; else its score, where that is a share in every row. */
function confidences(rows: readonly Prediction[]): number[] | undefined {
  const values = rows.map((row) => row.confidence ?? row.score);
  return values.every((value) => value !== null && value >= 0 && value <= 1)
    ? (values as number[])
    : undefined;
}

function swaps(rows: readonly Prediction[]): readonly SwapFigures[] {
  const groups = new Map<string, { n: number; changed: number }>();
  for (const { text, predicted, swapped } of rows) {
    if (swapped === undefined || text === undefined) continue;
    for (const group of ["all", ...groupsIn(text)]) {
      const sum = groups.get(group) ?? { n: 0, changed: 0 };
      groups.set(group, { n: sum.n + 1, changed: sum.changed + Number(swapped !== predicted) });
    }
  }
  return [...groups]
    .filter(([group, { n }]) => group === "all" || n >= leastSlice)
    .map(([group, { n, changed }]) => ({ group, n, changed: changed / n, ...wilson(changed, n) }));
}

function slices(
  rows: readonly Prediction[],
  gold: readonly string[],
  predicted: readonly string[],
): readonly SliceFigures[] | undefined {
  if (rows.some((row) => row.text === undefined)) return undefined;
  const whole = accuracy(gold, predicted);
  const texts = rows.map(({ text = "", language, source, at }) => ({ text, language, source, at }));
  return slicesOf(texts)
    .filter(({ places }) => places.length >= leastSlice)
    .map(({ slice, value, places }) => {
      const [right, guess] = [gold, predicted].map((labels) => places.map((i) => labels[i] ?? ""));
      const hits = places.filter((i) => gold[i] === predicted[i]).length;
      const bounds = wilson(hits, places.length);
      return {
        ...{ slice, value, n: places.length, accuracy: hits / places.length, ...bounds },
        ...{ macroF1: macroF1(right ?? [], guess ?? []), lower: bounds.high < whole },
      };
    });
}
