/** What a recurrent network has come to at each text's end: the last state read forwards, and the first one read backwards. */
import type { Batch } from "./batch.ts";
import { clear, type Layer, type Signal, type Space } from "./space.ts";

/** Columns before `turn` are of the forward reading, the others of the backward one. */
export function lastState(space: Space, states: Signal, turn: number): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = states.value.columns;
  const output = space.signal(space.texts, columns);
  const rowOf = (batch: Batch, text: number, column: number): number =>
    column < turn ? (batch.first[(batch.lengths[text] ?? 1) - 1] ?? 0) + text : text;
  return {
    output,
    forward(batch) {
      for (let b = 0; b < batch.texts; b++)
        for (let j = 0; j < columns; j++)
          floats[output.value.at + b * columns + j] =
            floats[states.value.at + rowOf(batch, b, j) * states.value.row + j] ?? 0;
      clear(floats, output.grad, batch.texts);
    },
    backward(batch) {
      for (let b = 0; b < batch.texts; b++)
        for (let j = 0; j < columns; j++) {
          const to = states.grad.at + rowOf(batch, b, j) * states.grad.row + j;
          floats[to] = (floats[to] ?? 0) + (floats[output.grad.at + b * columns + j] ?? 0);
        }
    },
  };
}
