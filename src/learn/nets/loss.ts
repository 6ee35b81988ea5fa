/** How far a network's numbers are from what was wanted, and the gradient of that. */
import type { Batch } from "./batch.ts";
import type { Network } from "./network.ts";

/** Some columns of a network's output that answer one question. */
export interface Head {
  name: string;
  /** "number": one column, squared distance. "classes": a column each, cross-entropy of their softmax. */
  kind: "number" | "classes";
  columns: number;
  /** What its loss counts beside the others'. */
  weight: number;
}

export interface Example {
  /** At least one. */
  ids: Int32Array;
  /** One for each head: a number, or a class's place; NaN where it is not known. */
  targets: readonly number[];
}

/** The batch's mean loss; the gradient by the output is set. */
export function loss(
  { floats, output }: Network,
  heads: readonly Head[],
  batch: Batch,
  targetsOf: (place: number) => readonly number[],
): number {
  const { at, columns } = output.value;
  let total = 0;
  floats.fill(0, output.grad.at, output.grad.at + batch.texts * columns);
  for (let b = 0; b < batch.texts; b++) {
    const targets = targetsOf(batch.order[b] ?? 0);
    let column = b * columns;
    heads.forEach((head, i) => {
      const target = targets[i] ?? Number.NaN;
      if (!Number.isNaN(target)) {
        const measure = head.kind === "number" ? squared : crossEntropy;
        const scale = head.weight / batch.texts;
        total += scale * measure(floats, at + column, output.grad.at + column, head.columns, target, scale);
      }
      column += head.columns;
    });
  }
  return total;
}

type Measure = (
  floats: Float32Array,
  at: number,
  grad: number,
  columns: number,
  target: number,
  scale: number,
) => number;

const squared: Measure = (floats, at, grad, _, target, scale) => {
  const miss = (floats[at] ?? 0) - target;
  floats[grad] = 2 * miss * scale;
  return miss * miss;
};

const crossEntropy: Measure = (floats, at, grad, columns, target, scale) => {
  let most = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < columns; j++) most = Math.max(most, floats[at + j] ?? 0);
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += Math.exp((floats[at + j] ?? 0) - most);
  for (let j = 0; j < columns; j++) {
    const share = Math.exp((floats[at + j] ?? 0) - most) / sum;
    floats[grad + j] = (share - (j === target ? 1 : 0)) * scale;
  }
  return most + Math.log(sum) - (floats[at + target] ?? 0);
};
