/** Layer normalisation (Ba, Kiros & Hinton 2016): each token's numbers at mean 0 and variance 1, then a learnt scale and shift. */
import { clear, type Layer, ones, type Signal, type Space, zeros } from "./space.ts";

/** Added to the variance; the same stands in the exported file. */
export const EPSILON = 1e-5;

export function norm(space: Space, name: string, input: Signal): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = input.value.columns;
  const scale = space.parameter(`${name}.scale`, 1, columns, ones);
  const shift = space.parameter(`${name}.shift`, 1, columns, zeros);
  const output = space.signal(space.tokens, columns);
  /** The input at mean 0 and variance 1, and by what it was multiplied to be so. */
  const even = space.arena.matrix(space.tokens, columns);
  const by = space.arena.matrix(space.tokens, 1);
  return {
    output,
    forward({ tokens }) {
      for (let row = 0; row < tokens; row++) {
        const x = input.value.at + row * input.value.row;
        let mean = 0;
        for (let j = 0; j < columns; j++) mean += floats[x + j] ?? 0;
        mean /= columns;
        let variance = 0;
        for (let j = 0; j < columns; j++) variance += ((floats[x + j] ?? 0) - mean) ** 2;
        const factor = 1 / Math.sqrt(variance / columns + EPSILON);
        floats[by.at + row] = factor;
        for (let j = 0; j < columns; j++) {
          const one = ((floats[x + j] ?? 0) - mean) * factor;
          floats[even.at + row * columns + j] = one;
          floats[output.value.at + row * columns + j] =
            one * (floats[scale.value.at + j] ?? 0) + (floats[shift.value.at + j] ?? 0);
        }
      }
      clear(floats, output.grad, tokens);
    },
    backward({ tokens }) {
      for (let row = 0; row < tokens; row++) {
        const at = row * columns;
        let sum = 0;
        let along = 0;
        for (let j = 0; j < columns; j++) {
          const d = floats[output.grad.at + at + j] ?? 0;
          const one = floats[even.at + at + j] ?? 0;
          floats[scale.grad.at + j] = (floats[scale.grad.at + j] ?? 0) + d * one;
          floats[shift.grad.at + j] = (floats[shift.grad.at + j] ?? 0) + d;
          const inner = d * (floats[scale.value.at + j] ?? 0);
          sum += inner;
          along += inner * one;
        }
        const factor = floats[by.at + row] ?? 0;
        const to = input.grad.at + row * input.grad.row;
        for (let j = 0; j < columns; j++) {
          const inner = (floats[output.grad.at + at + j] ?? 0) * (floats[scale.value.at + j] ?? 0);
          const one = floats[even.at + at + j] ?? 0;
          floats[to + j] = (floats[to + j] ?? 0) + factor * (inner - sum / columns - (one * along) / columns);
        }
      }
    },
  };
}
