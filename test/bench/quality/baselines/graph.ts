/** PageRank over a weighted graph of sentences: what TextRank and LexRank share. */

/** `weights[i][j]` ≥ 0; rows are made to sum to 1. Damping .85 and the stop at 1e-6 as in both papers' own code. */
export function pageRank(weights: readonly Float64Array[], damping = 0.85): Float64Array {
  const n = weights.length;
  const sums = weights.map((row) => row.reduce((total, weight) => total + weight, 0));
  let ranks = new Float64Array(n).fill(1 / Math.max(1, n));
  for (let round = 0; round < 200; round++) {
    const next = new Float64Array(n).fill((1 - damping) / n);
    for (let i = 0; i < n; i++) {
      const row = weights[i];
      const sum = sums[i] ?? 0;
      const rank = ranks[i] ?? 0;
      for (let j = 0; j < n; j++)
        // A sentence like no other passes its rank on to all.
        next[j] = (next[j] ?? 0) + damping * rank * (sum > 0 ? (row?.[j] ?? 0) / sum : 1 / n);
    }
    let change = 0;
    for (let i = 0; i < n; i++) change += Math.abs((next[i] ?? 0) - (ranks[i] ?? 0));
    ranks = next;
    if (change < 1e-6) break;
  }
  return ranks;
}

/** Places, best first. */
export function byRank(ranks: ArrayLike<number>): number[] {
  return Array.from({ length: ranks.length }, (_, i) => i).sort(
    (a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b,
  );
}
