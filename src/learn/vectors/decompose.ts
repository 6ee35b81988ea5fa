/**
 * The largest part of a symmetric sparse matrix in few dimensions: randomised subspace iteration (Halko, Martinsson & Tropp, SIAM Review
 * 2011, algorithms 4.4 and 5.3). For a symmetric matrix the singular vectors are the eigenvectors, the singular values their sizes.
 */
import { random } from "../metrics/bootstrap.ts";
import type { Sparse } from "./cooccurrence.ts";

export interface Decomposition {
  /** Row after row, `dimensions` numbers each: eigenvectors, the weightiest first. */
  vectors: Float64Array;
  /** Sizes of the eigenvalues, falling. */
  values: Float64Array;
}

/** Seeded: the same bytes each time. `told` after each of the iterations. */
export function* decompose(
  matrix: Sparse,
  dimensions: number,
  iterations: number,
  seed: number,
): Generator<number, Decomposition> {
  const k = Math.min(matrix.size, dimensions + 16);
  const next = random(seed);
  let basis = Float64Array.from({ length: matrix.size * k }, () => next() + next() + next() - 1.5);
  orthonormalize(basis, k);
  for (let i = 0; i < iterations; i++) {
    basis = multiply(matrix, basis, k);
    orthonormalize(basis, k);
    yield i + 1;
  }
  const image = multiply(matrix, basis, k);
  const small = gram(basis, image, k);
  const { values, vectors } = jacobi(small, k);
  const order = Array.from(values.keys()).sort((a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0));
  const kept = order.slice(0, dimensions);
  const out = new Float64Array(matrix.size * kept.length);
  for (let row = 0; row < matrix.size; row++)
    for (const [d, column] of kept.entries()) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += (basis[row * k + j] ?? 0) * (vectors[j * k + column] ?? 0);
      out[row * kept.length + d] = sum;
    }
  return { vectors: out, values: Float64Array.from(kept, (column) => Math.abs(values[column] ?? 0)) };
}

function multiply(
  { size, starts, columns, values }: Sparse,
  by: Float64Array,
  k: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(size * k);
  for (let row = 0; row < size; row++) {
    const to = row * k;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const value = values[at] as number;
      const from = (columns[at] as number) * k;
      for (let d = 0; d < k; d++) out[to + d] = (out[to + d] as number) + value * (by[from + d] as number);
    }
  }
  return out;
}

/** aᵀb, k × k. */
function gram(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let from = 0; from < a.length; from += k)
    for (let i = 0; i < k; i++) {
      const value = a[from + i] as number;
      for (let j = 0; j < k; j++)
        out[i * k + j] = (out[i * k + j] as number) + value * (b[from + j] as number);
    }
  return out;
}

/** Columns to length one and at right angles, in place: Cholesky of the Gram matrix, twice, since once loses digits (CholeskyQR2). */
function orthonormalize(basis: Float64Array, k: number): void {
  for (let round = 0; round < 2; round++) {
    const factor = cholesky(gram(basis, basis, k), k);
    for (let from = 0; from < basis.length; from += k)
      for (let j = 0; j < k; j++) {
        let sum = basis[from + j] as number;
        for (let i = 0; i < j; i++) sum -= (basis[from + i] as number) * (factor[j * k + i] as number);
        basis[from + j] = sum / (factor[j * k + j] as number);
      }
  }
}

/** L of a = L·Lᵀ. A direction that is no direction of its own gets a length without end: divided by it, its column is nothing, and stays so. */
function cholesky(a: Float64Array, k: number): Float64Array {
  const l = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * k + j] as number;
      for (let m = 0; m < j; m++) sum -= (l[i * k + m] as number) * (l[j * k + m] as number);
      const rounding = Math.max(1e-12, 1e-14 * (a[i * k + i] as number));
      const length = sum > rounding ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
      l[i * k + j] = i === j ? length : sum / (l[j * k + j] as number);
    }
  return l;
}

/** Eigenvalues and -vectors (columns) of a small symmetric matrix, by Jacobi's rotations. */
export function jacobi(matrix: Float64Array, k: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix, (value, at) => {
    const mirrored = matrix[(at % k) * k + Math.floor(at / k)] ?? 0;
    return (value + mirrored) / 2;
  });
  const v = new Float64Array(k * k);
  for (let i = 0; i < k; i++) v[i * k + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) {
        const square = (a[i * k + j] as number) ** 2;
        all += square;
        if (i !== j) off += square;
      }
    if (off <= 1e-22 * all) break;
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotate(a, v, k, p, q);
  }
  return { values: Float64Array.from({ length: k }, (_, i) => a[i * k + i] as number), vectors: v };
}

function rotate(a: Float64Array, v: Float64Array, k: number, p: number, q: number): void {
  const apq = a[p * k + q] as number;
  if (apq === 0) return;
  const theta = ((a[q * k + q] as number) - (a[p * k + p] as number)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (m: Float64Array, x: number, y: number): void => {
    const left = m[x] as number;
    const right = m[y] as number;
    m[x] = c * left - s * right;
    m[y] = s * left + c * right;
  };
  for (let i = 0; i < k; i++) turn(a, i * k + p, i * k + q);
  for (let i = 0; i < k; i++) turn(a, p * k + i, q * k + i);
  for (let i = 0; i < k; i++) turn(v, i * k + p, i * k + q);
}
