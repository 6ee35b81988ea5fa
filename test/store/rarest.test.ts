/** Which of many words a search for any of them asks for. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { rarest } from "../../src/store/rarest.ts";

const words = (...counts: number[]) => counts.map((n) => ({ n }));

it("asks for the rare words, and for a common one only where the rare ones have too little", () => {
  expect(rarest(words(9_000, 300, 20, 400), 10)).toEqual(words(20, 300, 400));
  expect(rarest(words(9_000, 20), 10)).toEqual(words(20));
  expect(rarest(words(9_000, 3), 10)).toEqual(words(3, 9_000));
  expect(rarest(words(9_000, 8_000), 10)).toEqual(words(8_000));
  expect(rarest(words(0, 0), 10)).toEqual(words(0, 0));
});

it("never leaves a question with nothing to ask, nor asks for a word before a rarer one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50_000), { minLength: 1 }),
      fc.integer({ min: 1, max: 500 }),
      (counts, limit) => {
        const taken = rarest(words(...counts), limit).map(({ n }) => n);
        expect(taken.length).toBeGreaterThan(0);
        expect(taken).toEqual(counts.toSorted((a, b) => a - b).slice(0, taken.length));
      },
    ),
  );
});
