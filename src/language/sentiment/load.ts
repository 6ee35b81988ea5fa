/** A model folder as something that scores texts. */
import { z } from "zod";
import type { ModelFolder } from "../model-folder.ts";
import { type Calibration, type Judged, judge } from "./calibration.ts";
import { chineseScorer } from "./linear/chinese-scorer.ts";
import { DOMAINS, type Domain, englishScorer } from "./linear/english-scorer.ts";
import { nameMask } from "./linear/mask.ts";
import { readSlots } from "./linear/slots.ts";
import { type TargetScorer, targetScorer } from "./linear/target-scorer.ts";
import { readWordTable } from "./linear/word-table.ts";
import { judgeWhole } from "./whole.ts";

/** Scores one sentence (English) or one short text (Chinese) at a time. Plain TypeScript, nothing asynchronous: for streams. */
export interface SentimentScorer {
  /** The folder's label, for `madeBy`. */
  model: string;
  /** BCP 47 primary tags it was trained on. */
  languages: readonly string[];
  /** The text without names and groups of people, its length unchanged: what a network is given to read beside it. */
  masked(text: string): string;
  /** Log-odds of good against bad, about −5 … 5. */
  plain(text: string, domain: Domain): number;
  /** Score, label and how sure, of a plain score. */
  judge(plain: number, domain: Domain): Judged;
  /** Of a text of several sentences or pieces, by the mean of their plain scores. */
  judgeWhole(mean: number, pieces: number, domain: Domain): Judged;
}

const pair = z.tuple([z.number(), z.number()]);
const common = {
  most: z.array(z.number()).min(1),
  bias: z.array(z.number()).min(1),
  measures: z.array(z.array(z.number())),
};
const textSettings = z.object({
  ...common,
  calibration: z.array(z.object({ positive: pair, negative: pair })).min(1),
  texts: z
    .object({ nought: z.number(), within: z.number(), among: z.number(), positive: pair, negative: pair })
    .optional(),
});
const targetSettings = z.object({ ...common, temperature: z.number().positive() });

/** @throws UserError when a file is not the one that the manifest names. */
export function loadSentiment(folder: ModelFolder): SentimentScorer {
  const { most, bias, measures, calibration, texts } = textSettings.parse(readSettings(folder));
  const slots = readSlots(folder.read("slots.bin"), most);
  const { languages } = folder.manifest;
  const chinese = languages.includes("zh");
  const words = chinese ? undefined : readWordTable(folder.read("words.bin"));
  const score = words
    ? englishScorer({ slots, bias, measures, words })
    : chineseScorer({ slots, bias: bias[0] ?? 0 });
  // The Chinese model reads every text alike.
  const column = (domain: Domain) => (chinese ? 0 : DOMAINS.indexOf(domain));
  return {
    model: folder.label,
    languages,
    masked: words ? nameMask(words) : (text) => text,
    plain: (text, domain) => score(text)[column(domain)] as number,
    judge: (plain, domain) => judge(plain, calibration[column(domain)] as Calibration),
    // What was fitted on editorials says nothing of long reviews.
    judgeWhole: (mean, pieces, domain) =>
      texts && pieces > 1 && domain === "news"
        ? judgeWhole(mean, pieces, texts)
        : judge(mean, calibration[column(domain)] as Calibration),
  };
}

/** @throws UserError as `loadSentiment`. */
export function loadTargets(folder: ModelFolder): TargetScorer {
  const { most, bias, measures, temperature } = targetSettings.parse(readSettings(folder));
  const slots = readSlots(folder.read("slots.bin"), most);
  const words = readWordTable(folder.read("words.bin"));
  return targetScorer(folder.label, { slots, words, bias, measures, temperature });
}

function readSettings(folder: ModelFolder): unknown {
  return JSON.parse(folder.read("settings.json").toString());
}
