/** Which weights judge an article: never ones that were trained on it. */
import { foldRankers, type Ranker, shippedRanker } from "../../../../src/language/summary/weights.ts";
import { foldOfText } from "../../../../src/learn/folds.ts";
import type { Run } from "../frame.ts";

/**
 * On the folder that the shipped weights were trained on: the weights of the fold that was trained without this article (folds by the
 * article's text). On any other folder: the shipped ones.
 */
export function rankerFor(run: Run, article: string): Ranker {
  if (!run.development) return shippedRanker();
  const folds = foldRankers();
  return folds[foldOfText(article, folds.length)] ?? shippedRanker();
}
