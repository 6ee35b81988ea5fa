/** Linear models by L-BFGS: least squares, logistic and softmax, each with an L2 penalty. */
import { lbfgs } from "./lbfgs.ts";
import { type Rows, rowCount, rowDot } from "./rows.ts";

export interface FitOptions {
  /** Strength of the penalty ½ λ Σ w²; the bias is free. */
  l2: number;
  steps?: number;
  /** Weight of each row; 1 when unset. */
  weights?: Float64Array;
  watch?: (step: number, loss: number) => void;
}

export interface Linear {
  weights: Float64Array;
  bias: number;
}

/** Mean of squares: targets of any scale. */
export function ridge(rows: Rows, targets: Float64Array, options: FitOptions): Linear {
  return minimise(rows, options, (score, row) => {
    const gap = score - (targets[row] as number);
    return [0.5 * gap * gap, gap];
  });
}

/** Cross-entropy; targets are probabilities 0 … 1, so that "rather positive" can be said. */
export function logistic(rows: Rows, targets: Float64Array, options: FitOptions): Linear {
  return minimise(rows, options, (score, row) => {
    const target = targets[row] as number;
    const soft = score > 0 ? score + Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score));
    return [soft - target * score, sigmoid(score) - target];
  });
}

function minimise(
  rows: Rows,
  { l2, steps = 100, weights, watch }: FitOptions,
  loss: (score: number, row: number) => readonly [number, number],
): Linear {
  const n = rowCount(rows);
  const { starts, ids, values, width } = rows;
  const x = new Float64Array(width + 1);
  let mass = n;
  if (weights) {
    mass = 0;
    for (const weight of weights) mass += weight;
  }
  lbfgs(
    (at, gradient) => {
      let total = 0;
      for (let j = 0; j < width; j++) {
        const w = at[j] as number;
        total += 0.5 * l2 * w * w;
        gradient[j] = l2 * w;
      }
      gradient[width] = 0;
      const bias = at[width] as number;
      for (let row = 0; row < n; row++) {
        const weight = (weights ? (weights[row] as number) : 1) / mass;
        if (weight === 0) continue;
        const [value, slope] = loss(rowDot(rows, row, at) + bias, row);
        total += weight * value;
        const pull = weight * slope;
        const to = starts[row + 1] as number;
        for (let k = starts[row] as number; k < to; k++) {
          const j = ids[k] as number;
          gradient[j] = (gradient[j] as number) + pull * (values[k] as number);
        }
        gradient[width] = (gradient[width] as number) + pull;
      }
      return total;
    },
    x,
    { steps, tolerance: 1e-4, watch },
  );
  return { weights: x.slice(0, width), bias: x[width] as number };
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
