/** How often answers of a certain confidence are right: what a reliability plot shows, and the error that it sums up to. */
import { ece } from "./classification.ts";

export interface ReliabilityBin {
  /** 0 … 1, the mean of the bin. */
  confidence: number;
  accuracy: number;
  count: number;
  /** Wilson's 95% interval of the accuracy. */
  low: number;
  high: number;
}

export interface Reliability {
  /** Empty bins are left out. */
  bins: readonly ReliabilityBin[];
  /** Expected calibration error over bins of equal width (Guo et al. 2017). */
  ece: number;
}

export function reliability(
  confidences: readonly number[],
  correct: readonly boolean[],
  bins = 10,
): Reliability {
  const sums = Array.from({ length: bins }, () => ({ n: 0, confidence: 0, right: 0 }));
  confidences.forEach((confidence, i) => {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))];
    if (!bin) return;
    bin.n++;
    bin.confidence += confidence;
    if (correct[i]) bin.right++;
  });
  return {
    bins: sums
      .filter(({ n }) => n > 0)
      .map(({ n, confidence, right }) => ({
        ...{ confidence: confidence / n, accuracy: right / n, count: n },
        ...wilson(right, n),
      })),
    ece: ece(confidences, correct, bins),
  };
}

/** Wilson 1927: holds where few were counted, and at 0 and 1. */
export function wilson(right: number, n: number): { low: number; high: number } {
  const z = 1.959964;
  const p = right / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
