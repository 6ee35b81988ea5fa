/** A row of numbers for each token; only the rows that a batch needs are touched. */
import { clear, type Layer, type Parameter, type Signal, type Space, type Start } from "./space.ts";

export interface Embedding extends Layer {
  table: Parameter;
  output: Signal;
}

export function embedding(
  space: Space,
  name: string,
  rows: number,
  columns: number,
  start: Start,
): Embedding {
  const { floats } = space.arena;
  const table = space.parameter(name, rows, columns, start);
  const output = space.signal(space.tokens, columns);
  const touched = { rows: new Int32Array(space.tokens), count: 0 };
  table.touched = touched;
  const marked = new Uint8Array(rows);
  return {
    table,
    output,
    forward({ ids, tokens }) {
      for (let row = 0; row < tokens; row++) {
        const from = table.value.at + (ids[row] ?? 0) * columns;
        floats.copyWithin(output.value.at + row * columns, from, from + columns);
      }
      clear(floats, output.grad, tokens);
    },
    backward({ ids, tokens }) {
      for (let i = 0; i < touched.count; i++) marked[touched.rows[i] ?? 0] = 0;
      touched.count = 0;
      for (let row = 0; row < tokens; row++) {
        const id = ids[row] ?? 0;
        const to = table.grad.at + id * columns;
        const from = output.grad.at + row * columns;
        // The first of an id in this batch replaces what an earlier batch left there.
        if (marked[id] === 0) {
          marked[id] = 1;
          touched.rows[touched.count++] = id;
          for (let j = 0; j < columns; j++) floats[to + j] = floats[from + j] ?? 0;
        } else
          for (let j = 0; j < columns; j++) floats[to + j] = (floats[to + j] ?? 0) + (floats[from + j] ?? 0);
      }
    },
  };
}
