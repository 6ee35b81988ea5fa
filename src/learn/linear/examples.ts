/** Labelled texts of many kinds on one scale. */
import type { Label } from "../../language/sentiment/calibration.ts";

export interface Example {
  text: string;
  /** Which data set it is of: domains are weighed by it. */
  set: string;
  /** How good: 0 (bad) … 1 (good), .5 neither. */
  target: number;
  /** What people said of it. */
  label: Label;
  /** False: only to be scored, for another row says the same. */
  learnt: boolean;
  /** Rows of one group are never on both sides of a split. */
  group: string;
  /** Equal for texts that are alike but for spaces, case and marks. */
  key: string;
}

/** What two versions of one text have in common. */
export function keyOf(text: string): string {
  return plain(text)
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** As people write it: data sets keep entities of HTML and the Penn Treebank's brackets. */
export function plain(text: string): string {
  return text
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("-LRB-", "(")
    .replaceAll("-RRB-", ")");
}

/**
 * What may be learnt from while `held` are scored: none of their groups, and no text that one of them has too, whatever file it is in.
 */
export function without(all: readonly Example[], held: readonly Example[]): Example[] {
  const groups = new Set(held.map(({ set, group }) => `${set} ${group}`));
  const keys = new Set(held.map(({ key }) => key));
  return all.filter(
    ({ set, group, key, learnt }) => learnt && !groups.has(`${set} ${group}`) && !keys.has(key),
  );
}
