/**
 * Training of a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001): the gradient of the log-likelihood by forward and
 * backward sums, steps by AdaGrad (Duchi et al. 2011), one sentence each, seeded.
 */
import { allowed, EDGE, STRIDE } from "../../language/names/chain.ts";
import { LABELS } from "../../language/names/labels.ts";
import { random } from "../metrics/bootstrap.ts";

export interface Sequence {
  /** For each token its features, as places in the table of weights. */
  features: readonly Int32Array[];
  labels: Uint8Array;
}

export interface CrfOptions {
  epochs: number;
  rate: number;
  /** Gaussian prior: what a weight pays for its size, at each step that it takes part in. */
  l2: number;
  /** Share of a token's features that are left out of a step, so that none is leant on alone. */
  dropout: number;
  seed: number;
  progress?: (epoch: number, loss: number) => void;
  signal?: AbortSignal;
}

export interface Crf {
  /** features × LABELS */
  weights: Float32Array;
  transitions: Float64Array;
}

/** @throws Error when the loss is no number any more. */
export function trainCrf(sequences: readonly Sequence[], features: number, options: CrfOptions): Crf {
  const weights = new Float32Array(features * LABELS);
  const squares = new Float32Array(features * LABELS).fill(1e-2);
  const sums = new Float32Array(features * LABELS);
  const transitions = allowed();
  const transitionSquares = new Float64Array(transitions.length).fill(1e-2);
  const next = random(options.seed);
  const order = sequences.map((_, i) => i);
  const { rate, l2 } = options;
  const keepScale = 1 / (1 - options.dropout);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    options.signal?.throwIfAborted();
    shuffle(order, next);
    let loss = 0;
    for (const at of order) {
      const sequence = sequences[at];
      if (!sequence || sequence.labels.length === 0) continue;
      const kept =
        options.dropout > 0
          ? sequence.features.map((list) => list.filter(() => next() >= options.dropout))
          : sequence.features;
      const emissions = emit(kept, weights, keepScale);
      const { marginals, pairs, logZ } = expectations(emissions, kept.length, transitions);
      loss += logZ - gold(emissions, sequence.labels, transitions);
      kept.forEach((list, i) => {
        const right = sequence.labels[i] as number;
        for (const feature of list)
          for (let y = 0; y < LABELS; y++) {
            const place = feature * LABELS + y;
            const weight = weights[place] as number;
            const gradient =
              ((marginals[i * LABELS + y] as number) - (y === right ? 1 : 0)) * keepScale + l2 * weight;
            if (gradient === 0) continue;
            const square = (squares[place] as number) + gradient * gradient;
            squares[place] = square;
            weights[place] = weight - (rate * gradient) / Math.sqrt(square);
          }
      });
      let previous = EDGE;
      for (let i = 0; i <= kept.length; i++) {
        const label = i < kept.length ? (sequence.labels[i] as number) : EDGE;
        const place = previous * STRIDE + label;
        pairs[place] = (pairs[place] as number) - 1;
        previous = label;
      }
      for (let place = 0; place < pairs.length; place++) {
        const weight = transitions[place] as number;
        const expected = pairs[place] as number;
        if (weight === Number.NEGATIVE_INFINITY || expected === 0) continue;
        const gradient = expected + l2 * weight;
        const square = (transitionSquares[place] as number) + gradient * gradient;
        transitionSquares[place] = square;
        transitions[place] = weight - (rate * gradient) / Math.sqrt(square);
      }
    }
    if (!Number.isFinite(loss)) throw new Error("the loss is no number any more");
    options.progress?.(epoch + 1, loss / Math.max(1, sequences.length));
    // The mean of the last half of the way is steadier than its end.
    if (epoch >= options.epochs / 2)
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (weights[i] as number);
  }
  const counted = options.epochs - Math.ceil(options.epochs / 2);
  if (counted > 0) for (let i = 0; i < sums.length; i++) weights[i] = (sums[i] as number) / counted;
  return { weights, transitions };
}

