/** A tagger from sentences with tags: the same bytes each time, better than chance, and refused when it is damaged. Names are invented. */
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { spansOfTags } from "../../../src/language/names/labels.ts";
import { NOTHING } from "../../../src/language/names/lexical.ts";
import { readWeights } from "../../../src/language/names/weights.ts";
import { trainCrf } from "../../../src/learn/names/crf.ts";
import { fitNames, fittedTagger, OPTIONS, type TaggedSentence } from "../../../src/learn/names/fit.ts";

const first = ["Anna", "Bram", "Cosima", "Dario", "Emeric", "Fenja"];
const last = ["Weber", "Stein", "Veldt", "Pellworth", "Oldacre", "Quill"];
const town = ["Saltmere", "Hillfold", "Tarrow", "Ashfirth", "Greyback", "Northgate"];
const rows: TaggedSentence[] = first.flatMap((name, i) =>
  last.map((family, j) => ({
    tokens:
      `Mr ${name} ${family} went from ${town[(i + j) % 6]} to ${town[(i + 2 * j + 1) % 6]} on Monday .`.split(
        " ",
      ),
    tags: ["O", "I-PER", "I-PER", "O", "O", "I-LOC", "O", "I-LOC", "O", "O", "O"],
  })),
);
const options = { ...OPTIONS, seed: 1 };

test("the same rows and seed give the same bytes, another seed others", () => {
  const made = fitNames(rows, NOTHING, options);
  expect(Buffer.compare(made, fitNames(rows, NOTHING, options))).toBe(0);
  expect(Buffer.compare(made, fitNames(rows, NOTHING, { ...options, seed: 2 }))).not.toBe(0);
});

test("names that it has never seen are found by what stands around them", () => {
  const tagger = fittedTagger(rows, NOTHING, options);
  const [found] = tagger.tag(["Mr Zoltan Kovar went from Dunmore to Selwick on Monday .".split(" ")]);
  expect(found?.map(({ start, end, type }) => [start, end, type])).toEqual([
    [1, 3, "PER"],
    [5, 6, "LOC"],
    [7, 8, "LOC"],
  ]);
  for (const { confidence } of found ?? []) expect(confidence).toBeGreaterThan(0.5);
});

test("the steps go down the likelihood: the loss falls", () => {
  const losses: number[] = [];
  fitNames(rows, NOTHING, { ...options, progress: (_, loss) => losses.push(loss) });
  expect(losses).toHaveLength(OPTIONS.epochs);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
});

test("a loss that is no number any more ends the training with a clear error", () => {
  const sequence = { features: [Int32Array.of(0)], labels: Uint8Array.of(0) };
  expect(() => trainCrf([sequence], 1, { ...options, rate: Number.NaN })).toThrow(/loss is no number/);
});

test("damaged weights are refused", () => {
  const made = gunzipSync(fitNames(rows.slice(0, 4), NOTHING, options));
  expect(() => readWeights(gzipSync(made.subarray(0, made.length - 3)))).toThrow(
    /no weights of a name tagger/,
  );
  expect(() => readWeights(gzipSync(Buffer.alloc(40)))).toThrow(/no weights/);
  expect(() => readWeights(made)).toThrow();
});

test("tags that are none are told", () => {
  expect(() => spansOfTags(["O", "X-PER"])).toThrow(RangeError);
  expect(() => spansOfTags(["I-DOG"])).toThrow(/no tag of names/);
});
