/** The linear model of how a sentence speaks of one target in it. */
import type { Label } from "../calibration.ts";
import { type Hashes, makeSentence, readSentence } from "./english.ts";
import { addSlot, type Slots, slotOf } from "./slots.ts";
import { TARGET_MEASURES, targetHashes } from "./targets.ts";
import type { WordTable } from "./word-table.ts";

export const TARGET_LABELS: readonly Label[] = ["negative", "neutral", "positive"];

export interface TargetWeights {
  slots: Slots;
  words: WordTable;
  /** One for each of `TARGET_LABELS`. */
  bias: readonly number[];
  measures: readonly (readonly number[])[];
  /** Divides the log-odds, so that the chances are as often right as they say. */
  temperature: number;
}

export interface TowardsTarget {
  /** P(positive) − P(negative), −1 … 1. */
  score: number;
  label: Label;
  /** Probability of the label. */
  confidence: number;
}

export interface TargetScorer {
  model: string;
  /** `start` and `end` of the target in the sentence: UTF-16, end excluded. */
  towards(sentence: string, start: number, end: number): TowardsTarget;
}

export function targetScorer(model: string, weights: TargetWeights): TargetScorer {
  const { slots, words, bias, measures, temperature } = weights;
  const sentence = makeSentence();
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 16) };
  const values = new Float64Array(TARGET_MEASURES);
  const sums = new Float64Array(3);
  return {
    model,
    towards(text, start, end) {
      readSentence(text, words, sentence);
      targetHashes(sentence, start, end, hashes, values);
      for (let c = 0; c < 3; c++) {
        let sum = bias[c] ?? 0;
        for (let k = 0; k < TARGET_MEASURES; k++) sum += (values[k] as number) * (measures[c]?.[k] ?? 0);
        sums[c] = sum;
      }
      const seen = new Set<number>();
      for (let k = 0; k < hashes.count; k++) {
        const slot = slotOf(slots, hashes.hash[k] as number);
        if (slot < 0 || seen.has(slot)) continue;
        seen.add(slot);
        addSlot(slots, slot, sums);
      }
      return judgeTarget(sums, temperature);
    },
  };
}

/** From one log-odds a label (each against the other two) to chances that add up to 1. */
export function judgeTarget(logits: ArrayLike<number>, temperature: number): TowardsTarget {
  const top = Math.max(logits[0] ?? 0, logits[1] ?? 0, logits[2] ?? 0);
  const raised = TARGET_LABELS.map((_, c) => Math.exp(((logits[c] ?? 0) - top) / temperature));
  const all = raised.reduce((sum, x) => sum + x, 0);
  const chance = raised.map((x) => x / all);
  const best = chance.indexOf(Math.max(...chance));
  return {
    score: (chance[2] ?? 0) - (chance[0] ?? 0),
    label: TARGET_LABELS[best] ?? "neutral",
    confidence: chance[best] ?? 0,
  };
}
