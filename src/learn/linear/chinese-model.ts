/** The linear Chinese model: weights on runs of characters, learnt from all reviews alike. */

import type { Calibration } from "../../language/sentiment/calibration.ts";
import { chineseHashes } from "../../language/sentiment/linear/chinese.ts";
import type { Hashes } from "../../language/sentiment/linear/english.ts";
import { writeSlots } from "../../language/sentiment/linear/slots.ts";
import { checkAnswers } from "../datasets/answers.ts";
import { foldOf } from "../folds.ts";
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
const NO_MEASURES = new Float64Array(0);

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
export function crossValidateChinese(all: readonly Example[], watch: Watch): ChineseHeldOut[] {
  const documents = prepare(all);
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
  watch: Watch,
): Record<string, Uint8Array | string> {
  const column = learn(all, prepare(all), "all", watch);
  const { bytes, most } = writeSlots(
    [...column.weights].map(([hash, weight]) => ({ hash, weights: [weight] })),
    SLOT_BITS,
  );
  const settings = { most, bias: [column.bias], measures: [], calibration: [calibrationOf(held)] };
  return { "slots.bin": bytes, "settings.json": `${JSON.stringify(settings, null, 1)}\n` };
}

/** The reviews know no middle: what is neither good nor bad is left over between the two curves. */
export function calibrationOf(held: readonly ChineseHeldOut[]): Calibration {
  return calibrate(
    held.map(({ plain }) => plain),
    held.map(({ example }) => example.label),
  );
}

function prepare(all: readonly Example[]): Map<Example, HashedDocument> {
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 16) };
  return new Map(
    all.map((example) => {
      const scale = chineseHashes(example.text, hashes);
      const once = Int32Array.from(new Set(hashes.hash.subarray(0, hashes.count)));
      return [example, { hashes: once, measures: NO_MEASURES, scale }];
    }),
  );
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