export function emit(features: readonly Int32Array[], weights: Float32Array, scale = 1): Float64Array {
  const emissions = new Float64Array(features.length * LABELS);
  features.forEach((list, i) => {
    for (const feature of list)
      for (let y = 0; y < LABELS; y++)
        emissions[i * LABELS + y] =
          (emissions[i * LABELS + y] as number) + (weights[feature * LABELS + y] as number) * scale;
  });
  return emissions;
}

/** Forward and backward in plain space, each position scaled to sum to one. */
function expectations(
  emissions: Float64Array,
  length: number,
  transitions: Float64Array,
): { marginals: Float64Array; pairs: Float64Array; logZ: number } {
  const moves = transitions.map(Math.exp);
  const local = new Float64Array(length * LABELS);
  let logZ = 0;
  for (let i = 0; i < length; i++) {
    let top = Number.NEGATIVE_INFINITY;
    for (let y = 0; y < LABELS; y++) top = Math.max(top, emissions[i * LABELS + y] as number);
    for (let y = 0; y < LABELS; y++)
      local[i * LABELS + y] = Math.exp((emissions[i * LABELS + y] as number) - top);
    logZ += top;
  }
  const forward = new Float64Array(length * LABELS);
  const scales = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    let total = 0;
    for (let y = 0; y < LABELS; y++) {
      let sum = 0;
      if (i === 0) sum = moves[EDGE * STRIDE + y] as number;
      else
        for (let x = 0; x < LABELS; x++)
          sum += (forward[(i - 1) * LABELS + x] as number) * (moves[x * STRIDE + y] as number);
      const value = sum * (local[i * LABELS + y] as number);
      forward[i * LABELS + y] = value;
      total += value;
    }
    scales[i] = total;
    logZ += Math.log(total);
    for (let y = 0; y < LABELS; y++) forward[i * LABELS + y] = (forward[i * LABELS + y] as number) / total;
  }
  let end = 0;
  for (let y = 0; y < LABELS; y++)
    end += (forward[(length - 1) * LABELS + y] as number) * (moves[y * STRIDE + EDGE] as number);
  logZ += Math.log(end);
  const marginals = new Float64Array(length * LABELS);
  const pairs = new Float64Array(transitions.length);
  let backward = new Float64Array(LABELS);
  for (let y = 0; y < LABELS; y++) {
    backward[y] = (moves[y * STRIDE + EDGE] as number) / end;
    const share = (forward[(length - 1) * LABELS + y] as number) * (backward[y] as number);
    marginals[(length - 1) * LABELS + y] = share;
    pairs[y * STRIDE + EDGE] = share;
  }
  for (let i = length - 2; i >= 0; i--) {
    const before = new Float64Array(LABELS);
    for (let x = 0; x < LABELS; x++) {
      let sum = 0;
      for (let y = 0; y < LABELS; y++) {
        const flow =
          ((moves[x * STRIDE + y] as number) *
            (local[(i + 1) * LABELS + y] as number) *
            (backward[y] as number)) /
          (scales[i + 1] as number);
        if (flow === 0) continue;
        sum += flow;
        const place = x * STRIDE + y;
        pairs[place] = (pairs[place] as number) + (forward[i * LABELS + x] as number) * flow;
      }
      before[x] = sum;
      marginals[i * LABELS + x] = (forward[i * LABELS + x] as number) * sum;
    }
    backward = before;
  }
  for (let y = 0; y < LABELS; y++) pairs[EDGE * STRIDE + y] = marginals[y] as number;
  return { marginals, pairs, logZ };
}

function gold(emissions: Float64Array, labels: Uint8Array, transitions: Float64Array): number {
  let score = 0;
  let previous = EDGE;
  labels.forEach((label, i) => {
    score += (emissions[i * LABELS + label] as number) + (transitions[previous * STRIDE + label] as number);
    previous = label;
  });
  return score + (transitions[previous * STRIDE + EDGE] as number);
}

function shuffle(order: number[], next: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}
