/** The linear Chinese model: weights on runs of characters and on words, and the mean of the words' vectors, learnt from all reviews alike. */
import { fileURLToPath } from "node:url";
import { openModel } from "../../language/model-folder.ts";
import type { Calibration } from "../../language/sentiment/calibration.ts";
import { chineseFeatures, chineseHashes, wordHash } from "../../language/sentiment/linear/chinese.ts";
import { writeSlots } from "../../language/sentiment/linear/slots.ts";
import { checkAnswers } from "../datasets/answers.ts";
import { foldOf } from "../folds.ts";
import type { WordTable } from "../topics/train.ts";
import { wordTable } from "../topics/word-table.ts";
import { calibrate } from "./calibrate.ts";
import { FOLDS, SLOT_BITS } from "./english-model.ts";
import { type Example, keyOf, without } from "./examples.ts";
import {
  type Column,
  type ColumnOptions,
  type HashedDocument,
  learnColumn,
  scoreDocument,
} from "./hashed.ts";
import { readJsonLines } from "./json-lines.ts";
import type { Watch } from "./watch.ts";

export const CHINESE_SETS = ["zh_hotel", "zh_waimai"] as const;

/** Of eight settings, what cross-validation within the training folds picked in three of the five folds (the other two: zh_waimai .5, smoothing 1). */
const OPTIONS: ColumnOptions = { l2: 3e-4, least: 2, steps: 30, smoothing: 0.3, power: 0.7 };
/** What a row of each set counts: short reviews of meals are half as many again, and say less each. */
const COUNTS: Readonly<Record<string, number>> = { zh_hotel: 1, zh_waimai: 0.7, feedback: 1 };
/** How much the mean of the words' vectors (each of length one) counts beside the rest: of 1, 3, 4, 5 and 6 the best on the folds. */
const MEANING = 3;

const VECTORS = fileURLToPath(new URL("../../../models/word-vectors", import.meta.url));

/** The shipped word vectors. @throws UserError for files that are not the model's own. */
export const readVectors = (): WordTable => wordTable(openModel(VECTORS));

/** @throws UserError when a file is missing, or nothing can be learnt from its rows. */
export function readChinese(folder: string): Example[] {
  return CHINESE_SETS.flatMap((set) => {
    const rows = readJsonLines<{ text: string; label: string }>(folder, `sentiment/${set}`);
    checkAnswers(set, rows, ({ label }) => label, ["positive", "negative"]);
    return rows.map(({ text, label }) => {
      const key = keyOf(text);
      const good = label === "positive";
      return {
        ...{ text, set, key, group: key, learnt: true },
        ...{ target: good ? 1 : 0, label: good ? ("positive" as const) : ("negative" as const) },
      };
    });
  });
}

export interface ChineseHeldOut {
  example: Example;
  plain: number;
}

/** Every example scored by weights that were learnt without its fold, and without any text equal to one of it. */
export function crossValidateChinese(
  all: readonly Example[],
  vectors: WordTable,
  watch: Watch,
): ChineseHeldOut[] {
  const documents = prepare(all, vectors);
  const found: ChineseHeldOut[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = all.filter((one) => foldOf(one.group, FOLDS) === fold);
    const column = learn(without(all, held), documents, `fold ${fold + 1} of ${FOLDS}`, watch);
    for (const example of held) found.push({ example, plain: scoreDocument(documents.get(example), column) });
  }
  return found;
}

/** The shipped files, by name. `held` gives the calibration. */
export function chineseFiles(
  all: readonly Example[],
  held: readonly ChineseHeldOut[],
  vectors: WordTable,
  watch: Watch,
): Record<string, Uint8Array | string> {
  const column = learn(all, prepare(all, vectors), "all", watch);
  const meanings = meaningsOf(column, vectors);
  const hashes = new Set([...column.weights.keys(), ...meanings.keys()]);
  const { bytes, most } = writeSlots(
    [...hashes].map((hash) => ({
      hash,
      weights: [column.weights.get(hash) ?? 0, meanings.get(hash) ?? 0],
    })),
    SLOT_BITS,
  );
  const settings = { most, bias: [column.bias], measures: [], calibration: [calibrationOf(held)] };
  return { "slots.bin": bytes, "settings.json": `${JSON.stringify(settings, null, 1)}\n` };
}

/** A mean of vectors times weights is a mean of numbers, one a word: the vectors need not be shipped with them. */
function meaningsOf({ measures }: Column, { words, rows, dimensions }: WordTable): Map<number, number> {
  const found = new Map<number, number>();
  words.forEach((word, row) => {
    if (!/\p{Script=Han}/u.test(word)) return;
    let sum = 0;
    for (let d = 0; d < dimensions; d++)
      sum += (measures[d] ?? 0) * MEANING * (rows[row * dimensions + d] as number);
    found.set(wordHash(word), sum);
  });
  return found;
}

/** The reviews know no middle: what is neither good nor bad is left over between the two curves. */
export function calibrationOf(held: readonly ChineseHeldOut[]): Calibration {
  return calibrate(
    held.map(({ plain }) => plain),
    held.map(({ example }) => example.label),
  );
}

function prepare(all: readonly Example[], vectors: WordTable): Map<Example, HashedDocument> {
  const features = chineseFeatures();
  const rowOf = new Map(
    vectors.words.flatMap((word, row) =>
      /\p{Script=Han}/u.test(word) ? [[wordHash(word), row] as const] : [],
    ),
  );
  return new Map(
    all.map((example) => {
      const scale = chineseHashes(example.text, features);
      const once = Int32Array.from(new Set(features.hash.subarray(0, features.count)));
      const words = features.words.subarray(0, features.wordCount);
      return [example, { hashes: once, measures: meanOf(words, rowOf, vectors), scale }];
    }),
  );
}

/** Of all words; one without a vector means nothing. */
function meanOf(
  words: Int32Array,
  rowOf: ReadonlyMap<number, number>,
  { rows, dimensions }: WordTable,
): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const word of words) {
    const row = rowOf.get(word);
    if (row === undefined) continue;
    for (let d = 0; d < dimensions; d++)
      mean[d] = (mean[d] as number) + (MEANING * (rows[row * dimensions + d] as number)) / words.length;
  }
  return mean;
}

function learn(
  rows: readonly Example[],
  documents: ReadonlyMap<Example, HashedDocument>,
  stage: string,
  watch: Watch,
): Column {
  const steps = OPTIONS.steps ?? 30;
  return learnColumn(
    rows.map((example) => documents.get(example) as HashedDocument),
    Float64Array.from(rows, ({ target }) => target),
    Float64Array.from(rows, ({ set }) => COUNTS[set] ?? 1),
    { ...OPTIONS, watch: (step, loss) => watch(stage, step, steps, loss) },
  );
}
