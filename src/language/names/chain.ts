/** A linear chain over labels: the best sequence (Viterbi 1967). */
import { follows, LABELS } from "./labels.ts";

/** Scores of one label behind another; row LABELS is the edge before the first, column LABELS the edge behind the last. */
export type Transitions = Float32Array | Float64Array;
export const EDGE = LABELS;
export const STRIDE = LABELS + 1;

/** 0 where a label may stand behind another, −∞ where not. */
export function allowed(): Float64Array {
  const scores = new Float64Array(STRIDE * STRIDE);
  for (let from = 0; from <= EDGE; from++)
    for (let to = 0; to <= EDGE; to++)
      if (!follows(from === EDGE ? -1 : from, to === EDGE ? -1 : to))
        scores[from * STRIDE + to] = Number.NEGATIVE_INFINITY;
  return scores;
}

/** The labels that may stand before each label: of seventeen mostly nine or two. */
const BEFORE: readonly (readonly number[])[] = Array.from({ length: LABELS }, (_, to) =>
  Array.from({ length: LABELS }, (_, from) => from).filter((from) => follows(from, to)),
);
const BEHIND: readonly (readonly number[])[] = Array.from({ length: LABELS }, (_, from) =>
  Array.from({ length: LABELS }, (_, to) => to).filter((to) => follows(from, to)),
);

/** `emissions`: length × LABELS. `transitions` hold −∞ for what must not be. */
export function viterbi(emissions: Float64Array, length: number, transitions: Float64Array): Uint8Array {
  const best = new Uint8Array(length);
  if (length === 0) return best;
  const back = new Uint8Array(length * LABELS);
  let scores = new Float64Array(LABELS);
  for (let y = 0; y < LABELS; y++)
    scores[y] = (transitions[EDGE * STRIDE + y] as number) + (emissions[y] as number);
  for (let i = 1; i < length; i++) {
    const next = new Float64Array(LABELS);
    for (let y = 0; y < LABELS; y++) {
      let top = Number.NEGATIVE_INFINITY;
      let from = 0;
      for (const x of BEFORE[y] as readonly number[]) {
        const score = (scores[x] as number) + (transitions[x * STRIDE + y] as number);
        if (score > top) {
          top = score;
          from = x;
        }
      }
      next[y] = top + (emissions[i * LABELS + y] as number);
      back[i * LABELS + y] = from;
    }
    scores = next;
  }
  let last = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let y = 0; y < LABELS; y++) {
    const score = (scores[y] as number) + (transitions[y * STRIDE + EDGE] as number);
    if (score > top) {
      top = score;
      last = y;
    }
  }
  best[length - 1] = last;
  for (let i = length - 1; i > 0; i--) best[i - 1] = back[i * LABELS + (best[i] as number)] as number;
  return best;
}

/** For each token the probability of the label that it was given, by forward and backward sums (Rabiner 1989), scaled at each token. */
export function posteriors(
  emissions: Float64Array,
  labels: Uint8Array,
  transitions: Transitions,
): Float64Array {
  const length = labels.length;
  const moves = Float64Array.from(transitions, Math.exp);
  const local = new Float64Array(length * LABELS);
  const forward = new Float64Array(length * LABELS);
  for (let i = 0; i < length; i++) {
    const here = i * LABELS;
    let top = Number.NEGATIVE_INFINITY;
    for (let y = 0; y < LABELS; y++) top = Math.max(top, emissions[here + y] as number);
    let total = 0;
    for (let y = 0; y < LABELS; y++) {
      const own = Math.exp((emissions[here + y] as number) - top);
      let sum = i === 0 ? (moves[EDGE * STRIDE + y] as number) : 0;
      if (i > 0)
        for (const x of BEFORE[y] as readonly number[])
          sum += (forward[here - LABELS + x] as number) * (moves[x * STRIDE + y] as number);
      local[here + y] = own;
      forward[here + y] = sum * own;
      total += sum * own;
    }
    for (let y = 0; y < LABELS; y++) forward[here + y] = (forward[here + y] as number) / total;
  }
  const found = new Float64Array(length);
  let backward = Float64Array.from({ length: LABELS }, (_, y) => moves[y * STRIDE + EDGE] as number);
  for (let i = length - 1; i >= 0; i--) {
    const here = i * LABELS;
    let total = 0;
    for (let y = 0; y < LABELS; y++) total += (forward[here + y] as number) * (backward[y] as number);
    const label = labels[i] as number;
    found[i] = ((forward[here + label] as number) * (backward[label] as number)) / total;
    const before = new Float64Array(LABELS);
    let scale = 0;
    for (let x = 0; x < LABELS; x++) {
      let sum = 0;
      for (const y of BEHIND[x] as readonly number[])
        sum += (moves[x * STRIDE + y] as number) * (local[here + y] as number) * (backward[y] as number);
      before[x] = sum;
      scale += sum;
    }
    for (let x = 0; x < LABELS; x++) before[x] = (before[x] as number) / scale;
    backward = before;
  }
  return found;
}
