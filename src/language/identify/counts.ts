/**
 * Languages by the character n-grams of a small text in each: multinomial naive Bayes (Cavnar and Trenkle 1994 for the idea, Dunning 1994 for
 * the counting). Knows few languages well; where two are near each other it sees what a model of many languages does not.
 */
import { eachNgram } from "./ngrams.ts";
import { byteReader } from "./reader.ts";

export interface NgramCounts {
  languages: readonly string[];
  /**
   * Fills `into` (one for each language) with log-likelihoods, up to a constant that all share, and gives how many n-grams the model knew.
   */
  logLikelihoods(text: string, into: Float64Array): number;
}

const MAGIC = 0x4c4e4731;
/** Added to every count. */
const SMOOTH = 0.5;
/** Weights are kept in bytes, in steps of a 32nd. */
const STEP = 32;

/** Counts texts by language, n-grams seen fewer than `least` times left out, and writes what `readCounts` reads. The same texts give the same bytes. */
export function countNgrams(texts: readonly { language: string; text: string }[], least: number): Uint8Array {
  const languages = [...new Set(texts.map(({ language }) => language))].sort();
  const totals = new Float64Array(languages.length);
  const seen = new Map<number, Map<number, number>>();
  for (const { language, text } of texts) {
    const at = languages.indexOf(language);
    eachNgram(text, (hash) => {
      let counts = seen.get(hash);
      if (!counts) {
        counts = new Map();
        seen.set(hash, counts);
      }
      counts.set(at, (counts.get(at) ?? 0) + 1);
      totals[at] = (totals[at] ?? 0) + 1;
    });
  }
  const kept = [...seen]
    .filter(([, counts]) => [...counts.values()].reduce((sum, count) => sum + count, 0) >= least)
    .sort(([a], [b]) => a - b);
  const parts: Buffer[] = [int32(MAGIC), int32(languages.length)];
  for (const language of languages) parts.push(Buffer.from(`${language}\0`));
  for (const total of totals) {
    const base = Buffer.alloc(8);
    base.writeDoubleLE(-Math.log(total + SMOOTH * kept.length));
    parts.push(base);
  }
  parts.push(int32(kept.length), ...kept.map(([hash]) => int32(hash)));
  parts.push(Buffer.from(kept.map(([, counts]) => counts.size)));
  parts.push(
    Buffer.from(
      kept.flatMap(([, counts]) =>
        [...counts]
          .sort(([a], [b]) => a - b)
          .flatMap(([at, count]) => [
            at,
            Math.min(255, Math.round(STEP * Math.log((count + SMOOTH) / SMOOTH))),
          ]),
      ),
    ),
  );
  return Buffer.concat(parts);
}

/** @throws Error where the bytes are not such a file. */
export function readCounts(bytes: Uint8Array): NgramCounts {
  const read = byteReader(bytes);
  if (read.int32() !== MAGIC) throw new Error("This is no file of n-gram counts");
  const languages = Array.from({ length: read.int32() }, () => read.text());
  const bases = languages.map(() => read.float64());
  const size = read.int32();
  let slots = 1024;
  while (slots < size * 2) slots *= 2;
  const mask = slots - 1;
  const keys = new Int32Array(slots);
  /** Where its pairs begin, plus one; 0 is an empty slot. */
  const starts = new Int32Array(slots);
  const slotOf = (hash: number): number => {
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (starts[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  };
  const hashes = read.int32s(size);
  const lengths = read.bytes(size);
  let start = 0;
  for (let i = 0; i < size; i++) {
    const hash = hashes[i] ?? 0;
    const slot = slotOf(hash);
    keys[slot] = hash;
    starts[slot] = start + 1;
    start += lengths[i] ?? 0;
  }
  const pairs = read.bytes(start * 2);
  /** 1 where the pairs of an n-gram begin. */
  const begins = new Uint8Array(start + 1);
  begins[start] = 1;
  for (let i = 0, at = 0; i < size; at += lengths[i] ?? 0, i++) begins[at] = 1;
  return {
    languages,
    logLikelihoods(text, into) {
      into.fill(0);
      let known = 0;
      eachNgram(text, (hash) => {
        const at = starts[slotOf(hash | 0)] ?? 0;
        if (at === 0) return;
        known++;
        let pair = at - 1;
        do {
          const language = pairs[2 * pair] ?? 0;
          into[language] = (into[language] ?? 0) + (pairs[2 * pair + 1] ?? 0) / STEP;
          pair++;
        } while (begins[pair] === 0);
      });
      for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) + known * (bases[i] ?? 0);
      return known;
    },
  };
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}
