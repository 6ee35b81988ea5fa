/** The two layers that work number by number. */
import { sigmoid } from "./recurrent.ts";
import { clear, type Layer, type Signal, type Space } from "./space.ts";

/** SiLU (Elfwing, Uchibe & Doya 2018): x · σ(x); smooth, so that its gradient can be checked everywhere. */
export function silu(space: Space, input: Signal): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = input.value.columns;
  const output = space.signal(space.tokens, columns);
  return {
    output,
    forward({ tokens }) {
      for (let i = 0; i < tokens * columns; i++) {
        const x = floats[input.value.at + i] ?? 0;
        floats[output.value.at + i] = x * sigmoid(x);
      }
      clear(floats, output.grad, tokens);
    },
    backward({ tokens }) {
      for (let i = 0; i < tokens * columns; i++) {
        const x = floats[input.value.at + i] ?? 0;
        const open = sigmoid(x);
        const slope = open * (1 + x * (1 - open));
        floats[input.grad.at + i] =
          (floats[input.grad.at + i] ?? 0) + slope * (floats[output.grad.at + i] ?? 0);
      }
    },
  };
}

/** The sum of two signals: what goes round a layer joins what went through it. */
export function sum(space: Space, a: Signal, b: Signal): Layer & { output: Signal } {
  const { floats } = space.arena;
  const columns = a.value.columns;
  const output = space.signal(space.tokens, columns);
  return {
    output,
    forward({ tokens }) {
      for (let i = 0; i < tokens * columns; i++)
        floats[output.value.at + i] = (floats[a.value.at + i] ?? 0) + (floats[b.value.at + i] ?? 0);
      clear(floats, output.grad, tokens);
    },
    backward({ tokens }) {
      for (let i = 0; i < tokens * columns; i++) {
        const d = floats[output.grad.at + i] ?? 0;
        floats[a.grad.at + i] = (floats[a.grad.at + i] ?? 0) + d;
        floats[b.grad.at + i] = (floats[b.grad.at + i] ?? 0) + d;
      }
    },
  };
}
