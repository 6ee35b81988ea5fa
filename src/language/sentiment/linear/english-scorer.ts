/** The linear model on English sentences: every weight looked up and added, nothing else. */
import {
  contextHashes,
  type Hashes,
  MEASURES,
  makeSentence,
  readSentence,
  type Sentence,
  wordHashes,
} from "./english.ts";
import { addSlot, type Slots, slotOf } from "./slots.ts";
import type { WordTable } from "./word-table.ts";

/** What kind of text it is read as: each has weights of its own. */
export const DOMAINS = ["news", "reviews", "social"] as const;
export type Domain = (typeof DOMAINS)[number];

export interface EnglishWeights {
  slots: Slots;
  words: WordTable;
  /** Per domain: bias, and a weight for each measure. */
  bias: readonly number[];
  measures: readonly (readonly number[])[];
}

/** Words whose slots are remembered, and slots of one word. */
const REMEMBERED = 1 << 14;
const MOST_SLOTS = 40;

/** The model's plain score of one sentence in each domain: log-odds of good against bad, about −5 … 5. The array is reused by the next call. */
export function englishScorer(weights: EnglishWeights): (text: string) => Float64Array {
  const { slots, words } = weights;
  const sentence = makeSentence();
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 12) };
  const sums = new Float64Array(3);
  const known = new Int32Array(REMEMBERED);
  // How many slots a word has, and one more; 0: nothing is remembered here.
  const sizes = new Uint8Array(REMEMBERED);
  const remembered = new Int32Array(REMEMBERED * MOST_SLOTS);
  const seen = new Int32Array(slots.table.length);
  let call = 0;
  // What comes again in the same sentence says nothing new.
  const addOnce = (slot: number) => {
    if (seen[slot] === call) return;
    seen[slot] = call;
    addSlot(slots, slot, sums);
  };
  const remember = (i: number, at: number) => {
    hashes.count = 0;
    wordHashes(sentence, i, hashes);
    let size = 0;
    for (let k = 0; k < hashes.count && size < MOST_SLOTS; k++) {
      const slot = slotOf(slots, hashes.hash[k] as number);
      if (slot >= 0) remembered[at * MOST_SLOTS + size++] = slot;
    }
    hashes.count = 0;
    known[at] = sentence.word[i] as number;
    sizes[at] = size + 1;
  };
  return (text) => {
    readSentence(text, words, sentence);
    call = (call + 1) | 0;
    begin(sums, sentence, weights);
    const { count } = sentence.tokens;
    for (let i = 0; i < count; i++) {
      const h = sentence.word[i] as number;
      const at = (h ^ (h >>> 15)) & (REMEMBERED - 1);
      if (sizes[at] === 0 || known[at] !== h) remember(i, at);
      const from = at * MOST_SLOTS;
      const to = from + (sizes[at] as number) - 1;
      for (let k = from; k < to; k++) addOnce(remembered[k] as number);
      hashes.count = 0;
      contextHashes(sentence, i, hashes);
      for (let k = 0; k < hashes.count; k++) {
        const slot = slotOf(slots, hashes.hash[k] as number);
        if (slot >= 0) addOnce(slot);
      }
    }
    return sums;
  };
}

/** Where each sum begins: its bias, and what the measures make of the sentence. */
function begin(sums: Float64Array, { measures: m }: Sentence, { bias, measures }: EnglishWeights): void {
  for (let c = 0; c < 3; c++) {
    let sum = bias[c] ?? 0;
    const weights = measures[c] ?? [];
    for (let k = 0; k < MEASURES; k++) sum += (m[k] as number) * (weights[k] ?? 0);
    sums[c] = sum;
  }
}

/** All feature hashes of a sentence as the scorer counts them, each once: for training, and for export. */
export function englishHashes(sentence: Sentence, into: Hashes): Int32Array {
  into.count = 0;
  for (let i = 0; i < sentence.tokens.count; i++) {
    wordHashes(sentence, i, into);
    contextHashes(sentence, i, into);
  }
  return Int32Array.from(new Set(into.hash.subarray(0, into.count)));
}
