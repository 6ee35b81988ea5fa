/**
 * Linear support vector machines with squared hinge, one against the rest, by dual coordinate descent (Hsieh, Chang, Lin, Keerthi &
 * Sundararajan, ICML 2008; what LIBLINEAR does). For many classes over many features it needs one vector of weights at a time, and a few passes.
 */
import { random } from "../metrics/bootstrap.ts";

/** Sparse rows one behind the other: row i has the places starts[i] … starts[i + 1]. */
export interface SparseRows {
  starts: ArrayLike<number>;
  ids: ArrayLike<number>;
  values: ArrayLike<number>;
  /** ids lie below it. */
  width: number;
}

export interface SvmOptions {
  /** How much an error costs; 1 is usual for rows of length one. */
  cost: number;
  passes: number;
  seed: number;
  /** What a row weighs; 1 when unset. */
  weights?: Float64Array;
}

/** Weights of "yes" against "no"; the last one is the bias (penalised like the others). */
export function svm(rows: SparseRows, yes: (row: number) => boolean, options: SvmOptions): Float64Array {
  const { starts, ids, values, width } = rows;
  const n = starts.length - 1;
  const w = new Float64Array(width + 1);
  const alpha = new Float64Array(n);
  const squares = new Float64Array(n);
  const signs = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    signs[i] = yes(i) ? 1 : -1;
    let square = 1;
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++)
      square += (values[at] as number) ** 2;
    squares[i] = square;
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const next = random(options.seed);
  for (let pass = 0; pass < options.passes; pass++) {
    let widest = 0;
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      const held = order[i] as number;
      order[i] = order[j] as number;
      order[j] = held;
    }
    for (let turn = 0; turn < n; turn++) {
      const i = order[turn] as number;
      const cost = options.cost * (options.weights ? (options.weights[i] as number) : 1);
      if (cost === 0) continue;
      const y = signs[i] as number;
      const from = starts[i] as number;
      const to = starts[i + 1] as number;
      let score = w[width] as number;
      for (let at = from; at < to; at++) score += (w[ids[at] as number] as number) * (values[at] as number);
      const soft = 1 / (2 * cost);
      const own = alpha[i] as number;
      const slope = y * score - 1 + soft * own;
      const gap = own === 0 ? Math.min(slope, 0) : slope;
      if (Math.abs(gap) > widest) widest = Math.abs(gap);
      if (gap === 0) continue;
      const moved = Math.max(own - slope / ((squares[i] as number) + soft), 0);
      const step = (moved - own) * y;
      alpha[i] = moved;
      for (let at = from; at < to; at++) {
        const id = ids[at] as number;
        w[id] = (w[id] as number) + step * (values[at] as number);
      }
      w[width] = (w[width] as number) + step;
    }
    if (widest < 0.05) break;
  }
  return w;
}
