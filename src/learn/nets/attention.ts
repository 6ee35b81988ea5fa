/**
 * A text's tokens weighed and added up. The weight of a token is softmax over its text of
 * - additive (Bahdanau et al. 2015; Yang et al. 2016): v · tanh(W s + b)
 * - dot (Luong et al. 2015): q · s ÷ √columns, with a learnt query
 */
import type { Matrix } from "./arena.ts";
import type { Batch } from "./batch.ts";
import { linear } from "./linear.ts";
import { tanh } from "./recurrent.ts";
import { clear, glorot, type Layer, type Signal, type Space } from "./space.ts";

export interface Attention extends Layer {
  /** [texts, columns] */
  output: Signal;
  /** [tokens, 1]: adds up to 1 over each text. */
  weights: Matrix;
}

export type AttentionKind = "additive" | "dot";

export function attention(
  space: Space,
  name: string,
  kind: AttentionKind,
  states: Signal,
  size: number,
  random: () => number,
): Attention {
  const { floats } = space.arena;
  const inner =
    kind === "additive"
      ? linear(space, `${name}.keys`, states, size, space.tokens, (batch) => batch.tokens, random)
      : undefined;
  const keys = inner ? inner.output : states;
  const width = keys.value.columns;
  const query = space.parameter(`${name}.query`, width, 1, glorot(width, 1, random));
  const scale = inner ? 1 : 1 / Math.sqrt(width);
  const weights = space.arena.matrix(space.tokens, 1);
  const columns = states.value.columns;
  const output = space.signal(space.texts, columns);
  const serves = new Float32Array(space.steps);

  return {
    output,
    weights,
    forward(batch) {
      inner?.forward(batch);
      for (let row = 0; row < batch.tokens; row++) {
        const key = keys.value.at + row * keys.value.row;
        let sum = 0;
        for (let j = 0; j < width; j++) {
          if (inner) floats[key + j] = tanh(floats[key + j] ?? 0);
          sum += (floats[key + j] ?? 0) * (floats[query.value.at + j] ?? 0);
        }
        floats[weights.at + row] = sum * scale;
      }
      clear(floats, output.value, batch.texts);
      clear(floats, output.grad, batch.texts);
      for (let b = 0; b < batch.texts; b++) softmaxed(batch, b);
    },
    backward(batch) {
      for (let b = 0; b < batch.texts; b++) back(batch, b);
      inner?.backward(batch);
    },
  };

  function softmaxed({ first, lengths }: Batch, b: number): void {
    const length = lengths[b] ?? 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < length; t++) most = Math.max(most, floats[weights.at + (first[t] ?? 0) + b] ?? 0);
    let total = 0;
    for (let t = 0; t < length; t++)
      total += Math.exp((floats[weights.at + (first[t] ?? 0) + b] ?? 0) - most);
    const to = output.value.at + b * columns;
    for (let t = 0; t < length; t++) {
      const row = (first[t] ?? 0) + b;
      const weight = Math.exp((floats[weights.at + row] ?? 0) - most) / total;
      floats[weights.at + row] = weight;
      const state = states.value.at + row * states.value.row;
      for (let j = 0; j < columns; j++)
        floats[to + j] = (floats[to + j] ?? 0) + weight * (floats[state + j] ?? 0);
    }
  }

  function back({ first, lengths }: Batch, b: number): void {
    const length = lengths[b] ?? 0;
    const grad = output.grad.at + b * columns;
    // d softmax: each weight moves by how much better than the mean its token serves.
    let mean = 0;
    for (let t = 0; t < length; t++) {
      const row = (first[t] ?? 0) + b;
      const weight = floats[weights.at + row] ?? 0;
      const state = states.value.at + row * states.value.row;
      const stateGrad = states.grad.at + row * states.grad.row;
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const d = floats[grad + j] ?? 0;
        sum += d * (floats[state + j] ?? 0);
        floats[stateGrad + j] = (floats[stateGrad + j] ?? 0) + weight * d;
      }
      serves[t] = sum;
      mean += weight * sum;
    }
    for (let t = 0; t < length; t++) {
      const row = (first[t] ?? 0) + b;
      const score = (floats[weights.at + row] ?? 0) * ((serves[t] ?? 0) - mean) * scale;
      const key = keys.value.at + row * keys.value.row;
      const keyGrad = keys.grad.at + row * keys.grad.row;
      for (let j = 0; j < width; j++) {
        const k = floats[key + j] ?? 0;
        const d = score * (floats[query.value.at + j] ?? 0);
        floats[query.grad.at + j] = (floats[query.grad.at + j] ?? 0) + score * k;
        floats[keyGrad + j] = (floats[keyGrad + j] ?? 0) + (inner ? d * (1 - k * k) : d);
      }
    }
  }
}
