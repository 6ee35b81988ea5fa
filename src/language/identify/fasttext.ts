/**
 * Reads and runs a quantised fastText classifier (`.ftz`): bags of words and of character n-grams (Joulin et al. 2017, "Bag of Tricks for
 * Efficient Text Classification"; quantised as in "FastText.zip", 2016), with the hierarchical softmax that it was trained with.
 */
import { labelTree, treeLogProbabilities } from "./label-tree.ts";
import { byteReader } from "./reader.ts";

export interface FastText {
  /** In the order of the probabilities. */
  labels: readonly string[];
  /** The natural logarithm of each label's probability; undefined where the text holds nothing that the model knows. Valid until the next call. */
  logProbabilities(text: string): Float64Array | undefined;
}

const MAGIC = 793_712_314;
const VERSION = 12;
const SUPERVISED = 3;
const HIERARCHICAL = 1;
const CENTROIDS = 256;
const LABEL = "__label__";
const END = "</s>";
/** Longer "words" are no words; what they would add is noise, and time. UTF-16 units. */
const LONGEST_WORD = 80;

/** @throws Error saying what is not as it must be: another version, another kind of model, fewer bytes than told. */
export function readFastText(bytes: Uint8Array): FastText {
  const read = byteReader(bytes);
  if (read.int32() !== MAGIC || read.int32() !== VERSION)
    throw new Error("This is no fastText model of version 12");
  const dim = read.int32();
  for (let i = 0; i < 4; i++) read.int32();
  const wordNgrams = read.int32();
  const loss = read.int32();
  const kind = read.int32();
  const bucket = read.int32();
  const minn = read.int32();
  const maxn = read.int32();
  read.int32();
  read.float64();
  if (kind !== SUPERVISED || loss !== HIERARCHICAL || wordNgrams > 1)
    throw new Error("Only classifiers with hierarchical softmax and single words are read");

  const size = read.int32();
  const wordCount = read.int32();
  read.int32();
  read.int64();
  const pruned = read.int64();
  const words = new Map<string, number>();
  const labels: string[] = [];
  const counts: number[] = [];
  for (let i = 0; i < size; i++) {
    const entry = read.text();
    const count = read.int64();
    if (read.byte() === 0) words.set(entry, i);
    else {
      labels.push(entry.startsWith(LABEL) ? entry.slice(LABEL.length) : entry);
      counts.push(count);
    }
  }
  const rowOf = ngramRows(read, pruned, wordCount);
  if (read.byte() !== 1) throw new Error("The input matrix is not quantised");
  const add = quantisedRows(read, dim);
  if (read.byte() !== 0) throw new Error("The output matrix is quantised");
  const rows = read.int64();
  const columns = read.int64();
  if (rows !== labels.length || columns !== dim) throw new Error("The output matrix has another shape");
  const output = read.floats(rows * columns);
  const tree = labelTree(counts);

  const hidden = new Float64Array(dim);
  const scores = new Float64Array(labels.length);
  const utf8 = new Uint8Array(3 * (LONGEST_WORD + 2));
  const encoder = new TextEncoder();
  let used = 0;
  const take = (row: number): void => {
    add(row, hidden);
    used++;
  };
  const ngrams = (word: string): void => {
    const { written } = encoder.encodeInto(`<${word}>`, utf8);
    for (let from = 0; from < written; from++) {
      if (((utf8[from] ?? 0) & 0xc0) === 0x80) continue;
      // FNV-1a as fastText has it: bytes are signed there.
      let hash = 0x811c9dc5;
      let at = from;
      for (let n = 1; n <= maxn && at < written; n++) {
        do {
          hash = Math.imul(hash ^ (((utf8[at] ?? 0) << 24) >> 24), 0x01000193);
          at++;
        } while (at < written && ((utf8[at] ?? 0) & 0xc0) === 0x80);
        if (n < minn || (n === 1 && (from === 0 || at === written))) continue;
        const row = rowOf((hash >>> 0) % bucket);
        if (row >= 0) take(row);
      }
    }
  };
  return {
    labels,
    logProbabilities(text) {
      hidden.fill(0);
      used = 0;
      for (const word of text.split(/\s+/)) {
        if (word === "") continue;
        const known = words.get(word);
        if (known !== undefined) take(known);
        ngrams(word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word);
      }
      if (used === 0) return undefined;
      const end = words.get(END);
      if (end !== undefined) take(end);
      for (let i = 0; i < dim; i++) hidden[i] = (hidden[i] ?? 0) / used;
      treeLogProbabilities(tree, output, hidden, scores);
      return scores;
    },
  };
}

type Reader = ReturnType<typeof byteReader>;

/** From an n-gram's bucket to its row, −1 where it was pruned: open addressing, for a Map of 40,000 costs ten times the memory. */
function ngramRows(read: Reader, pruned: number, offset: number): (bucket: number) => number {
  if (pruned < 0) return (bucket) => offset + bucket;
  let slots = 1024;
  while (slots < pruned * 2) slots *= 2;
  const keys = new Int32Array(slots).fill(-1);
  const rows = new Int32Array(slots);
  const mask = slots - 1;
  const slotOf = (bucket: number): number => {
    let slot = Math.imul(bucket, 0x9e3779b1) >>> 8;
    for (slot &= mask; keys[slot] !== -1 && keys[slot] !== bucket; slot = (slot + 1) & mask);
    return slot;
  };
  const pairs = read.int32s(pruned * 2);
  for (let i = 0; i < pairs.length; i += 2) {
    const bucket = pairs[i] ?? 0;
    const slot = slotOf(bucket);
    keys[slot] = bucket;
    rows[slot] = offset + (pairs[i + 1] ?? 0);
  }
  return (bucket) => {
    const slot = slotOf(bucket);
    return keys[slot] === bucket ? (rows[slot] ?? -1) : -1;
  };
}

/** A product-quantised matrix: each row is a few codes into tables of centroids, times a norm that is itself a code. */
function quantisedRows(read: Reader, dim: number): (row: number, into: Float64Array) => void {
  const normed = read.byte() === 1;
  const rows = read.int64();
  read.int64();
  const codes = read.bytes(read.int32());
  const { parts, width, last, centroids } = quantiser(read);
  if (parts * width - width + last !== dim) throw new Error("The quantiser has another dimension");
  const normCodes = normed ? read.bytes(rows) : undefined;
  const norms = normed ? quantiser(read).centroids : undefined;
  return (row, into) => {
    const norm = normCodes && norms ? (norms[normCodes[row] ?? 0] ?? 0) : 1;
    let at = 0;
    for (let part = 0; part < parts; part++) {
      const wide = part === parts - 1 ? last : width;
      const code = codes[row * parts + part] ?? 0;
      const from = part * CENTROIDS * width + code * wide;
      for (let i = 0; i < wide; i++, at++) into[at] = (into[at] ?? 0) + norm * (centroids[from + i] ?? 0);
    }
  };
}

function quantiser(read: Reader) {
  const dim = read.int32();
  const parts = read.int32();
  const width = read.int32();
  const last = read.int32();
  return { parts, width, last, centroids: read.floats(dim * CENTROIDS) };
}
