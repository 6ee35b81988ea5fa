/**
 * Trains the summary ranker: `node test/bench/quality/train/summaryRanker.ts [DIR]` reads DIR/summarization and writes models/summary-ranker. Seeded by the
 * data alone: the same data gives the same weights.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { FEATURES } from "../../../../src/language/summary/features.ts";
import { DEFAULT_DATA, parseLines } from "../data.ts";
import { type Example, example } from "./examples.ts";
import { ascend, objective, ridge } from "./fit.ts";

const FOLDS = 5;
/** Class B sets alone: their terms let trained weights be shipped. */
const SETS = [
  { name: "cnndm", length: { sentences: 3 }, weight: 0.4 },
  { name: "inshorts", length: { words: 60 }, weight: 0.35 },
  { name: "xsum", length: { sentences: 3 }, weight: 0.1 },
  { name: "multinews", length: { words: 200 }, weight: 0.15 },
] as const;

const data = process.argv[2] ?? DEFAULT_DATA;
const out = new URL("../../../../models/summary-ranker/", import.meta.url);

const examples: Example[] = SETS.flatMap((set) => {
  const path = `${data}/summarization/${set.name}.jsonl.gz`;
  const rows = parseLines<{ article?: string; documents?: string[]; summary: string }>(
    readFileSync(path),
    path,
  );
  return rows.map((row) =>
    example(row.documents ?? [row.article ?? ""], row.summary, set, set.weight / rows.length, FOLDS),
  );
});
process.stderr.write(`${examples.length} articles\n`);

const folds = Array.from({ length: FOLDS }, (_, fold) => trained(`fold ${fold}`, (one) => one.fold !== fold));
const held = folds.map((model, fold) =>
  objective(
    examples.filter((one) => one.fold === fold),
    model.values,
    model.caution,
  ),
);
process.stderr.write(
  `held out ROUGE-1 + ROUGE-2, weighed: ${held.map((value) => value.toFixed(4)).join(" ")}\n`,
);
const all = trained("all", () => true);

writeFileSync(new URL("weights.json", out), `${JSON.stringify(file(all), null, 2)}\n`);
writeFileSync(new URL("folds.json", out), `${JSON.stringify({ folds: folds.map(file) }, null, 2)}\n`);

function trained(name: string, keep: (one: Example) => boolean): { values: Float64Array; caution: number } {
  const own = examples.filter(keep);
  const start = ridge(own);
  const model = ascend(own, start, 0.1, (pass, value) =>
    process.stderr.write(`${name}, pass ${pass}: ${value.toFixed(5)}\n`),
  );
  return model;
}

function file(model: { values: Float64Array; caution: number }): {
  weights: Record<string, number>;
  caution: number;
} {
  return {
    weights: Object.fromEntries(FEATURES.map((name, i) => [name, Number((model.values[i] ?? 0).toFixed(4))])),
    caution: Number(model.caution.toFixed(4)),
  };
}
