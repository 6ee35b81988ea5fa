/** The chain over labels, against every sequence there is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { allowed, EDGE, posteriors, STRIDE, viterbi } from "../../../src/language/names/chain.ts";
import { decode, follows, LABELS } from "../../../src/language/names/labels.ts";

const length = 3;
const numbers = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), {
  minLength: length * LABELS + STRIDE * STRIDE,
  maxLength: length * LABELS + STRIDE * STRIDE,
});

/** All sequences that may be, with their scores. */
function all(emissions: Float64Array, transitions: Float64Array): { labels: number[]; score: number }[] {
  const move = (from: number, to: number) => transitions[from * STRIDE + to] as number;
  let open: { labels: number[]; score: number }[] = [{ labels: [], score: 0 }];
  for (let i = 0; i < length; i++)
    open = open.flatMap(({ labels, score }) =>
      Array.from({ length: LABELS }, (_, y) => y)
        .filter((y) => follows(labels.at(-1) ?? -1, y))
        .map((y) => ({
          labels: [...labels, y],
          score: score + move(labels.at(-1) ?? EDGE, y) + (emissions[i * LABELS + y] as number),
        })),
    );
  return open
    .filter(({ labels }) => follows(labels.at(-1) ?? -1, -1))
    .map(({ labels, score }) => ({ labels, score: score + move(labels.at(-1) ?? EDGE, EDGE) }));
}

function given(values: readonly number[]): { emissions: Float64Array; transitions: Float64Array } {
  const emissions = Float64Array.from(values.slice(0, length * LABELS));
  const transitions = allowed().map((one, i) => (one === 0 ? (values[length * LABELS + i] as number) : one));
  return { emissions, transitions };
}

test("the best sequence is the best of all, and only whole names", () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const { emissions, transitions } = given(values);
      const found = viterbi(emissions, length, transitions);
      const sequences = all(emissions, transitions);
      const best = Math.max(...sequences.map(({ score }) => score));
      const own = sequences.find(({ labels }) => labels.every((label, i) => label === found[i]));
      expect(own?.score).toBeCloseTo(best, 9);
      for (const { start, end } of decode(found)) expect(end).toBeGreaterThan(start);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("how sure a label is, is its share of all sequences", () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const { emissions, transitions } = given(values);
      const found = viterbi(emissions, length, transitions);
      const sequences = all(emissions, transitions);
      const total = sequences.reduce((sum, { score }) => sum + Math.exp(score), 0);
      posteriors(emissions, found, transitions).forEach((sure, i) => {
        const own = sequences
          .filter(({ labels }) => labels[i] === found[i])
          .reduce((sum, { score }) => sum + Math.exp(score), 0);
        expect(sure).toBeCloseTo(own / total, 9);
      });
    }),
    { numRuns: 40, seed: 2 },
  );
});
