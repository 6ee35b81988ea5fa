/** The linear model of how a sentence speaks of a target: one column a label, each against the other two. */
import type { Label } from "../../language/sentiment/calibration.ts";
import { type Hashes, makeSentence, readSentence } from "../../language/sentiment/linear/english.ts";
import { writeSlots } from "../../language/sentiment/linear/slots.ts";
import { TARGET_LABELS } from "../../language/sentiment/linear/target-scorer.ts";
import { TARGET_MEASURES, targetHashes } from "../../language/sentiment/linear/targets.ts";
import { readWordTable } from "../../language/sentiment/linear/word-table.ts";
import { checkAnswers } from "../datasets/answers.ts";
import { foldOf } from "../folds.ts";
import { temperature } from "./calibrate.ts";
import { wordTable } from "./english.ts";
import { FOLDS, SLOT_BITS } from "./english-model.ts";
import { keyOf } from "./examples.ts";
import {
  type Column,
  type ColumnOptions,
  type HashedDocument,
  learnColumn,
  scoreDocument,
} from "./hashed.ts";
import { readJsonLines } from "./json-lines.ts";
import { readLexicon } from "./lexicon.ts";
import type { Watch } from "./watch.ts";

export const TARGET_SET = "newsmtsc_targeted";
const OPTIONS: ColumnOptions = { l2: 5e-3, least: 2, steps: 30 };

export interface TargetRow {
  text: string;
  /** UTF-16, end excluded. */
  start: number;
  end: number;
  label: string;
}

/** @throws UserError when the file is missing, or nothing can be learnt from its rows. */
export function readTargets(folder: string): TargetRow[] {
  const rows = readJsonLines<TargetRow>(folder, `sentiment/${TARGET_SET}`);
  checkAnswers(TARGET_SET, rows, ({ label }) => label, ["positive", "neutral", "negative"]);
  return rows;
}

export interface TargetHeldOut {
  row: TargetRow;
  /** Log-odds of each label. */
  logits: readonly number[];
}

/** Every row scored by weights that were learnt without its text: all targets of one text are held out together. In the rows' order. */
export function crossValidateTargets(rows: readonly TargetRow[], watch: Watch): TargetHeldOut[] {
  const { documents } = prepare(rows);
  const folds = rows.map(({ text }) => foldOf(keyOf(text), FOLDS));
  const found: TargetHeldOut[] = new Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const places = rows.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    const columns = learnColumns(rows, documents, places, (_, done, of, loss) =>
      watch(`fold ${fold + 1} of ${FOLDS}`, done, of, loss),
    );
    rows.forEach((row, i) => {
      if (folds[i] === fold)
        found[i] = { row, logits: columns.map((column) => scoreDocument(documents[i], column)) };
    });
  }
  return found;
}

export function targetFiles(
  rows: readonly TargetRow[],
  held: readonly TargetHeldOut[],
  watch: Watch,
): Record<string, Uint8Array | string> {
  const { words, documents } = prepare(rows);
  const columns = learnColumns(
    rows,
    documents,
    rows.map((_, i) => i),
    (_, done, of, loss) => watch("all", done, of, loss),
  );
  const hashes = new Set(columns.flatMap(({ weights }) => [...weights.keys()]));
  const { bytes, most } = writeSlots(
    [...hashes].map((hash) => ({ hash, weights: columns.map(({ weights }) => weights.get(hash) ?? 0) })),
    SLOT_BITS,
  );
  const settings = {
    most,
    bias: columns.map(({ bias }) => bias),
    measures: columns.map(({ measures }) => measures),
    temperature: temperatureOf(held),
  };
  return {
    "slots.bin": bytes,
    "words.bin": words,
    "settings.json": `${JSON.stringify(settings, null, 1)}\n`,
  };
}

export function temperatureOf(held: readonly TargetHeldOut[]): number {
  return temperature(
    held.map(({ logits }) => logits),
    held.map(({ row }) => labelIndex(row.label)),
  );
}

const labelIndex = (label: string): number => TARGET_LABELS.indexOf(label as Label);

function prepare(rows: readonly TargetRow[]): { words: Uint8Array; documents: HashedDocument[] } {
  const words = wordTable(
    rows.map(({ text }) => text),
    readLexicon(),
  );
  const table = readWordTable(words);
  const sentence = makeSentence();
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 16) };
  const measures = new Float64Array(TARGET_MEASURES);
  const documents = rows.map(({ text, start, end }) => {
    readSentence(text, table, sentence);
    targetHashes(sentence, start, end, hashes, measures);
    return {
      hashes: Int32Array.from(new Set(hashes.hash.subarray(0, hashes.count))),
      measures: measures.slice(),
    };
  });
  return { words, documents };
}

function learnColumns(
  rows: readonly TargetRow[],
  documents: readonly HashedDocument[],
  places: readonly number[],
  watch: Watch,
): Column[] {
  const steps = OPTIONS.steps ?? 30;
  const chosen = places.map((i) => documents[i] as HashedDocument);
  const weights = new Float64Array(places.length).fill(1);
  return TARGET_LABELS.map((label, c) =>
    learnColumn(
      chosen,
      Float64Array.from(places, (i) => (rows[i]?.label === label ? 1 : 0)),
      weights,
      { ...OPTIONS, watch: (step, loss) => watch("", c * steps + step, TARGET_LABELS.length * steps, loss) },
    ),
  );
}
