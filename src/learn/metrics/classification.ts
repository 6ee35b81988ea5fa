/** How well labels and probabilities agree with the truth. All results are fractions. */

export interface LabelScore {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

export function accuracy(gold: readonly string[], predicted: readonly string[]): number {
  sameLength(gold, predicted);
  if (gold.length === 0) return Number.NaN;
  let right = 0;
  for (let i = 0; i < gold.length; i++) if (gold[i] === predicted[i]) right++;
  return right / gold.length;
}

/** Precision, recall and F1 of each label that stands in gold or prediction; 0 where nothing could be counted. */
export function byLabel(gold: readonly string[], predicted: readonly string[]): Map<string, LabelScore> {
  sameLength(gold, predicted);
  const labels = [...new Set([...gold, ...predicted])].sort();
  const hits = new Map<string, number>();
  const golds = new Map<string, number>();
  const guesses = new Map<string, number>();
  const add = (counts: Map<string, number>, label: string): void => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  };
  for (let i = 0; i < gold.length; i++) {
    const right = gold[i] ?? "";
    const guess = predicted[i] ?? "";
    add(golds, right);
    add(guesses, guess);
    if (right === guess) add(hits, right);
  }
  return new Map(
    labels.map((label) => {
      const hit = hits.get(label) ?? 0;
      const precision = share(hit, guesses.get(label) ?? 0);
      const recall = share(hit, golds.get(label) ?? 0);
      return [label, { precision, recall, f1: f1(precision, recall), support: golds.get(label) ?? 0 }];
    }),
  );
}

/** Mean F1 over the labels of the gold. */
export function macroF1(gold: readonly string[], predicted: readonly string[]): number {
  return overGold(gold, predicted, (score) => score.f1);
}

/** Mean recall over the labels of the gold. */
export function balancedAccuracy(gold: readonly string[], predicted: readonly string[]): number {
  return overGold(gold, predicted, (score) => score.recall);
}

function overGold(
  gold: readonly string[],
  predicted: readonly string[],
  value: (score: LabelScore) => number,
): number {
  const scores = [...byLabel(gold, predicted).values()].filter((score) => score.support > 0);
  if (scores.length === 0) return Number.NaN;
  return scores.reduce((total, score) => total + value(score), 0) / scores.length;
}

/**
 * Expected calibration error (Guo et al. 2017): confidences (0 … 1) in `bins` of equal width, each bin's gap between mean confidence and
 * accuracy, weighed by its rows.
 */
export function ece(confidences: readonly number[], correct: readonly boolean[], bins = 10): number {
  sameLength(confidences, correct);
  if (confidences.length === 0) return Number.NaN;
  const sums = Array.from({ length: bins }, () => ({ n: 0, confidence: 0, right: 0 }));
  confidences.forEach((confidence, i) => {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))];
    if (!bin) return;
    bin.n++;
    bin.confidence += confidence;
    if (correct[i]) bin.right++;
  });
  return sums.reduce((total, bin) => total + Math.abs(bin.confidence - bin.right), 0) / confidences.length;
}

/** Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half (Mann–Whitney). */
export function auc(scores: readonly number[], positive: readonly boolean[]): number {
  sameLength(scores, positive);
  const order = scores.map((_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let ranks = 0;
  let positives = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && scores[order[j] ?? 0] === scores[order[i] ?? 0]) j++;
    const rank = (i + 1 + j) / 2;
    for (let k = i; k < j; k++)
      if (positive[order[k] ?? 0]) {
        ranks += rank;
        positives++;
      }
    i = j;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Pearson's r; NaN where one side does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  sameLength(a, b);
  const n = a.length;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < n; i++) {
    sumA += a[i] ?? 0;
    sumB += b[i] ?? 0;
  }
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < n; i++) {
    const left = (a[i] ?? 0) - sumA / n;
    const right = (b[i] ?? 0) - sumB / n;
    products += left * right;
    squaresA += left * left;
    squaresB += right * right;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

export function f1(precision: number, recall: number): number {
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function sameLength(a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length !== b.length)
    throw new Error(`two lists of one length are needed, not ${a.length} and ${b.length}`);
}
