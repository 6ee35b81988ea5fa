/** output = input · weights + bias */
import type { Batch } from "./batch.ts";
import { clear, glorot, type Layer, type Signal, type Space, transpose, zeros } from "./space.ts";

/** `most` rows at the most; how many a batch has is told by `rowsOf`. */
export function linear(
  space: Space,
  name: string,
  input: Signal,
  columns: number,
  most: number,
  rowsOf: (batch: Batch) => number,
  random: () => number,
): Layer & { output: Signal } {
  const { arena } = space;
  const { floats } = arena;
  const inputs = input.value.columns;
  const weights = space.parameter(`${name}.weights`, inputs, columns, glorot(inputs, columns, random));
  const bias = space.parameter(`${name}.bias`, 1, columns, zeros);
  const transposed = arena.matrix(columns, inputs);
  const output = space.signal(most, columns);
  return {
    output,
    forward(batch) {
      const rows = rowsOf(batch);
      for (let row = 0; row < rows; row++)
        floats.copyWithin(output.value.at + row * columns, bias.value.at, bias.value.at + columns);
      arena.multiply(rows, inputs, input.value, weights.value, output.value);
      clear(floats, output.grad, rows);
    },
    backward(batch) {
      const rows = rowsOf(batch);
      addUp(floats, output.grad.at, rows, columns, bias.grad.at);
      arena.multiplyTransposed(inputs, rows, input.value, output.grad, weights.grad);
      transpose(floats, weights.value, inputs, transposed);
      arena.multiply(rows, columns, output.grad, transposed, input.grad);
    },
  };
}

/** Adds the sum of each column to `to`. */
export function addUp(floats: Float32Array, at: number, rows: number, columns: number, to: number): void {
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++)
      floats[to + j] = (floats[to + j] ?? 0) + (floats[at + row * columns + j] ?? 0);
}
