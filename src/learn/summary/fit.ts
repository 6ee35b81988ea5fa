/** Fits linear weights: ridge regression for a start, then coordinate ascent on the summaries' own quality. */
import { select } from "../../language/summary/select.ts";
import { type Example, quality } from "./examples.ts";

export interface Ranked {
  /** In the order of FEATURES. */
  values: Float64Array;
  caution: number;
}

/** Weights that best predict how much better than its article's mean a sentence alone is (ridge, λ = 1 % of the rows). */
export function ridge(examples: readonly Example[]): Float64Array {
  const size = examples[0]?.features[0]?.length ?? 0;
  const gram = Array.from({ length: size }, () => new Float64Array(size));
  const target = new Float64Array(size);
  let rows = 0;
  for (const one of examples) {
    const values = one.sentences.map((_, i) => quality(one, [i]));
    const mean = values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
    const centre = new Float64Array(size);
    for (const row of one.features)
      for (let f = 0; f < size; f++) centre[f] = (centre[f] ?? 0) + (row[f] ?? 0) / values.length;
    const weight = (one.weight * 1_000) / Math.max(1, values.length);
    one.features.forEach((row, i) => {
      rows += weight;
      for (let f = 0; f < size; f++) {
        const left = ((row[f] ?? 0) - (centre[f] ?? 0)) * weight;
        target[f] = (target[f] ?? 0) + left * ((values[i] ?? 0) - mean);
        const line = gram[f];
        if (line)
          for (let g = 0; g < size; g++) line[g] = (line[g] ?? 0) + left * ((row[g] ?? 0) - (centre[g] ?? 0));
      }
    });
  }
  for (let f = 0; f < size; f++) {
    const line = gram[f];
    if (line) line[f] = (line[f] ?? 0) + rows * 0.01;
  }
  return solve(gram, target);
}

/** Mean quality of the summaries, weighed by set. */
export function objective(examples: readonly Example[], { values, caution }: Ranked): number {
  let total = 0;
  let whole = 0;
  for (const one of examples) {
    total += one.weight * quality(one, select(one.sentences, scores(one, values), one.length, caution));
    whole += one.weight;
  }
  return total / whole;
}

/** One weight at a time, steps halving, while the quality on these examples grows. A step must gain more than noise: ten millionths would only fit this sample. */
export function ascend(examples: readonly Example[], start: Float64Array, startCaution: number): Ranked {
  const values = Float64Array.from(start);
  const scale = Math.max(...start.map(Math.abs)) || 1;
  let caution = startCaution * scale * 3;
  let best = objective(examples, { values, caution });
  for (let pass = 0; pass < 4; pass++) {
    const step = scale * 0.4 * 0.5 ** pass;
    for (const change of [step, -step, step / 2]) {
      const value = objective(examples, { values, caution: Math.max(0, caution + change) });
      if (value > best + 1e-4) {
        best = value;
        caution = Math.max(0, caution + change);
      }
    }
    for (let f = 0; f < values.length; f++) {
      const old = values[f] ?? 0;
      for (const change of [step, -step]) {
        values[f] = old + change;
        const value = objective(examples, { values, caution });
        if (value > best + 1e-4) {
          best = value;
          break;
        }
        values[f] = old;
      }
    }
  }
  return { values, caution };
}

function scores(one: Example, weights: Float64Array): number[] {
  return one.features.map((row) => {
    let total = 0;
    for (let f = 0; f < row.length; f++) total += (row[f] ?? 0) * (weights[f] ?? 0);
    return total;
  });
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i] ?? 0));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++)
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    const chosen = rows[pivot];
    const current = rows[column];
    if (!chosen || !current) continue;
    rows[pivot] = current;
    rows[column] = chosen;
    const head = chosen[column] ?? 0;
    if (Math.abs(head) < 1e-12) continue;
    for (let i = 0; i < n; i++) {
      const row = rows[i];
      if (i === column || !row) continue;
      const factor = (row[column] ?? 0) / head;
      for (let j = column; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (chosen[j] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, i) =>
    Math.abs(row[i] ?? 0) < 1e-12 ? 0 : (row[n] ?? 0) / (row[i] ?? 1),
  );
}
