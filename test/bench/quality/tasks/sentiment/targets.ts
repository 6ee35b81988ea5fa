/** Towards a target, with two baselines: VADER on the words around it, and logistic regression on those words. */
import { hashOf } from "../../../../../src/language/sentiment/linear/tokens.ts";
import { foldOf } from "../../../../../src/learn/folds.ts";
import { FOLDS } from "../../../../../src/learn/linear/english-model.ts";
import { keyOf } from "../../../../../src/learn/linear/examples.ts";
import { learnColumn, scoreDocument } from "../../../../../src/learn/linear/hashed.ts";
import { vader } from "../../baselines/vader.ts";
import { DEFAULT_DATA, readRows } from "../../data.ts";
import type { Run } from "../../frame.ts";
import type { Ours } from "./ours.ts";
import { labels } from "./rows.ts";

const SET = "newsmtsc_targeted";
/** Words on each side of a target that the baselines read. */
const WINDOW = 8;
const LABELS = ["negative", "neutral", "positive"];

interface Row {
  text: string;
  start: number;
  end: number;
  label: string;
}

export function targets(run: Run, ours: Ours): void {
  const rows = readRows<Row>(run, SET, `sentiment/${SET}`);
  if (!rows) return;
  const began = performance.now();
  const regression = windowRegression(run, rows);
  labels(
    run,
    SET,
    rows.map((row, i) => {
      const { score, label, confidence } = ours.target(row);
      const near = vader(around(row));
      const baselines = {
        vader: near > 0.05 ? "positive" : near < -0.05 ? "negative" : "neutral",
        ...(regression ? { targetWindow: regression[i] ?? "" } : {}),
      };
      const said = { text: row.text, language: "en", gold: row.label, ours: label, score, confidence };
      return { ...said, group: keyOf(row.text), baselines };
    }),
    began,
  );
}

function around({ text, start, end }: Row): string {
  const before = text
    .slice(0, start)
    .split(/\s+/)
    .slice(-WINDOW - 1);
  const after = text
    .slice(end)
    .split(/\s+/)
    .slice(0, WINDOW + 1);
  return `${before.join(" ")} TARGET ${after.join(" ")}`;
}

/** One against the rest on words and pairs of the window: over our folds, or learnt from the development side where the rows are others. */
function windowRegression(run: Run, rows: readonly Row[]): string[] | undefined {
  if (run.development) {
    const folds = rows.map(({ text }) => foldOf(keyOf(text), FOLDS));
    const found: string[] = new Array(rows.length).fill("");
    for (let fold = 0; fold < FOLDS; fold++) {
      const predict = learnWindows(rows.filter((_, i) => folds[i] !== fold));
      rows.forEach((row, i) => {
        if (folds[i] === fold) found[i] = predict(row);
      });
    }
    return found;
  }
  const everything = { ...run, data: DEFAULT_DATA, limit: Number.POSITIVE_INFINITY, missing: () => {} };
  const learnt = readRows<Row>(everything, SET, `sentiment/${SET}`);
  return learnt && rows.map(learnWindows(learnt));
}

function learnWindows(rows: readonly Row[]): (row: Row) => string {
  const documents = rows.map(documentOf);
  const columns = LABELS.map((label) =>
    learnColumn(
      documents,
      Float64Array.from(rows, (row) => (row.label === label ? 1 : 0)),
      new Float64Array(rows.length).fill(1),
      { l2: 1e-3, least: 2, plain: true, steps: 40 },
    ),
  );
  return (row) => {
    const document = documentOf(row);
    const scores = columns.map((column) => scoreDocument(document, column));
    return LABELS[scores.indexOf(Math.max(...scores))] ?? "";
  };
}

function documentOf(row: Row) {
  const words =
    around(row)
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? [];
  const features = [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
  return { hashes: Int32Array.from(new Set(features.map(hashOf))), measures: new Float64Array(0) };
}
