/** Key phrases by trained rankers: candidates, what is measured of them, trees that say how likely each one is. */
import { boundaryScores, slotsOf } from "./boundaries.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { type Common, FEATURES, measuresOf, withBoundaries } from "./features.ts";
import type { Tokens } from "./tokens.ts";
import { addTrees, type Trees, treeCount } from "./trees.ts";
import type { RankerWeights } from "./weights.ts";

export interface Ranked extends Pick<Candidate, "at" | "size"> {
  /** 0 … 1: how likely people would name it; of several rankers the product. */
  score: number;
}

/** Trees that all candidates are asked by; the others are asked of the best alone: two thirds less work, and the order of the best stays. */
const FIRST = 24;
const ALL = 1 << 20;
/** So many candidates for each that is asked for are asked by all trees, and three times as many by a second ranker's first trees. */
const LOOKED_AT = 6;
const LEAST_LOOKED_AT = 60;

/** The best candidates by all these rankers together, best first; of equals the earlier. More than `limit`, so that some may be passed over. */
export function rank(
  text: Tokens,
  rankers: readonly RankerWeights[],
  common: Common,
  limit: number,
): Ranked[] {
  const candidates = candidatesOf(text);
  const slots = slotsOf(text.list);
  const measures = measuresOf(text, candidates, common);
  const scores = new Float64Array(candidates.list.length);
  const most = Math.max(LEAST_LOOKED_AT, limit * LOOKED_AT);
  const parts: { trees: Trees; rows: Float32Array; odds: Float32Array }[] = [];
  let places = Uint32Array.from(candidates.list, (_, row) => row);
  const ask = (asked: typeof parts, from: number, to: number): void => {
    for (const { trees, rows, odds } of asked)
      addTrees(trees, from, Math.min(to, treeCount(trees)), rows, FEATURES.length, places, odds);
    scores.fill(0);
    for (let place = 0; place < places.length; place++) {
      const row = places[place] as number;
      let score = 1;
      for (const { odds } of parts) score /= 1 + Math.exp(-(odds[row] as number));
      scores[row] = score;
    }
  };
  rankers.forEach(({ trees, boundaries }, i) => {
    const said = boundaryScores(slots, boundaries);
    const part = {
      trees,
      rows: withBoundaries(measures, text, candidates, said, places),
      odds: new Float32Array(candidates.list.length).fill(trees.base),
    };
    parts.push(part);
    ask([part], 0, FIRST);
    places = best(places, scores, i + 1 < rankers.length ? most * 3 : most);
  });
  ask(parts, FIRST, ALL);
  places.sort((one, other) => (scores[other] as number) - (scores[one] as number) || one - other);
  return Array.from(places, (row) => {
    const { at, size } = candidates.list[row] as Candidate;
    return { at, size, score: scores[row] as number };
  });
}

/** The places with the highest scores; more where the last ones are equal. Numbers are sorted many times faster than by a comparison of ours. */
function best(
  places: Uint32Array<ArrayBuffer>,
  scores: Float64Array,
  most: number,
): Uint32Array<ArrayBuffer> {
  if (places.length <= most) return places;
  const least = Float64Array.from(places, (row) => scores[row] as number).sort()[places.length - most] ?? 0;
  return places.filter((row) => (scores[row] as number) >= least);
}
