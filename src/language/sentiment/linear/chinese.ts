/** Features of a Chinese text: one to three characters in a row, its words and pairs of them, what stands behind a negation in its clause, how the text begins and ends. */
import { type Hashes, mix, put } from "./english.ts";

const NEGATIONS = new Set([..."不没无未别莫非勿"].map((c) => c.charCodeAt(0)));
const STOPS = new Set([..."，。！？；、：,.!?;:~～ \n\t…"].map((c) => c.charCodeAt(0)));
const LONGEST = 3;
/** Characters of a short review. */
const SHORT = 8;
/** 0: a feature counts the same in every text; 1: only its share of the text counts. */
const EVENED = 0.4;
/** Longer texts are cut here; callers give sentences, or a whole review. UTF-16 units. */
export const MOST_CHARACTERS = 4_000;

export interface ChineseFeatures extends Hashes {
  /** Hashes of its words in their order, repeats too: what a text means on the whole is their mean. */
  words: Int32Array;
  wordCount: number;
}

/** Room for one text at a time; reused by the next. */
export function chineseFeatures(): ChineseFeatures {
  return { count: 0, hash: new Int32Array(1 << 16), words: new Int32Array(MOST_CHARACTERS), wordCount: 0 };
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const WORD = 90;
const PAIR = 92;

/** As `chineseHashes` puts it among the features. */
export const wordHash = (word: string): number => mix(hashText(word), WORD);

/** Gives what each feature counts: less in a long text, where many say the same (1 for eight characters). */
export function chineseHashes(text: string, into: ChineseFeatures): number {
  into.count = 0;
  const lower = text.slice(0, MOST_CHARACTERS).toLowerCase().replace(/\s+/g, " ").trim();
  let negated = false;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    let h = 0x811c9dc5 | 0;
    for (let size = 1; size <= LONGEST && i + size <= lower.length; size++) {
      h = Math.imul(h ^ lower.charCodeAt(i + size - 1), 0x01000193);
      h = Math.imul(h ^ (lower.charCodeAt(i + size - 1) >>> 8), 0x01000193);
      put(into, mix(h, 60 + size));
      if (negated && size < 3) put(into, mix(h, 70 + size));
    }
    if (STOPS.has(code)) negated = false;
    else if (NEGATIONS.has(code)) negated = true;
  }
  putWords(lower, into);
  put(into, mix(hashText(lower.slice(0, 4)), 80));
  put(into, mix(hashText(lower.replace(/[\s，。！？；、：,.!?;:~～…]+$/u, "").slice(-3)), 81));
  return (SHORT / Math.max(SHORT / 2, lower.length)) ** EVENED;
}

function putWords(text: string, into: ChineseFeatures): void {
  into.wordCount = 0;
  let before = 0;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const word = isWordLike ? wordHash(segment) : 0;
    if (isWordLike) {
      put(into, word);
      if (before !== 0) put(into, mix(mix(before, PAIR - 1) ^ word, PAIR));
      into.words[into.wordCount++] = word;
    }
    before = word;
  }
}

function hashText(text: string): number {
  let h = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (text.charCodeAt(i) >>> 8), 0x01000193);
  }
  return h;
}
