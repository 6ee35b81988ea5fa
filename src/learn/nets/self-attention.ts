/** Each token looks at all tokens of its text (Vaswani et al. 2017, §3.2): softmax(Q·Kᵀ ÷ √width) · V, in several heads. */
import type { Batch } from "./batch.ts";
import { clear, type Layer, type Signal, type Space } from "./space.ts";

/** `input` holds queries, keys and values side by side: [tokens, 3 × columns]. */
export function selfAttention(space: Space, input: Signal, heads: number): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = input.value.columns / 3;
  const width = columns / heads;
  const scale = 1 / Math.sqrt(width);
  const output = space.signal(space.tokens, columns);
  // A text's weights, head by head, begin where those of the text before it end.
  const weights = space.arena.matrix(space.tokens * heads, space.steps);
  const grads = new Float32Array(space.steps);
  const row = (batch: Batch, b: number, t: number): number => (batch.first[t] ?? 0) + b;
  const dot = (a: number, b: number): number => {
    let total = 0;
    for (let j = 0; j < width; j++) total += (floats[a + j] ?? 0) * (floats[b + j] ?? 0);
    return total;
  };
  /** to += factor × from */
  const add = (to: number, factor: number, from: number): void => {
    for (let j = 0; j < width; j++) floats[to + j] = (floats[to + j] ?? 0) + factor * (floats[from + j] ?? 0);
  };
  const each = (batch: Batch, work: (b: number, t: number, head: number, at: number) => void): void => {
    for (let b = 0; b < batch.texts; b++)
      for (let t = 0; t < (batch.lengths[b] ?? 0); t++)
        for (let head = 0; head < heads; head++)
          work(b, t, head, weights.at + (row(batch, b, t) * heads + head) * space.steps);
  };
  const places = (at: number, head: number, which: number, token: number): number =>
    at + token * 3 * columns + which * columns + head * width;
  return {
    output,
    forward(batch) {
      clear(floats, output.value, batch.tokens);
      clear(floats, output.grad, batch.tokens);
      each(batch, (b, t, head, at) => {
        const length = batch.lengths[b] ?? 0;
        const own = row(batch, b, t);
        const query = places(input.value.at, head, 0, own);
        let most = Number.NEGATIVE_INFINITY;
        for (let s = 0; s < length; s++) {
          const score = dot(query, places(input.value.at, head, 1, row(batch, b, s))) * scale;
          floats[at + s] = score;
          most = Math.max(most, score);
        }
        let total = 0;
        for (let s = 0; s < length; s++) {
          const weight = Math.exp((floats[at + s] ?? 0) - most);
          floats[at + s] = weight;
          total += weight;
        }
        const to = output.value.at + own * columns + head * width;
        for (let s = 0; s < length; s++) {
          const weight = (floats[at + s] ?? 0) / total;
          floats[at + s] = weight;
          add(to, weight, places(input.value.at, head, 2, row(batch, b, s)));
        }
      });
    },
    backward(batch) {
      each(batch, (b, t, head, at) => {
        const length = batch.lengths[b] ?? 0;
        const own = row(batch, b, t);
        const grad = output.grad.at + own * columns + head * width;
        let mean = 0;
        for (let s = 0; s < length; s++) {
          const other = row(batch, b, s);
          const weight = floats[at + s] ?? 0;
          const serves = dot(grad, places(input.value.at, head, 2, other));
          add(places(input.grad.at, head, 2, other), weight, grad);
          grads[s] = serves;
          mean += weight * serves;
        }
        for (let s = 0; s < length; s++) {
          const other = row(batch, b, s);
          const d = (floats[at + s] ?? 0) * ((grads[s] ?? 0) - mean) * scale;
          add(places(input.grad.at, head, 0, own), d, places(input.value.at, head, 1, other));
          add(places(input.grad.at, head, 1, other), d, places(input.value.at, head, 0, own));
        }
      });
    },
  };
}
