/** Key phrases by a trained ranker: candidates, what is measured of them, trees that say how likely each one is. */
import { boundaryScores, slotsOf } from "./boundaries.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { type Common, FEATURES, featuresOf } from "./features.ts";
import type { Tokens } from "./tokens.ts";
import { treeScores } from "./trees.ts";
import type { RankerWeights } from "./weights.ts";

export interface Ranked extends Pick<Candidate, "at" | "size" | "starts"> {
  /** 0 … 1: how likely people would name it. */
  score: number;
}

/** All candidates, best first; of equals the earlier. */
export function rank(text: Tokens, { trees, boundaries }: RankerWeights, common: Common): Ranked[] {
  const candidates = candidatesOf(text);
  const scores = boundaryScores(slotsOf(text.list), boundaries);
  const rows = featuresOf(text, candidates, scores, common);
  const odds = treeScores(trees, rows, FEATURES.length);
  const order = Uint32Array.from(odds, (_, i) => i).sort(
    (a, b) =>
      (odds[b] as number) - (odds[a] as number) ||
      (candidates.list[a]?.at ?? 0) - (candidates.list[b]?.at ?? 0),
  );
  return Array.from(order, (i) => {
    const { at, size, starts } = candidates.list[i] as Candidate;
    return { at, size, starts, score: 1 / (1 + Math.exp(-(odds[i] as number))) };
  });
}
