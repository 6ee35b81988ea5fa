/** A linear model that was exported says in onnxruntime what its plain sum says. */
import fc from "fast-check";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { bagOnnx } from "../../../src/learn/onnx/bag.ts";
import { onnxModel } from "../../../src/learn/onnx/graph.ts";
import { quantise, restore } from "../../../src/learn/onnx/table.ts";

const columns = 3;
const rows = 6;
const data = Float32Array.from({ length: rows * columns }, (_, i) => (i < columns ? 0 : Math.sin(i * 7) * i));
const bias = Float32Array.of(0.5, -1, 0.25);

/** bias + Σ rows × values, in double. */
function plain(table: Float32Array, ids: readonly number[], values?: readonly number[]): number[] {
  return [...bias].map((start, c) =>
    ids.reduce((sum, id, i) => sum + (table[id * columns + c] ?? 0) * (values?.[i] ?? 1), start),
  );
}

async function run(
  bytes: Uint8Array,
  bags: readonly (readonly number[])[],
  values?: readonly (readonly number[])[],
): Promise<number[][]> {
  const session = await InferenceSession.create(bytes);
  const dims = [bags.length, bags[0]?.length ?? 0];
  const { logits } = await session.run({
    ids: new Tensor("int32", Int32Array.from(bags.flat()), dims),
    ...(values ? { values: new Tensor("float32", Float32Array.from(values.flat()), dims) } : {}),
  });
  const out = [...((logits?.data as Float32Array | undefined) ?? [])];
  return bags.map((_, i) => out.slice(i * columns, (i + 1) * columns));
}

describe("a linear model as ONNX", () => {
  it("adds up the rows of its bag; filling with 0 changes nothing", async () => {
    const bytes = bagOnnx({ table: { data, rows, columns }, bias, weighed: false });
    const bags = [
      [1, 2, 5],
      [4, 4, 0],
      [0, 0, 0],
    ];
    const got = await run(bytes, bags);
    bags.forEach((bag, i) => {
      plain(data, bag).forEach((value, c) => {
        expect(got[i]?.[c]).toBeCloseTo(value, 5);
      });
    });
  });

  it("counts each feature as much as it is told, quantised too", async () => {
    const table = quantise({ data, rows, columns });
    const bytes = bagOnnx({ table, bias, weighed: true });
    const got = await run(bytes, [[3, 1, 0]], [[0.5, -2, 0]]);
    plain(restore(table), [3, 1], [0.5, -2]).forEach((value, c) => {
      expect(got[0]?.[c]).toBeCloseTo(value, 4);
    });
  });

  it("refuses a table whose filling would count", () => {
    const wrong = Float32Array.from(data, (value) => value + 1);
    expect(() => bagOnnx({ table: { data: wrong, rows, columns }, bias, weighed: false })).toThrow(/Row 0/);
  });

  it("refuses a graph that reads what nobody made", () => {
    const nodes = [{ op: "Identity", inputs: ["nowhere"], outputs: ["out"] }];
    expect(() => onnxModel({ name: "x", nodes, weights: [], inputs: [], outputs: [] })).toThrow(/nowhere/);
  });
});

describe("eight bits a number", () => {
  it("moves no number by more than half a step of its row", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 4, maxLength: 4 }),
        (row) => {
          const table = { data: Float32Array.from(row), rows: 1, columns: 4 };
          const back = restore(quantise(table));
          const most = Math.max(...row.map(Math.abs));
          row.forEach((value, i) => {
            expect(Math.abs((back[i] ?? 0) - value)).toBeLessThanOrEqual((most / 254) * 1.001 + 1e-38);
          });
        },
      ),
    );
  });
});
