/** Data is looked at before it is learnt from. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { checkData, type Labelled, textKey, withoutRepeats } from "../../src/learn/datasets/check.ts";
import { type DataSet, readDataSet } from "../../src/learn/datasets/data-set.ts";

const set: DataSet<{ text: string; label: string }> = {
  name: "made-up",
  file: "topic/made-up",
  source: "nowhere",
  terms: "ours",
  class: "A",
  languages: ["en"],
  row: z.object({ text: z.string(), label: z.string() }),
};
const row = (text: string, label: string): Labelled => ({ text, label, language: "en" });
const many = (label: string, count: number) =>
  Array.from({ length: count }, (_, i) => row(`${label} ${i}`, label));

describe("a data set's file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "copytaster-data-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, bytes: string | Uint8Array) => writeFileSync(join(folder, name), bytes);
  const flat = { ...set, file: "made-up" };

  it("is read, compressed or not", () => {
    write("made-up.jsonl", '{"text":"a","label":"x"}\n\n{"text":"b","label":"y"}\n');
    expect(readDataSet(folder, flat)).toHaveLength(2);
    write("made-up.jsonl.gz", gzipSync('{"text":"c","label":"x"}\n'));
    expect(readDataSet(folder, flat)).toEqual([{ text: "c", label: "x" }]);
  });

  it("is named when it is missing, cut short, or has a line that does not fit", () => {
    expect(() => readDataSet(folder, set)).toThrow(/made-up is missing.*It is from: nowhere/s);
    write("made-up.jsonl.gz", gzipSync("x".repeat(10_000)).subarray(0, 20));
    expect(() => readDataSet(folder, flat)).toThrow(/cannot be read/);
    write("made-up.jsonl.gz", gzipSync('{"text":"a","label":"x"}\n{"text":"b"}\n'));
    expect(() => readDataSet(folder, flat)).toThrow(/Line 2 .*label/);
    write("made-up.jsonl.gz", gzipSync("no json"));
    expect(() => readDataSet(folder, flat)).toThrow(/Line 1 /);
  });
});

describe("labelled examples", () => {
  it("are refused where nothing can be learnt from them", () => {
    expect(() => checkData("tone", [], [])).toThrow(/no rows/);
    expect(() => checkData("tone", [row("a", "x"), row("b", " ")], [])).toThrow(/row 2 has no label/);
    expect(() => checkData("tone", many("x", 30), [])).toThrow(/all 30 rows have the label “x”/);
  });

  it("are refused where what is held out is learnt from, also in other clothes", () => {
    const training = [...many("good", 20), ...many("bad", 20), row("It rained, again.", "bad")];
    expect(() => checkData("tone", training, [row("it  RAINED again", "bad")])).toThrow(
      /1 of 1 held-out texts/,
    );
  });

  it("are warned of with numbers where they are odd", () => {
    const training = [
      ...many("good", 400),
      ...many("bad", 5),
      row("good 1", "good"),
      row("Good 2!", "bad"),
      row(" ", "good"),
    ];
    const report = checkData("tone", training, [row("new", "fair")]);
    expect(report).toMatchObject({
      rows: 408,
      duplicates: 2,
      conflicts: 1,
      labels: [
        ["good", 402],
        ["bad", 6],
      ],
    });
    const said = report.warnings.map(({ en }) => en).join("\n");
    for (const part of [
      "2 of 408 rows repeat",
      "1 of them with another",
      "1 rows have no text",
      "only 6 rows",
      "67 times",
      "1 held-out rows have labels",
    ])
      expect(said).toContain(part);
  });

  it("are freed of repeats, but not of emoji that differ", () => {
    const rows = [row("One. Two", "x"), row("one two", "y"), row("😀", "x"), row("😡", "y"), row("😀", "x")];
    expect(withoutRepeats(rows).map(({ text }) => text)).toEqual(["One. Two", "😀", "😡"]);
    expect(withoutRepeats(rows, new Set([textKey("ONE TWO")]))).toHaveLength(2);
  });
});
