/** What the layers of a network are made of: parameters, and signals that flow between layers. */
import { type Arena, createArena, type Matrix } from "./arena.ts";
import type { Batch } from "./batch.ts";

/** A value and the loss's gradient by it, of the same shape. */
export interface Signal {
  value: Matrix;
  grad: Matrix;
}

export interface Parameter extends Signal {
  name: string;
  rows: number;
  /** For a table of which a batch needs few rows: those that have a gradient now. Undefined: all. */
  touched: Touched | undefined;
}

export interface Touched {
  rows: Int32Array;
  count: number;
}

/** One step of the network. `backward` follows a `forward` of the same batch, and adds to its inputs' gradients. */
export interface Layer {
  forward(batch: Batch): void;
  backward(batch: Batch): void;
}

/** The most that a batch may hold. */
export interface Limits {
  texts: number;
  steps: number;
  tokens: number;
}

export interface Space extends Limits {
  arena: Arena;
  parameters: Parameter[];
  /** `start` gives each number by its row and column. */
  parameter(name: string, rows: number, columns: number, start: Start): Parameter;
  signal(rows: number, columns: number): Signal;
}

export type Start = (row: number, column: number) => number;

export function createSpace(limits: Limits, megabytes: number): Space {
  const arena = createArena(megabytes);
  const parameters: Parameter[] = [];
  const signal = (rows: number, columns: number): Signal => ({
    value: arena.matrix(rows, columns),
    grad: arena.matrix(rows, columns),
  });
  return {
    ...limits,
    arena,
    parameters,
    signal,
    parameter(name, rows, columns, start) {
      const made: Parameter = { name, rows, touched: undefined, ...signal(rows, columns) };
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          arena.floats[made.value.at + row * columns + column] = start(row, column);
      parameters.push(made);
      return made;
    },
  };
}

/** Uniform within ±√(6 ÷ (in + out)) (Glorot & Bengio 2010). */
export function glorot(inputs: number, outputs: number, random: () => number): Start {
  const most = Math.sqrt(6 / (inputs + outputs));
  return () => (random() * 2 - 1) * most;
}

export const zeros: Start = () => 0;
export const ones: Start = () => 1;

/** The same columns, beginning at a row. */
export function from(matrix: Matrix, row: number): Matrix {
  return { at: matrix.at + row * matrix.row, columns: matrix.columns, row: matrix.row };
}

/** Some columns of a signal. */
export function part({ value, grad }: Signal, column: number, columns: number): Signal {
  return {
    value: { at: value.at + column, columns, row: value.row },
    grad: { at: grad.at + column, columns, row: grad.row },
  };
}

/** Each layer clears the gradient of what it puts out, for those behind it to add to. */
export function clear(floats: Float32Array, { at, row, columns }: Matrix, rows: number): void {
  if (row === columns) floats.fill(0, at, at + rows * row);
  else for (let i = 0; i < rows; i++) floats.fill(0, at + i * row, at + i * row + columns);
}

/** Into `target`, columns × rows. */
export function transpose(floats: Float32Array, source: Matrix, rows: number, target: Matrix): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < source.columns; j++)
      floats[target.at + j * target.row + i] = floats[source.at + i * source.row + j] ?? 0;
}
