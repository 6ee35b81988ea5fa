/** A linear classifier over grams: which topic a text has, and how sure that is. */
import type { ModelFolder } from "../model-folder.ts";
import { grams, MOST_GRAMS } from "./grams.ts";

/** Weights as they are used: feature f of class c stands at f × classes + c. */
export interface TopicWeights {
  labels: readonly string[];
  /** The features' grams. */
  hashes: Uint32Array;
  /** What each is worth, by how many texts have it. */
  idf: Float32Array;
  weights: Int8Array | Float32Array;
  /** A class's weights are to be multiplied by. */
  scales: Float32Array;
  bias: Float32Array;
  /** Scores are multiplied by it before the softmax, so that its probabilities hold (Guo et al. 2017). */
  temperature: number;
}

export interface TopicClassifier {
  labels: readonly string[];
  /** Probabilities by label, summing to 1; and how many of the text's features are known (0: nothing can be said). The array is used again by the next call. */
  probabilities(text: string): { of: Float32Array; known: number };
}

/** Never shared between threads; keeps room for one text. */
export function topicClassifier(model: TopicWeights): TopicClassifier {
  const { labels, hashes, idf, weights, scales, bias, temperature } = model;
  const classes = labels.length;
  const bits = Math.max(4, Math.ceil(Math.log2(hashes.length * 2 + 1)));
  const mask = 2 ** bits - 1;
  // Place + 1 by hash, open addressing; 0 is empty.
  const table = new Uint32Array(mask + 1);
  for (let f = 0; f < hashes.length; f++) {
    let at = (hashes[f] as number) & mask;
    while (table[at] !== 0) at = (at + 1) & mask;
    table[at] = f + 1;
  }
  const room = new Uint32Array(MOST_GRAMS);
  const counts = new Uint16Array(hashes.length);
  const touched = new Uint32Array(MOST_GRAMS);
  const scores = new Float64Array(classes);
  const of = new Float32Array(classes);
  const logs = Float64Array.from({ length: 64 }, (_, n) => 1 + Math.log(Math.max(1, n)));

  return {
    labels,
    probabilities(text) {
      const n = grams(text, room);
      let known = 0;
      for (let g = 0; g < n; g++) {
        const hash = room[g] as number;
        let at = hash & mask;
        for (;;) {
          const f = table[at] as number;
          if (f === 0) break;
          if (hashes[f - 1] === hash) {
            if (counts[f - 1] === 0) touched[known++] = f - 1;
            counts[f - 1] = (counts[f - 1] as number) + 1;
            break;
          }
          at = (at + 1) & mask;
        }
      }
      scores.fill(0);
      let square = 0;
      for (let k = 0; k < known; k++) {
        const f = touched[k] as number;
        const count = counts[f] as number;
        counts[f] = 0;
        const value = (count < 64 ? (logs[count] as number) : 1 + Math.log(count)) * (idf[f] as number);
        square += value * value;
        const from = f * classes;
        for (let c = 0; c < classes; c++)
          scores[c] = (scores[c] as number) + value * (weights[from + c] as number);
      }
      const length = Math.sqrt(square) || 1;
      let most = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) {
        const score =
          temperature * (((scores[c] as number) / length) * (scales[c] as number) + (bias[c] as number));
        scores[c] = score;
        if (score > most) most = score;
      }
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const value = Math.exp((scores[c] as number) - most);
        of[c] = value;
        sum += value;
      }
      for (let c = 0; c < classes; c++) of[c] = (of[c] as number) / sum;
      return { of, known };
    },
  };
}

/**
 * A topics model has two files a language, `en.json` and `en.bin`; the second holds, one behind the other: grams (4 bytes each), scales and bias
 * (4 bytes a class), idf (1 byte a gram), weights (1 byte a gram and class).
 */
interface About {
  labels: readonly string[];
  features: number;
  temperature: number;
  /** An idf's byte times this. */
  idfStep: number;
}

/** @throws UserError for files that are not the model's own. */
export function readTopicWeights(folder: ModelFolder, language: string): TopicWeights {
  const about = JSON.parse(folder.read(`${language}.json`).toString("utf8")) as About;
  const bytes = new Uint8Array(folder.read(`${language}.bin`));
  const classes = about.labels.length;
  const { buffer } = bytes;
  let at = 0;
  const hashes = new Uint32Array(buffer, at, about.features);
  at += hashes.byteLength;
  const scales = new Float32Array(buffer, at, classes);
  at += scales.byteLength;
  const bias = new Float32Array(buffer, at, classes);
  at += bias.byteLength;
  const idf = Float32Array.from(bytes.subarray(at, at + about.features), (byte) => byte * about.idfStep);
  at += about.features;
  const weights = new Int8Array(buffer, at, about.features * classes);
  return { labels: about.labels, hashes, idf, weights, scales, bias, temperature: about.temperature };
}

/** The other way: the files that `readTopicWeights` reads. The weights must be whole numbers within a byte. */
export function writeTopicWeights(
  model: TopicWeights,
  language: string,
): Record<string, Uint8Array | string> {
  const idfStep = model.idf.reduce((max, value) => Math.max(max, value), 0) / 255 || 1;
  const about: About = {
    labels: model.labels,
    features: model.hashes.length,
    temperature: model.temperature,
    idfStep,
  };
  const bytesOf = (array: Uint32Array | Float32Array | Int8Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return {
    [`${language}.json`]: `${JSON.stringify(about, null, 1)}\n`,
    [`${language}.bin`]: Buffer.concat([
      bytesOf(model.hashes),
      bytesOf(model.scales),
      bytesOf(model.bias),
      Uint8Array.from(model.idf, (value) => Math.max(1, Math.round(value / idfStep))),
      bytesOf(Int8Array.from(model.weights)),
    ]),
  };
}
