/** Boosted regression trees: all of one depth, read without a branch. */

export interface Trees {
  depth: number;
  /** Added to every sum. */
  base: number;
  /** Of each inner node, tree by tree, level by level: which feature … */
  features: Uint8Array;
  /** … and above which value to go right. */
  limits: Float32Array;
  /** Of each leaf, tree by tree. */
  leaves: Float32Array;
}

/** The log odds of each row. `rows`: `width` numbers each. */
export function treeScores(
  { depth, base, features, limits, leaves }: Trees,
  rows: Float32Array,
  width: number,
): Float32Array {
  const nodes = 2 ** depth - 1;
  const tips = 2 ** depth;
  const count = leaves.length / tips;
  const scores = new Float32Array(rows.length / width);
  for (let row = 0; row < scores.length; row++) {
    const at = row * width;
    let sum = base;
    for (let tree = 0; tree < count; tree++) {
      const root = tree * nodes;
      let node = 0;
      for (let level = 0; level < depth; level++) {
        const right =
          (rows[at + (features[root + node] as number)] as number) > (limits[root + node] as number);
        node = 2 * node + (right ? 2 : 1);
      }
      sum += leaves[tree * tips + node - nodes] as number;
    }
    scores[row] = sum;
  }
  return scores;
}
