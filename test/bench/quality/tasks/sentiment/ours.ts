/** Our scores of every row: cross-validated where the data is what the models learnt from, by the shipped weights elsewhere. */
import type { Calibration } from "../../../../../src/language/sentiment/calibration.ts";
import { judge } from "../../../../../src/language/sentiment/calibration.ts";
import type { Domain } from "../../../../../src/language/sentiment/linear/english-scorer.ts";
import {
  judgeTarget,
  type TowardsTarget,
} from "../../../../../src/language/sentiment/linear/target-scorer.ts";
import { shippedSentiment } from "../../../../../src/language/sentiment/models.ts";
import {
  CHINESE_SETS,
  calibrationOf as chineseCalibration,
  crossValidateChinese,
  readChinese,
} from "../../../../../src/learn/linear/chinese-model.ts";
import { ENGLISH_SETS, type EnglishSet, readEnglish } from "../../../../../src/learn/linear/english-data.ts";
import {
  calibrationOf,
  crossValidateEnglish,
  DOMAIN_OF,
  FOLDS,
} from "../../../../../src/learn/linear/english-model.ts";
import { foldOfGroup, keyOf, plain as plainText } from "../../../../../src/learn/linear/examples.ts";
import {
  crossValidateTargets,
  readTargets,
  TARGET_SET,
  temperatureOf,
} from "../../../../../src/learn/linear/target-model.ts";
import type { Run } from "../../frame.ts";

/** What one text was given. */
export interface Scored {
  /** −1 … 1 */
  score: number;
  label: string;
  confidence: number;
}

export interface Ours {
  /** By set and text. */
  text(set: string, text: string): Scored;
  target(row: { text: string; start: number; end: number }): TowardsTarget;
}

const domainOf = (set: string): Domain => DOMAIN_OF[set as EnglishSet] ?? "news";

/** By the weights in `models/`, as they are. */
export function shipped(): Ours {
  const models = shippedSentiment();
  return {
    text(set, text) {
      const scorer = set.startsWith("zh_") ? models.chinese() : models.english();
      return scorer.judge(scorer.plain(plainText(text), domainOf(set)), domainOf(set));
    },
    target: ({ text, start, end }) => models.targets().towards(text, start, end),
  };
}

/**
 * Five folds shared by all sets; no text is scored by weights (or a calibration) that saw it, an equal text of another file, or another
 * snippet of its editorial.
 */
export function heldOut(run: Run): Ours {
  const watch = (what: string) => (stage: string, done: number, of: number) =>
    run.progress(`${what}, ${stage}`, done, of);
  const scores = new Map<string, Scored>();
  const english = crossValidateEnglish(readEnglish(run.data), watch("learning English"), ENGLISH_SETS);
  const calibrations = new Map<string, Calibration>();
  for (const { example, domain, plain } of english) {
    const fold = foldOfGroup(example.group, FOLDS);
    const id = `${domain} ${fold}`;
    let calibration = calibrations.get(id);
    if (!calibration) {
      const others = english.filter((one) => foldOfGroup(one.example.group, FOLDS) !== fold);
      calibration = calibrationOf(others, domain);
      calibrations.set(id, calibration);
    }
    scores.set(`${example.set} ${example.key}`, judge(plain, calibration));
  }
  const chinese = crossValidateChinese(readChinese(run.data), watch("learning Chinese"));
  for (let fold = 0; fold < FOLDS; fold++) {
    const mine = (one: (typeof chinese)[number]) => foldOfGroup(one.example.group, FOLDS) === fold;
    const calibration = chineseCalibration(chinese.filter((one) => !mine(one)));
    for (const { example, plain } of chinese.filter(mine))
      scores.set(`${example.set} ${example.key}`, judge(plain, calibration));
  }
  const targets = new Map<string, TowardsTarget>();
  const rows = crossValidateTargets(readTargets(run.data), watch("learning targets"));
  for (let fold = 0; fold < FOLDS; fold++) {
    const mine = ({ row }: (typeof rows)[number]) => foldOfGroup(keyOf(row.text), FOLDS) === fold;
    const t = temperatureOf(rows.filter((one) => !mine(one)));
    for (const { row, logits } of rows.filter(mine))
      targets.set(`${row.start} ${row.end} ${row.text}`, judgeTarget(logits, t));
  }
  const found = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`${what} was not scored`);
    return value;
  };
  return {
    // A text that was written with entities twice over is known by what is left after one reading.
    text: (set, text) =>
      found(
        scores.get(`${set} ${keyOf(set.startsWith("zh_") ? text : plainText(text))}`),
        `a text of ${set}`,
      ),
    target: ({ text, start, end }) =>
      found(targets.get(`${start} ${end} ${text}`), `a target of ${TARGET_SET}`),
  };
}

/** Are all the files there that cross-validation learns from? */
export const LEARNT_FROM: readonly string[] = [...ENGLISH_SETS, ...CHINESE_SETS];
