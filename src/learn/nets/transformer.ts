/** A small Transformer encoder (Vaswani et al. 2017), normalised before each part (Xiong et al. 2020), which learns without a warm-up. */

import type { Batch } from "./batch.ts";
import { silu, sum } from "./elementwise.ts";
import { linear } from "./linear.ts";
import { norm } from "./norm.ts";
import { selfAttention } from "./self-attention.ts";
import { clear, type Layer, type Signal, type Space } from "./space.ts";

const tokensOf = (batch: Batch) => batch.tokens;

/** Adds to each token what its place in the text means. */
export function positions(
  space: Space,
  name: string,
  input: Signal,
  random: () => number,
): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = input.value.columns;
  const table = space.parameter(name, space.steps, columns, () => (random() * 2 - 1) * 0.05);
  const output = space.signal(space.tokens, columns);
  const each = (batch: Batch, work: (row: number, place: number) => void): void => {
    for (let t = 0; t < batch.steps; t++)
      for (let row = batch.first[t] ?? 0; row < (batch.first[t + 1] ?? 0); row++)
        work(row * columns, t * columns);
  };
  return {
    output,
    forward(batch) {
      each(batch, (row, place) => {
        for (let j = 0; j < columns; j++)
          floats[output.value.at + row + j] =
            (floats[input.value.at + row + j] ?? 0) + (floats[table.value.at + place + j] ?? 0);
      });
      clear(floats, output.grad, batch.tokens);
    },
    backward(batch) {
      each(batch, (row, place) => {
        for (let j = 0; j < columns; j++) {
          const d = floats[output.grad.at + row + j] ?? 0;
          floats[input.grad.at + row + j] = (floats[input.grad.at + row + j] ?? 0) + d;
          floats[table.grad.at + place + j] = (floats[table.grad.at + place + j] ?? 0) + d;
        }
      });
    },
  };
}

/** x + attention(norm(x)), then y + feed-forward(norm(y)); the inner layer is twice as wide. */
export function block(
  space: Space,
  name: string,
  input: Signal,
  heads: number,
  random: () => number,
): Layer & { output: Signal } {
  const columns = input.value.columns;
  const dense = (part: string, from: Signal, width: number) =>
    linear(space, `${name}.${part}`, from, width, space.tokens, tokensOf, random);
  const before = norm(space, `${name}.norm1`, input);
  const asked = dense("asked", before.output, 3 * columns);
  const seen = selfAttention(space, asked.output, heads);
  const mixed = dense("mixed", seen.output, columns);
  const joined = sum(space, input, mixed.output);
  const between = norm(space, `${name}.norm2`, joined.output);
  const wide = dense("wide", between.output, 2 * columns);
  const active = silu(space, wide.output);
  const narrow = dense("narrow", active.output, columns);
  const whole = sum(space, joined.output, narrow.output);
  const layers = [before, asked, seen, mixed, joined, between, wide, active, narrow, whole];
  return {
    output: whole.output,
    forward(batch) {
      for (const layer of layers) layer.forward(batch);
    },
    backward(batch) {
      for (const layer of layers.toReversed()) layer.backward(batch);
    },
  };
}
