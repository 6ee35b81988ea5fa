/**
 * Trains the summary ranker: `node test/bench/quality/train/summaryRanker.ts [DIR]` reads DIR/summarization and writes models/summary-ranker. Seeded: the same
 * data gives the same weights.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { FEATURES } from "../../../../src/language/summary/features.ts";
import { random } from "../../../../src/learn/metrics/bootstrap.ts";
import { DEFAULT_DATA, parseLines } from "../data.ts";
import { type Example, example } from "./examples.ts";
import { ascend, objective, ridge } from "./fit.ts";

const FOLDS = 5;
/** No set that may be trained on has the articles' own titles (theirs were written with the summaries): what a title is worth is judged, not measured. */
const BY_HAND = { title: 0.15 };
const BAGS = 3;
const SEED = 1;
/** Class B sets alone: their terms let trained weights be shipped. */
const SETS = [
  { name: "cnndm", length: { sentences: 3 }, weight: 0.4 },
  { name: "inshorts", length: { words: 65 }, weight: 0.35 },
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

/** The mean of several fits, each on seven in ten: one alone follows the accidents of its sample. */
function trained(name: string, keep: (one: Example) => boolean): { values: Float64Array; caution: number } {
  const own = examples.filter(keep);
  const next = random(SEED);
  const values = new Float64Array(FEATURES.length);
  let caution = 0;
  for (let bag = 0; bag < BAGS; bag++) {
    const part = own.filter(() => next() < 0.7);
    const model = ascend(part, ridge(part), 0.1);
    // Only the order of scores counts: fits are brought to one scale before they are summed.
    const size = Math.sqrt(model.values.reduce((total, value) => total + value * value, 0)) * BAGS;
    model.values.forEach((value, i) => {
      values[i] = (values[i] ?? 0) + value / size;
    });
    caution += model.caution / size;
  }
  process.stderr.write(`${name}: ${objective(own, values, caution).toFixed(5)} on its own articles\n`);
  return { values, caution };
}

function file(model: { values: Float64Array; caution: number }): {
  weights: Record<string, number>;
  caution: number;
} {
  return {
    weights: {
      ...Object.fromEntries(FEATURES.map((name, i) => [name, Number((model.values[i] ?? 0).toFixed(4))])),
      ...BY_HAND,
    },
    caution: Number(model.caution.toFixed(4)),
  };
}
