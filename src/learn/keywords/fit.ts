/** From labelled texts to a ranker's weights. */
import { boundaryScores } from "../../language/keywords/boundaries.ts";
import { type Common, FEATURES, measuresOf, withBoundaries } from "../../language/keywords/features.ts";
import { type RankerWeights, readRanker, writeRanker } from "../../language/keywords/weights.ts";
import { random } from "../metrics/bootstrap.ts";
import type { Example } from "./examples.ts";
import { fitBoundaries } from "./fit-boundaries.ts";
import { fitTrees, TREE_OPTIONS } from "./fit-trees.ts";

/** Trees must not see what the boundaries say of texts that these were fitted on: they would trust them too much. */
const PARTS = 4;

export interface FitOptions {
  seed: number;
  common: Common;
  signal: AbortSignal;
  progress(stage: string, done: number, of: number): void;
}

/** A text of the data speaks of some hundred phrases, a person's mark of one: it counts as often. */
const MARK_COUNTS = 10;

/** The candidates whose labels are known, a person's mark several times. */
function learntFrom({ candidates, known }: Example): readonly number[] {
  const all = [...candidates.list.keys()];
  if (!known) return all;
  const marked = all.filter((row) => known.candidates[row] === 1);
  return Array.from({ length: MARK_COUNTS }, () => marked).flat();
}

/** The weights as they are shipped, with the eight bits that they have there. The same examples, in the same order, and seed give the same bytes. */
export async function fitRanker(examples: readonly Example[], options: FitOptions): Promise<RankerWeights> {
  const { seed, common, signal, progress } = options;
  const breathe = async (stage: string, done: number, of: number): Promise<void> => {
    progress(stage, done, of);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
  const width = FEATURES.length;
  const total = examples.reduce((sum, one) => sum + learntFrom(one).length, 0);
  const rows = new Float32Array(total * width);
  const labels = new Uint8Array(total);
  let put = 0;
  for (let part = 0; part < PARTS; part++) {
    await breathe("boundaries", part, PARTS + 1);
    const rest = examples.filter((_, i) => i % PARTS !== part);
    const weights = fitBoundaries(rest, random(seed + part + 1));
    for (let i = part; i < examples.length; i += PARTS) {
      const example = examples[i] as Example;
      const { tokens, candidates, slots, wanted } = example;
      const measures = measuresOf(tokens, candidates, common);
      const scores = boundaryScores(slots, weights);
      const asked = withBoundaries(measures, tokens, candidates, scores, candidates.list.keys());
      for (const row of learntFrom(example)) {
        rows.set(asked.subarray(row * width, (row + 1) * width), put * width);
        labels[put++] = wanted[row] as number;
      }
    }
  }
  await breathe("boundaries", PARTS, PARTS + 1);
  const boundaries = fitBoundaries(examples, random(seed));
  const trees = await fitTrees(rows, width, labels, random(seed), TREE_OPTIONS, (done) =>
    breathe("trees", done, TREE_OPTIONS.trees),
  );
  return readRanker(writeRanker({ trees, boundaries }));
}
