/** How good an order is. Relevance in the order given, best first. All results are fractions. */

/** Share of the first k that is relevant (out of k, also where fewer were given). */
export function precisionAt(relevant: readonly boolean[], k: number): number {
  return relevant.slice(0, k).filter(Boolean).length / k;
}

/** Share of all relevant ones that is among the first k. */
export function recallAt(relevant: readonly boolean[], k: number, total: number): number {
  return total > 0 ? relevant.slice(0, k).filter(Boolean).length / total : Number.NaN;
}

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002), gain 2^grade − 1 and discount log2(place + 1). `all`: the grades of
 * everything that could have been given. NaN where nothing is relevant.
 */
export function ndcgAt(grades: readonly number[], all: readonly number[], k: number): number {
  const ideal = dcg([...all].sort((a, b) => b - a).slice(0, k));
  return ideal > 0 ? dcg(grades.slice(0, k)) / ideal : Number.NaN;
}

/** Mean over the relevant ones of the precision at their place; `total` relevant ones there are. */
export function averagePrecision(relevant: readonly boolean[], total: number): number {
  let hits = 0;
  let sum = 0;
  relevant.forEach((one, i) => {
    if (one) sum += ++hits / (i + 1);
  });
  return total > 0 ? sum / total : Number.NaN;
}

/** 1 ÷ the place of the first relevant one; 0 without any. */
export function reciprocalRank(relevant: readonly boolean[]): number {
  const place = relevant.indexOf(true);
  return place < 0 ? 0 : 1 / (place + 1);
}

function dcg(grades: readonly number[]): number {
  return grades.reduce((total, grade, i) => total + (2 ** grade - 1) / Math.log2(i + 2), 0);
}
