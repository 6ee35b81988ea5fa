/** The recipe of English names on a small folder: what it needs, and what a correction changes. Names are invented. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { readKnowledge } from "../../../src/language/names/knowledge.ts";
import { taggerOf } from "../../../src/language/names/tagger.ts";
import { readWeights } from "../../../src/language/names/weights.ts";
import type { LabelledExample } from "../../../src/learn/recipe.ts";
import { namesEn } from "../../../src/learn/recipes/names-en.ts";

let folder: string;
const write = (rows: readonly unknown[]) => {
  mkdirSync(join(folder, "ner"), { recursive: true });
  writeFileSync(
    join(folder, "ner/wikigold.jsonl.gz"),
    gzipSync(rows.map((row) => JSON.stringify(row)).join("\n")),
  );
};
const first = ["Anna", "Bram", "Cosima", "Dario", "Emeric", "Fenja"];
const rows = first.flatMap((name) =>
  ["Weber", "Stein", "Veldt", "Quill"].map((family) => ({
    tokens: `Mr ${name} ${family} spoke to the crowd on Monday .`.split(" "),
    tags: ["O", "I-PER", "I-PER", "O", "O", "O", "O", "O", "O", "O"],
  })),
);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "copytaster-names-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const train = (examples: readonly LabelledExample[] = []) =>
  namesEn.train({
    ...{ kind: "crf", data: folder, seed: 1, examples, work: join(folder, "work") },
    progress() {},
    signal: new AbortController().signal,
  });
const found = async (examples: readonly LabelledExample[], text: string) => {
  const { files } = await train(examples);
  const bytes = (name: string) => files[name] as Uint8Array;
  const tagger = taggerOf("t", readWeights(bytes("weights.bin.gz")), readKnowledge(bytes("words.json.gz")));
  return tagger.tag([text.split(" ")])[0]?.map(({ start, end, type }) => [start, end, type]);
};

test("a folder without the set, and one without a single name, are refused with the mend", async () => {
  await expect(train()).rejects.toBeInstanceOf(UserError);
  write([{ tokens: ["It", "rained", "."], tags: ["O", "O", "O"] }]);
  await expect(train()).rejects.toThrow(/no names in it/);
});

test("what people corrected is learnt: a name of another kind, and a word that is none", async () => {
  write(rows);
  const sentence = "On Monday the crowd of Tidewater spoke to Mr Bram Stein .";
  const before = await found([], sentence);
  expect(before).toContainEqual([9, 11, "PER"]);
  const text = "On Monday the crowd of Tidewater spoke to the pilots .";
  const start = text.indexOf("Tidewater");
  const correction = (label: string): readonly LabelledExample[] =>
    Array.from({ length: 6 }, (_, n) => ({
      ...{ text: `${text} ${n}`, label, language: "en", by: `p${n}`, at: n },
      ...{ start, end: start + "Tidewater".length },
    }));
  expect(await found(correction("organisation"), sentence)).toContainEqual([5, 6, "ORG"]);
  expect(await found(correction("event"), sentence)).toContainEqual([5, 6, "MISC"]);
  const none = await found(correction("none"), sentence);
  expect(none?.filter(([at]) => at === 5)).toEqual([]);
  // Another language's corrections are not this model's.
  const foreign = correction("organisation").map((one) => ({ ...one, language: "zh" }));
  expect(await found(foreign, sentence)).toEqual(before);
});

test("what is known of words is of the texts at hand, whatever another training left in the same folder", async () => {
  write(rows);
  const words = async () => (await train()).files["words.json.gz"];
  const raw = (text: string) => {
    mkdirSync(join(folder, "topic"), { recursive: true });
    const lines = Array.from({ length: 40 }, (_, n) =>
      JSON.stringify({ text: `${text} on day ${n} said Tidewater.` }),
    );
    writeFileSync(join(folder, "topic/huffpost.jsonl.gz"), gzipSync(lines.join("\n")));
  };
  const without = await words();
  expect(await words()).toEqual(without);
  raw("The harbour was calm and the boats came home");
  const harbour = await words();
  expect(harbour).not.toEqual(without);
  raw("The council met and the mayor spoke for long");
  expect(await words()).not.toEqual(harbour);
});
