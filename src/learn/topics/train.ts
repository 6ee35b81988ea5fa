/** Trains a topic classifier: grams by tf-idf, and the words' vectors folded into the words' own weights. */
import type { TopicWeights } from "../../language/topics/classifier.ts";
import { gramOf, grams, MOST_GRAMS } from "../../language/topics/grams.ts";
import { type SparseRows, svm } from "../linear/svm.ts";

export interface TopicExample {
  text: string;
  /** None: an example of no topic at all. */
  labels: readonly string[];
  /** 1 when unset. */
  weight?: number;
}

/** Vectors of words, each of length one. */
export interface WordTable {
  words: readonly string[];
  dimensions: number;
  /** Row after row. */
  rows: Float32Array;
}

export interface TopicOptions {
  cost: number;
  /** Grams of fewer texts are left out. */
  least: number;
  /** How much the vectors count against the grams. */
  gamma: number;
  vectors?: WordTable;
  seed: number;
  passes?: number;
}

interface Features {
  hashes: number[];
  idf: number[];
  rows: SparseRows;
  /** The feature's row in the word table, or −1. */
  vector: Int32Array;
}

/**
 * A text's vector is the sum of its words' vectors, weighed as the words are; so the weights of the vector's numbers can be added to the
 * weights of the words once and for all: no vector is needed afterwards, and a word that no example has still has its say.
 */
export function trainTopics(
  examples: readonly TopicExample[],
  labels: readonly string[],
  options: TopicOptions,
): TopicWeights {
  const features = featuresOf(examples, options);
  const width = features.hashes.length;
  const classes = labels.length;
  const weights = new Float64Array(width * classes);
  const bias = new Float32Array(classes);
  const own = examples.map((example) => new Set(example.labels));
  const each = Float64Array.from(examples, ({ weight }) => weight ?? 1);
  const dimensions = features.rows.width - width;
  const along = new Float64Array(dimensions * classes);
  for (const [c, label] of labels.entries()) {
    const w = svm(features.rows, (row) => own[row]?.has(label) ?? false, {
      cost: options.cost,
      passes: options.passes ?? 30,
      seed: options.seed,
      weights: each,
    });
    for (let f = 0; f < width; f++) weights[f * classes + c] = w[f] as number;
    for (let d = 0; d < dimensions; d++) along[d * classes + c] = w[width + d] as number;
    bias[c] = w[w.length - 1] as number;
  }
  if (options.vectors) foldIn(weights, along, features.vector, options.vectors, options.gamma);
  return {
    labels,
    hashes: Uint32Array.from(features.hashes),
    idf: Float32Array.from(features.idf),
    weights: Float32Array.from(weights),
    scales: new Float32Array(classes).fill(1),
    bias,
    temperature: 1,
  };
}

/** Adds to each word's weights what its vector says to the classes. The table is large and is gone through once, all classes at a time. */
function foldIn(
  weights: Float64Array,
  along: Float64Array,
  vector: Int32Array,
  { rows, dimensions }: WordTable,
  gamma: number,
): void {
  const classes = along.length / dimensions;
  const sums = new Float64Array(classes);
  for (let f = 0; f < vector.length; f++) {
    const row = vector[f] as number;
    if (row < 0) continue;
    sums.fill(0);
    for (let d = 0; d < dimensions; d++) {
      const value = rows[row * dimensions + d] as number;
      for (let c = 0; c < classes; c++)
        sums[c] = (sums[c] as number) + (along[d * classes + c] as number) * value;
    }
    for (let c = 0; c < classes; c++)
      weights[f * classes + c] = (weights[f * classes + c] as number) + gamma * (sums[c] as number);
  }
}

function featuresOf(examples: readonly TopicExample[], options: TopicOptions): Features {
  const room = new Uint32Array(MOST_GRAMS);
  const texts = new Map<number, number>();
  const counted = examples.map(({ text }) => {
    const counts = new Map<number, number>();
    const n = grams(text, room);
    for (let g = 0; g < n; g++) counts.set(room[g] as number, (counts.get(room[g] as number) ?? 0) + 1);
    for (const hash of counts.keys()) texts.set(hash, (texts.get(hash) ?? 0) + 1);
    return counts;
  });
  const vectorRow = new Map<number, number>();
  for (const [row, word] of options.vectors?.words.entries() ?? []) {
    const hash = gramOf(word);
    if (!vectorRow.has(hash)) vectorRow.set(hash, row);
  }
  const number = new Map<number, number>();
  const hashes: number[] = [];
  const idf: number[] = [];
  const add = (hash: number, count: number): void => {
    number.set(hash, hashes.length);
    hashes.push(hash);
    idf.push(Math.log((1 + examples.length) / (1 + count)) + 1);
  };
  for (const [hash, count] of texts) if (count >= options.least || vectorRow.has(hash)) add(hash, count);
  for (const hash of vectorRow.keys()) if (!number.has(hash)) add(hash, 0);
  return {
    hashes,
    idf,
    rows: rowsOf(counted, number, idf, vectorRow, hashes, options),
    vector: Int32Array.from(hashes, (hash) => vectorRow.get(hash) ?? -1),
  };
}

function rowsOf(
  counted: readonly ReadonlyMap<number, number>[],
  number: ReadonlyMap<number, number>,
  idf: readonly number[],
  vectorRow: ReadonlyMap<number, number>,
  hashes: readonly number[],
  { vectors, gamma }: TopicOptions,
): SparseRows {
  const width = hashes.length;
  const starts = [0];
  const ids: number[] = [];
  const values: number[] = [];
  const dimensions = vectors && gamma > 0 ? vectors.dimensions : 0;
  const sum = new Float64Array(dimensions);
  for (const counts of counted) {
    const own: [id: number, value: number, hash: number][] = [];
    let square = 0;
    for (const [hash, count] of counts) {
      const id = number.get(hash);
      if (id === undefined) continue;
      const value = (1 + Math.log(count)) * (idf[id] ?? 0);
      square += value * value;
      own.push([id, value, hash]);
    }
    const length = Math.sqrt(square) || 1;
    sum.fill(0);
    for (const [id, value, hash] of own) {
      ids.push(id);
      values.push(value / length);
      const row = dimensions ? vectorRow.get(hash) : undefined;
      if (vectors && row !== undefined)
        for (let d = 0; d < dimensions; d++)
          sum[d] = (sum[d] as number) + (value / length) * (vectors.rows[row * dimensions + d] as number);
    }
    for (let d = 0; d < dimensions; d++) {
      ids.push(width + d);
      values.push(gamma * (sum[d] as number));
    }
    starts.push(ids.length);
  }
  return {
    starts: Uint32Array.from(starts),
    ids: Uint32Array.from(ids),
    values: Float32Array.from(values),
    width: width + dimensions,
  };
}
