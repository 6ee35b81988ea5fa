/** What stands behind a set's figures: each class, what is taken for what, how sure and how right, and the parts of the rows. */
import { slicesOf } from "../../../src/learn/gate/slices.ts";
import { accuracy, byLabel, macroF1 } from "../../../src/learn/metrics/classification.ts";
import { type Confusion, confusion } from "../../../src/learn/metrics/confusion.ts";
import { type Reliability, reliability } from "../../../src/learn/metrics/reliability.ts";
import type { Prediction } from "./frame.ts";

export interface SetDetails {
  set: string;
  n: number;
  classes: readonly { label: string; precision: number; recall: number; f1: number; n: number }[];
  confusion: Confusion;
  /** Undefined: the task tells no confidence. */
  reliability?: Reliability;
  /** Undefined: the task gives no texts with its predictions. Parts of fewer rows than thirty are left out. */
  slices?: readonly { slice: string; value: string; n: number; accuracy: number; macroF1: number }[];
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

function slices(rows: readonly Prediction[], gold: readonly string[], predicted: readonly string[]) {
  if (rows.some((row) => row.text === undefined)) return undefined;
  const texts = rows.map(({ text = "", language, source, at }) => ({ text, language, source, at }));
  return slicesOf(texts)
    .filter(({ places }) => places.length >= leastSlice)
    .map(({ slice, value, places }) => {
      const [right, guess] = [gold, predicted].map((labels) => places.map((i) => labels[i] ?? ""));
      return {
        ...{ slice, value, n: places.length },
        ...{ accuracy: accuracy(right ?? [], guess ?? []), macroF1: macroF1(right ?? [], guess ?? []) },
      };
    });
}
