/** Key phrases by trained rankers: candidates, what is measured of them, trees that say how likely each one is. */
import { boundaryScores, slotsOf } from "./boundaries.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { type Common, FEATURES, featuresOf } from "./features.ts";
import type { Tokens } from "./tokens.ts";
import { addTrees, treeCount } from "./trees.ts";
import type { RankerWeights } from "./weights.ts";

export interface Ranked extends Pick<Candidate, "at" | "size"> {
  /** 0 … 1: how likely people would name it; of several rankers the product. */
  score: number;
}

/** Trees that all candidates are asked by; the others are asked of the best alone. That spares two thirds of the work, and the order of the best stays. */
const FIRST = 24;
/** So many candidates for each that is asked for are asked by all trees. */
const LOOKED_AT = 5;
const LEAST_LOOKED_AT = 40;

/** The best candidates by all these rankers together, best first; of equals the earlier. More than `limit`, so that some may be passed over. */
export function rank(
  text: Tokens,
  rankers: readonly RankerWeights[],
  common: Common,
  limit: number,
): Ranked[] {
  const candidates = candidatesOf(text);
  const slots = slotsOf(text.list);
  const parts = rankers.map(({ trees, boundaries }) => ({
    trees,
    rows: featuresOf(text, candidates, boundaryScores(slots, boundaries), common),
    odds: new Float32Array(candidates.list.length).fill(trees.base),
  }));
  const scoreOf = (row: number): number =>
    parts.reduce((product, { odds }) => product / (1 + Math.exp(-(odds[row] as number))), 1);
  const ask = (places: Uint32Array, from: number, to: number): Uint32Array => {
    for (const { trees, rows, odds } of parts)
      addTrees(trees, from, Math.min(to, treeCount(trees)), rows, FEATURES.length, places, odds);
    const scores = new Map(Array.from(places, (row) => [row, scoreOf(row)]));
    return places.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
  };
  const most = Math.max(LEAST_LOOKED_AT, limit * LOOKED_AT);
  const all = Uint32Array.from(candidates.list, (_, row) => row);
  const best = ask(ask(all, 0, FIRST).slice(0, most), FIRST, Number.POSITIVE_INFINITY);
  return Array.from(best, (row) => {
    const { at, size } = candidates.list[row] as Candidate;
    return { at, size, score: scoreOf(row) };
  });
}
