/** Naive Bayes beside ours: over the same folds where the rows are what everybody learnt from, else learnt from the development side as ours was. */
import { foldOf } from "../../../../../src/learn/folds.ts";
import { FOLDS } from "../../../../../src/learn/linear/english-model.ts";
import { keyOf } from "../../../../../src/learn/linear/examples.ts";
import { naiveBayesHeldOut, trainNaiveBayes } from "../../baselines/naiveBayesOn.ts";
import { DEFAULT_DATA, readRows } from "../../data.ts";
import type { Run } from "../../frame.ts";

/** What it says of each row; undefined where there is nothing to learn from. `label` may leave rows of the file out. */
export function naiveBayesOf<Row extends { text: string }>(
  run: Run,
  set: string,
  rows: readonly Row[],
  { features, label }: { features(text: string): string[]; label(row: Row): string | undefined },
): string[] | undefined {
  const known = (some: readonly Row[]) =>
    some.flatMap((row) => {
      const said = label(row);
      return said === undefined
        ? []
        : [{ features: features(row.text), label: said, fold: foldOf(keyOf(row.text), FOLDS) }];
    });
  if (run.development) return naiveBayesHeldOut(known(rows));
  const everything = { ...run, data: DEFAULT_DATA, limit: Number.POSITIVE_INFINITY, missing: () => {} };
  const learnt = readRows<Row>(everything, set, `sentiment/${set}`);
  if (!learnt) return undefined;
  const model = trainNaiveBayes(known(learnt));
  return known(rows).map((row) => model.predict(row.features));
}
