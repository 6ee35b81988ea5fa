/** The memory that a network lives in: one run of floats, where the matrix kernels can reach everything. */
import { createKernels, createMemory } from "./kernels.ts";

/** Rows of floats in the arena; how many rows is said where it is used. */
export interface Matrix {
  /** The first number's place in `floats`. */
  at: number;
  columns: number;
  /** From one row to the next: `columns`, or more where it is a part of wider rows. */
  row: number;
}

export interface Arena {
  floats: Float32Array;
  /** Zeros. @throws Error when the arena is full. */
  matrix(rows: number, columns: number): Matrix;
  /** C += A·B: A is rows × inner, B inner × C.columns. */
  multiply(rows: number, inner: number, a: Matrix, b: Matrix, c: Matrix): void;
  /** C += Aᵀ·B: A is inner × rows. */
  multiplyTransposed(rows: number, inner: number, a: Matrix, b: Matrix, c: Matrix): void;
}

export function createArena(megabytes: number): Arena {
  const memory = createMemory(megabytes * 2 ** 20);
  const floats = new Float32Array(memory.buffer);
  const { tile4x8, tile1x8, tile4x4, tile1x4, tile1x1 } = createKernels(memory);
  let used = 0;

  /** Tiles of four rows and eight columns; what is left over by narrower ones. */
  const product = (
    rows: number,
    inner: number,
    a: Matrix,
    aRow: number,
    aStep: number,
    b: Matrix,
    c: Matrix,
  ): void => {
    if (inner === 0) return;
    for (let j = 0; j < c.columns; ) {
      const left = c.columns - j;
      const width = left >= 8 ? 8 : left >= 4 ? 4 : 1;
      const many = width === 8 ? tile4x8 : tile4x4;
      const one = width === 8 ? tile1x8 : width === 4 ? tile1x4 : tile1x1;
      for (let i = 0; i < rows; ) {
        const four = width > 1 && i + 4 <= rows;
        (four ? many : one)(
          inner,
          (a.at + i * aRow) * 4,
          aRow * 4,
          aStep * 4,
          (b.at + j) * 4,
          b.row * 4,
          (c.at + i * c.row + j) * 4,
          c.row * 4,
        );
        i += four ? 4 : 1;
      }
      j += width;
    }
  };
  return {
    floats,
    matrix(rows, columns) {
      const at = used;
      used += Math.ceil((rows * columns) / 4) * 4;
      if (used > floats.length) throw new Error(`The network does not fit into ${megabytes} MB`);
      return { at, columns, row: columns };
    },
    multiply: (rows, inner, a, b, c) => product(rows, inner, a, a.row, 1, b, c),
    multiplyTransposed: (rows, inner, a, b, c) => product(rows, inner, a, 1, a.row, b, c),
  };
}
