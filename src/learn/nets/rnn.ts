/** The plain recurrent network (Elman 1990): h = tanh(Wx + Rh₋₁ + b). */
import { type CellKind, tanh } from "./recurrent.ts";

export const rnn: CellKind = {
  name: "rnn",
  gates: 1,
  bias: () => 0,
  create(space, size, gates, gateGrads, states) {
    const { floats } = space.arena;
    return {
      begin() {},
      forward(first, count) {
        for (let row = first; row < first + count; row++)
          for (let j = 0; j < size; j++)
            floats[states.value.at + row * states.value.row + j] = tanh(
              floats[gates.at + row * size + j] ?? 0,
            );
      },
      backward(first, count) {
        for (let row = first; row < first + count; row++)
          for (let j = 0; j < size; j++) {
            const h = floats[states.value.at + row * states.value.row + j] ?? 0;
            const dh = floats[states.grad.at + row * states.grad.row + j] ?? 0;
            floats[gateGrads.at + row * size + j] = dh * (1 - h * h);
          }
      },
    };
  },
};
