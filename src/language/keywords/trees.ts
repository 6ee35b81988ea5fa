/** Boosted regression trees, all of one depth. */

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

export function treeCount({ depth, leaves }: Trees): number {
  return leaves.length / 2 ** depth;
}

/** Adds to `sums` what trees `from` … `to − 1` say of the rows at `places`. `rows`: `width` numbers each. */
export function addTrees(
  { depth, features, limits, leaves }: Trees,
  from: number,
  to: number,
  rows: Float32Array,
  width: number,
  places: Uint32Array,
  sums: Float32Array,
): void {
  // Whole numbers to the compiler too: indices that might be fractions take far longer.
  const tips = 1 << depth;
  const nodes = tips - 1;
  for (let place = 0; place < places.length; place++) {
    const row = places[place] as number;
    const at = row * width;
    let sum = 0;
    for (let tree = from; tree < to; tree++) {
      const root = tree * nodes;
      let node = 0;
      for (let level = 0; level < depth; level++) {
        const value = rows[at + (features[root + node] as number)] as number;
        // A comparison as a number is no branch: three times as fast as one that the processor guesses wrong half the time.
        node = 2 * node + 1 + Number(value > (limits[root + node] as number));
      }
      sum += leaves[tree * tips + node - nodes] as number;
    }
    sums[row] = (sums[row] as number) + sum;
  }
}
