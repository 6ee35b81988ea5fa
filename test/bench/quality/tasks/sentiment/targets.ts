/** Towards a target, with two baselines: VADER on the words around it, and logistic regression on those words. */

import { hashOf } from "../../../../../src/language/sentiment/linear/tokens.ts";
import { FOLDS } from "../../../../../src/learn/linear/english-model.ts";
import { foldOfGroup, keyOf } from "../../../../../src/learn/linear/examples.ts";
import { learnColumn, scoreDocument } from "../../../../../src/learn/linear/hashed.ts";
import { vader } from "../../baselines/vader.ts";
import { readRows } from "../../data.ts";
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
  const regression = run.development ? windowRegression(rows) : undefined;
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

/** One against the rest on words and pairs of the window; the same folds as ours. */
function windowRegression(rows: readonly Row[]): string[] {
  const folds = rows.map(({ text }) => foldOfGroup(keyOf(text), FOLDS));
  const documents = rows.map((row) => {
    const words =
      around(row)
        .toLowerCase()
        .match(/[\p{L}\p{N}']+/gu) ?? [];
    const features = [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
    return { hashes: Int32Array.from(new Set(features.map(hashOf))), measures: new Float64Array(0) };
  });
  const found: string[] = new Array(rows.length).fill("");
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = rows.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    const columns = LABELS.map((label) =>
      learnColumn(
        train.map((i) => documents[i] as (typeof documents)[number]),
        Float64Array.from(train, (i) => (rows[i]?.label === label ? 1 : 0)),
        new Float64Array(train.length).fill(1),
        { l2: 1e-3, least: 2, plain: true, steps: 40 },
      ),
    );
    rows.forEach((_, i) => {
      if (folds[i] !== fold) return;
      const scores = columns.map((column) => scoreDocument(documents[i], column));
      found[i] = LABELS[scores.indexOf(Math.max(...scores))] ?? "";
    });
  }
  return found;
}
