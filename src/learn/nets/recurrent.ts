/** What every recurrent network does: go through the steps, each state from the input and the state before, and back through them (BPTT). */
import type { Matrix } from "./arena.ts";
import { type Batch, running } from "./batch.ts";
import { addUp } from "./linear.ts";
import { clear, from, glorot, type Layer, type Signal, type Space, transpose } from "./space.ts";

/** What differs between the kinds: what a state is, given input and state before. */
export interface Cell {
  /**
   * Rows `first` … `first + count` of `gates` hold W·x + R·h₋₁ + b: makes h of them, and keeps what `backward` needs in their place. The
   * first `carried` texts have a state before, in the rows from `before`; the others begin here.
   */
  forward(first: number, count: number, before: number, carried: number): void;
  /** From the gradient by h of these rows to the one by W·x + R·h₋₁ + b, into `gateGrads`; steps come in the contrary order. */
  backward(first: number, count: number, before: number, carried: number): void;
  /** Before the first `backward` of a batch. */
  begin(texts: number): void;
}

export interface CellKind {
  /** "lstm" */
  name: string;
  /** Numbers before the activation, for each number of the state. */
  gates: number;
  /** What the bias of a gate begins with. */
  bias(gate: number): number;
  create(space: Space, size: number, gates: Matrix, gateGrads: Matrix, states: Signal): Cell;
}

/** `states` [tokens, size] is written; `forwards` false reads each text from its end. */
export function recurrent(
  space: Space,
  name: string,
  kind: CellKind,
  input: Signal,
  states: Signal,
  forwards: boolean,
  random: () => number,
): Layer {
  const { arena } = space;
  const { floats } = arena;
  const size = states.value.columns;
  const width = kind.gates * size;
  const inputs = input.value.columns;
  const weights = space.parameter(`${name}.weights`, inputs, width, glorot(inputs, size, random));
  const recurrence = space.parameter(`${name}.recurrence`, size, width, glorot(size, size, random));
  const bias = space.parameter(`${name}.bias`, 1, width, (_, column) => kind.bias(Math.floor(column / size)));
  const gates = arena.matrix(space.tokens, width);
  const gateGrads = arena.matrix(space.tokens, width);
  const weightsT = arena.matrix(width, inputs);
  const recurrenceT = arena.matrix(width, size);
  const cell = kind.create(space, size, gates, gateGrads, states);

  /** Calls `work` for each step with its rows and those of the step before it, in the order of reading or against it. */
  const walk = (
    batch: Batch,
    onwards: boolean,
    work: (first: number, count: number, before: number, carried: number) => void,
  ): void => {
    const ascending = forwards === onwards;
    for (let i = 0; i < batch.steps; i++) {
      const step = ascending ? i : batch.steps - 1 - i;
      const before = forwards ? step - 1 : step + 1;
      const count = running(batch, step);
      work(batch.first[step] ?? 0, count, batch.first[before] ?? 0, Math.min(count, running(batch, before)));
    }
  };
  return {
    forward(batch) {
      for (let row = 0; row < batch.tokens; row++)
        floats.copyWithin(gates.at + row * width, bias.value.at, bias.value.at + width);
      arena.multiply(batch.tokens, inputs, input.value, weights.value, gates);
      walk(batch, true, (first, count, before, carried) => {
        if (carried > 0)
          arena.multiply(carried, size, from(states.value, before), recurrence.value, from(gates, first));
        cell.forward(first, count, before, carried);
      });
      clear(floats, states.grad, batch.tokens);
    },
    backward(batch) {
      transpose(floats, recurrence.value, size, recurrenceT);
      cell.begin(batch.texts);
      walk(batch, false, (first, count, before, carried) => {
        cell.backward(first, count, before, carried);
        if (carried === 0) return;
        const own = from(gateGrads, first);
        arena.multiply(carried, width, own, recurrenceT, from(states.grad, before));
        arena.multiplyTransposed(size, carried, from(states.value, before), own, recurrence.grad);
      });
      addUp(floats, gateGrads.at, batch.tokens, width, bias.grad.at);
      arena.multiplyTransposed(inputs, batch.tokens, input.value, gateGrads, weights.grad);
      transpose(floats, weights.value, inputs, weightsT);
      arena.multiply(batch.tokens, width, gateGrads, weightsT, input.grad);
    },
  };
}

/** 1 ÷ (1 + e⁻ˣ) */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** By e⁻²ˣ: half again as fast as Math.tanh, and as exact as 32 bits can show. */
export function tanh(x: number): number {
  return 2 / (1 + Math.exp(-2 * x)) - 1;
}
