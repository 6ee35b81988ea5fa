/**
 * The textbook LSTM cell (Hochreiter & Schmidhuber 1997; with the forget gate of Gers, Schmidhuber & Cummins 2000). Per step, with ⊙ by
 * element and all gates from the input x and the hidden state before, h₋₁:
 *
 *     i = σ(Wᵢx + Rᵢh₋₁ + bᵢ)     input gate: how much of the candidate is let in
 *     o = σ(Wₒx + Rₒh₋₁ + bₒ)     output gate: how much of the cell is shown
 *     f = σ(W_f x + R_f h₋₁ + b_f)  forget gate: how much of the old cell stays
 *     g = tanh(W_g x + R_g h₋₁ + b_g)  candidate
 *     c = f ⊙ c₋₁ + i ⊙ g         cell
 *     h = o ⊙ tanh(c)             hidden state
 *
 * The gates lie side by side in this order, which is ONNX's.
 */
import { type CellKind, sigmoid, tanh } from "./nets/recurrent.ts";

const FORGET = 2;

export const lstm: CellKind = {
  name: "lstm",
  gates: 4,
  // A cell that begins by remembering learns long ties sooner (Gers et al. 2000; Jozefowicz et al. 2015).
  bias: (gate) => (gate === FORGET ? 1 : 0),
  create(space, size, gates, gateGrads, states) {
    const { floats } = space.arena;
    const cells = space.arena.matrix(space.tokens, size);
    const shown = space.arena.matrix(space.tokens, size);
    const cellGrads = space.arena.matrix(space.texts, size);
    return {
      forward(first, count, before, carried) {
        for (let b = 0; b < count; b++) {
          const gate = gates.at + (first + b) * 4 * size;
          const cell = cells.at + (first + b) * size;
          const old = b < carried ? cells.at + (before + b) * size : -1;
          const tanhs = shown.at + (first + b) * size;
          const hidden = states.value.at + (first + b) * states.value.row;
          for (let j = 0; j < size; j++) {
            const i = sigmoid(floats[gate + j] ?? 0);
            const o = sigmoid(floats[gate + size + j] ?? 0);
            const f = sigmoid(floats[gate + 2 * size + j] ?? 0);
            const g = tanh(floats[gate + 3 * size + j] ?? 0);
            const c = f * (old < 0 ? 0 : (floats[old + j] ?? 0)) + i * g;
            const tanhC = tanh(c);
            floats[gate + j] = i;
            floats[gate + size + j] = o;
            floats[gate + 2 * size + j] = f;
            floats[gate + 3 * size + j] = g;
            floats[cell + j] = c;
            floats[tanhs + j] = tanhC;
            floats[hidden + j] = o * tanhC;
          }
        }
      },
      begin(texts) {
        floats.fill(0, cellGrads.at, cellGrads.at + texts * size);
      },
      backward(first, count, before, carried) {
        for (let b = 0; b < count; b++) {
          const gate = gates.at + (first + b) * 4 * size;
          const grad = gateGrads.at + (first + b) * 4 * size;
          const old = b < carried ? cells.at + (before + b) * size : -1;
          const tanhs = shown.at + (first + b) * size;
          const hidden = states.grad.at + (first + b) * states.grad.row;
          const cell = cellGrads.at + b * size;
          for (let j = 0; j < size; j++) {
            const i = floats[gate + j] ?? 0;
            const o = floats[gate + size + j] ?? 0;
            const f = floats[gate + 2 * size + j] ?? 0;
            const g = floats[gate + 3 * size + j] ?? 0;
            const tanhC = floats[tanhs + j] ?? 0;
            const dh = floats[hidden + j] ?? 0;
            // From later steps, by the cell itself, and from this one's hidden state.
            const dc = (floats[cell + j] ?? 0) + dh * o * (1 - tanhC * tanhC);
            floats[grad + j] = dc * g * i * (1 - i);
            floats[grad + size + j] = dh * tanhC * o * (1 - o);
            floats[grad + 2 * size + j] = dc * (old < 0 ? 0 : (floats[old + j] ?? 0)) * f * (1 - f);
            floats[grad + 3 * size + j] = dc * i * (1 - g * g);
            floats[cell + j] = dc * f;
          }
        }
      },
    };
  },
};
