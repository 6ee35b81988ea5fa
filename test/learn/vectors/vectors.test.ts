import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { openModel } from "../../../src/language/model-folder.ts";
import { cosine, loadVectors } from "../../../src/language/vectors.ts";
import { cooccurrence, ppmi, vocabularyOf } from "../../../src/learn/vectors/cooccurrence.ts";
import { decompose, jacobi } from "../../../src/learn/vectors/decompose.ts";
import { writeModel } from "../../../src/learn/write-model.ts";

const folder = mkdtempSync(join(tmpdir(), "vectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("word vectors are made", () => {
  const vocabulary = vocabularyOf(
    new Map([
      ["a", 4],
      ["b", 4],
      ["c", 2],
    ]),
    1,
    10,
  );

  test("neighbours are counted both ways, farther ones less, and never over a text's end", () => {
    const matrix = cooccurrence(Int32Array.from([0, 1, 2, -1, 0]), vocabulary, {
      width: 5,
      subsample: 1,
      seed: 1,
    });
    const cell = (row: number, column: number) => {
      for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++)
        if (matrix.columns[at] === column) return matrix.values[at];
      return 0;
    };
    expect([cell(0, 1), cell(1, 0), cell(1, 2), cell(0, 2), cell(2, 0)]).toEqual([1, 1, 1, 0.5, 0.5]);
    expect(cell(0, 0)).toBe(0);
  });

  test("only what comes together more often than chance is kept", () => {
    const texts = Int32Array.from([0, 1, -1, 0, 1, -1, 0, 1, -1, 0, 2, -1, 2, 1, -1]);
    const kept = ppmi(cooccurrence(texts, vocabulary, { width: 2, subsample: 1, seed: 1 }), 1);
    expect(kept.values.every((value) => value > 0)).toBe(true);
    const columns = Array.from(kept.columns.slice(kept.starts[0], kept.starts[1]));
    expect(columns).toContain(1);
  });

  test("the decomposition gives back a matrix of few directions, by its own eigenvalues", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        // Two directions: 5·u·uᵀ − 3·v·vᵀ over 12 words.
        const size = 12;
        const u = Array.from({ length: size }, (_, i) => Math.cos(i * seed + 1));
        const v = Array.from({ length: size }, (_, i) => Math.sin(2.3 * i + seed));
        const values = new Float32Array(size * size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++)
            values[i * size + j] = 5 * (u[i] ?? 0) * (u[j] ?? 0) - 3 * (v[i] ?? 0) * (v[j] ?? 0);
        const starts = Uint32Array.from({ length: size + 1 }, (_, i) => i * size);
        const columns = Uint32Array.from({ length: size * size }, (_, i) => i % size);
        const work = decompose({ size, starts, columns, values }, 2, 4, seed);
        let step = work.next();
        while (!step.done) step = work.next();
        const whole = jacobi(Float64Array.from(values), size);
        const largest = Array.from(whole.values, Math.abs)
          .sort((a, b) => b - a)
          .slice(0, 2);
        for (const [at, value] of largest.entries()) expect(step.value.values[at]).toBeCloseTo(value, 3);
      }),
      // Once the directions that are none grew beyond all numbers.
      { numRuns: 20, examples: [[541]] },
    );
  });
});

describe("word vectors are used", () => {
  // Four words in two dimensions; what all texts share points along the second.
  writeModel(
    join(folder, "tiny"),
    {
      name: "tiny",
      version: "1",
      task: "word-vectors",
      kind: "ppmi-svd",
      languages: ["en", "zh"],
      trainedOn: [],
      command: "none",
    },
    {
      "words.txt": "goal 1e-3\nmatch 1e-3\nbank 1e-3\n足球 1e-3\n",
      "rows.i8": Int8Array.from([127, 20, 120, 30, -127, 20, 127, 0]) as unknown as Uint8Array,
      "scales.f32": new Uint8Array(Float32Array.from([1, 1, 1, 1]).buffer),
      "common.f32": new Uint8Array(Float32Array.from([0, 1, 0, 1]).buffer),
    },
  );
  const vectors = loadVectors(openModel(join(folder, "tiny")));

  test("a text's vector has length one, whatever its words, and none where no word is known", () => {
    const size = (text: string) => Math.hypot(...vectors.vector(text));
    expect(size("Goal! The MATCH's goal")).toBeCloseTo(1, 5);
    expect(size("nothing known here")).toBe(0);
    expect(size("")).toBe(0);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const length = size(text);
        expect(length === 0 || Math.abs(length - 1) < 1e-4).toBe(true);
      }),
    );
  });

  test("like words make like texts; Chinese words are known by themselves", () => {
    const [goal, match, bank] = ["goal", "the match", "bank's"].map((text) => vectors.vector(text));
    expect(cosine(goal ?? [], match ?? [])).toBeGreaterThan(0.99);
    expect(cosine(goal ?? [], bank ?? [])).toBeLessThan(-0.9);
    expect(vectors.vector("足球")[0]).toBeCloseTo(1, 5);
    expect(vectors.nearest("goal", 3).map(({ word }) => word)).toEqual(["match", "足球", "bank"]);
  });
});

describe("the shipped vectors", () => {
  const shipped = loadVectors(openModel(join(import.meta.dirname, "../../../models/word-vectors")));

  test("know what goes together in the news, in both languages", () => {
    const near = (a: string, b: string) => cosine(shipped.vector(a), shipped.vector(b));
    expect(near("shares fell on the stock market", "investors sold bonds")).toBeGreaterThan(
      near("shares fell on the stock market", "the goalkeeper saved a penalty"),
    );
    expect(near("股市下跌", "基金投资")).toBeGreaterThan(near("股市下跌", "球员进球"));
  });
});
