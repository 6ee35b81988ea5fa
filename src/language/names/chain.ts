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
      for (let x = 0; x < LABELS; x++) {
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
