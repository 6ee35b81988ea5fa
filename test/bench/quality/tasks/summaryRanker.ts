/** Which weights judge an article: never ones that were trained on it. */
import { readFileSync } from "node:fs";
import { RANKER, type Ranker, ranker } from "../../../../src/language/summary/weights.ts";
import { foldOf } from "../data.ts";
import type { Run } from "../frame.ts";

interface FoldFile {
  folds: { weights: Record<string, number>; caution: number }[];
}

let folds: readonly Ranker[] | undefined;

/**
 * On the folder that the shipped weights were trained on: the weights of the fold that was trained without this article (folds by the
 * article's text). On any other folder: the shipped ones.
 */
export function rankerFor(run: Run, article: string): Ranker {
  if (!run.development) return RANKER;
  folds ??= readFolds();
  return folds[foldOf(article, folds.length)] ?? RANKER;
}

function readFolds(): readonly Ranker[] {
  const path = new URL("../../../../models/summary-ranker/folds.json", import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as FoldFile).folds.map(ranker);
}
