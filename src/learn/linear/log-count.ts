/** Log-count ratios of features (Wang & Manning 2012, "Baselines and bigrams"): how much oftener a feature stands in good texts than in bad ones. */

/** `documents`: each one's feature ids. Counts begin at `smoothing`. Targets 0 … 1 count as a share of either side. */
export function logCountRatios(
  documents: readonly Int32Array[],
  targets: Float64Array,
  weights: Float64Array,
  width: number,
  smoothing = 1,
): Float64Array {
  const good = new Float64Array(width).fill(smoothing);
  const bad = new Float64Array(width).fill(smoothing);
  documents.forEach((ids, row) => {
    const weight = weights[row] as number;
    if (weight === 0) return;
    const up = (targets[row] as number) * weight;
    for (const id of ids) {
      good[id] = (good[id] as number) + up;
      bad[id] = (bad[id] as number) + weight - up;
    }
  });
  const all = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  const shift = Math.log(all(bad) / all(good));
  return good.map((count, id) => Math.log(count / (bad[id] as number)) + shift);
}
