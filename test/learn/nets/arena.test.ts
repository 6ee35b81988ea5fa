/** The kernels multiply as schoolbooks do, for every shape and stride; what lies beside the result stays as it was. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { type Arena, createArena, type Matrix } from "../../../src/learn/nets/arena.ts";

const size = fc.integer({ min: 1, max: 21 });

function filled(arena: Arena, rows: number, columns: number, gap: number, next: () => number): Matrix {
  const whole = arena.matrix(rows, columns + gap);
  for (let i = 0; i < rows * (columns + gap); i++) arena.floats[whole.at + i] = next() * 2 - 1;
  return { at: whole.at, columns, row: columns + gap };
}

describe("a product of matrices", () => {
  it.each([false, true])("is added to what stands there (first one transposed: %s)", (transposed) => {
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 0, max: 5 }), (rows, inner, columns, gap) => {
        const arena = createArena(1);
        const { floats } = arena;
        const next = random(rows * 1_000 + inner * 30 + columns);
        const a = transposed ? filled(arena, inner, rows, gap, next) : filled(arena, rows, inner, gap, next);
        const b = filled(arena, inner, columns, gap, next);
        const c = filled(arena, rows, columns, gap, next);
        const before = floats.slice(c.at, c.at + rows * c.row);
        if (transposed) arena.multiplyTransposed(rows, inner, a, b, c);
        else arena.multiply(rows, inner, a, b, c);
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < c.row; j++) {
            let wanted = before[i * c.row + j] ?? 0;
            for (let k = 0; j < columns && k < inner; k++) {
              const left = floats[a.at + (transposed ? k * a.row + i : i * a.row + k)] ?? 0;
              wanted += left * (floats[b.at + k * b.row + j] ?? 0);
            }
            expect(floats[c.at + i * c.row + j]).toBeCloseTo(wanted, 4);
          }
      }),
      { numRuns: 60 },
    );
  });

  it("of nothing changes nothing, and a full arena is said", () => {
    const arena = createArena(1);
    const c = arena.matrix(2, 2);
    arena.multiply(2, 0, c, c, c);
    expect([...arena.floats.subarray(c.at, c.at + 4)]).toEqual([0, 0, 0, 0]);
    expect(() => arena.matrix(1_000, 1_000)).toThrow(/does not fit into 1 MB/);
  });
});
