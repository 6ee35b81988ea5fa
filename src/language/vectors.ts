/**
 * Meaning without a server: static word vectors (made by `train word-vectors`), and of a text the mean of its words' vectors, rare words
 * weighing more, less what all texts have in common (SIF: Arora, Liang & Ma, ICLR 2017).
 */
import type { ModelFolder } from "./model-folder.ts";
import { words } from "./words.ts";

export interface WordVectors {
  /** The exact weights, as `madeBy` names them. */
  model: string;
  dimensions: number;
  /** Of length one; all zero where no word is known. Vectors of English and of Chinese texts do not compare with each other. */
  vector(text: string): Float32Array;
  /** The words nearest to one, best first; none for a word that is not known. */
  nearest(word: string, limit: number): readonly { word: string; cosine: number }[];
}

/** What the vectors' files hold: `words.txt` (one "word share" a line, by row), `rows.i8`, `scales.f32`, `common.f32` (English, then Chinese). */
export const VECTOR_FILES = {
  words: "words.txt",
  rows: "rows.i8",
  scales: "scales.f32",
  common: "common.f32",
} as const;

/** Words as the vectors know them: lower case, without "'s"; a word of a script without spaces also brings its characters. */
export function vectorWords(text: string): { word: string; dense: boolean }[] {
  const found: { word: string; dense: boolean }[] = [];
  for (const { text: word, dense } of words(text)) {
    if (dense) {
      found.push({ word, dense });
      const characters = [...word];
      if (characters.length > 1) for (const one of characters) found.push({ word: one, dense });
    } else if (word.length <= 40) {
      const lower = word.toLowerCase().replace(/['’]s?$/, "");
      if (/\p{L}/u.test(lower)) found.push({ word: lower, dense });
    }
  }
  return found;
}

/** How little a word that makes up this share of the texts weighs: a ÷ (a + share). */
export const sif = (share: number): number => 1e-3 / (1e-3 + share);

/** Reads the vectors of a model folder. @throws UserError for files that are not the model's own. */
export function loadVectors(folder: ModelFolder): WordVectors {
  const rows = typed(folder.read(VECTOR_FILES.rows), Int8Array);
  const scales = typed(folder.read(VECTOR_FILES.scales), Float32Array);
  const common = typed(folder.read(VECTOR_FILES.common), Float32Array);
  const dimensions = common.length / 2;
  const list: string[] = [];
  const numbers = new Map<string, number>();
  // Share and scale are always used together.
  const weights = new Float32Array(scales.length);
  for (const line of folder.read(VECTOR_FILES.words).toString("utf8").split("\n")) {
    const [word, share] = line.split(" ");
    if (!word) continue;
    weights[list.length] = sif(Number(share)) * (scales[list.length] ?? 0);
    numbers.set(word, list.length);
    list.push(word);
  }

  const without = (sum: Float32Array, language: 0 | 1): void => {
    const at = language * dimensions;
    let along = 0;
    for (let d = 0; d < dimensions; d++) along += (sum[d] ?? 0) * (common[at + d] ?? 0);
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) - along * (common[at + d] ?? 0);
  };

  return {
    model: folder.label,
    dimensions,
    vector(text) {
      const sums = [new Float32Array(dimensions), new Float32Array(dimensions)] as const;
      const seen = [0, 0];
      for (const { word, dense } of vectorWords(text)) {
        const row = numbers.get(word);
        if (row === undefined) continue;
        const language = dense ? 1 : 0;
        const sum = sums[language];
        const weight = weights[row] ?? 0;
        seen[language] = (seen[language] ?? 0) + 1;
        const from = row * dimensions;
        for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) + weight * (rows[from + d] ?? 0);
      }
      if (seen[0]) without(sums[0], 0);
      if (seen[1]) without(sums[1], 1);
      const [english, chinese] = sums;
      for (let d = 0; d < dimensions; d++) english[d] = (english[d] ?? 0) + (chinese[d] ?? 0);
      return unit(english);
    },
    nearest(word, limit) {
      const of = numbers.get(word.toLowerCase());
      if (of === undefined) return [];
      const found: { word: string; cosine: number }[] = [];
      const own = rows.subarray(of * dimensions, (of + 1) * dimensions);
      for (const [at, other] of list.entries())
        if (at !== of)
          found.push({
            word: other,
            cosine: cosine(own, rows.subarray(at * dimensions, (at + 1) * dimensions)),
          });
      return found.sort((a, b) => b.cosine - a.cosine).slice(0, limit);
    },
  };
}

/** −1 … 1; 0 where one of them is all zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let left = 0;
  let right = 0;
  for (let d = 0; d < a.length; d++) {
    const x = a[d] ?? 0;
    const y = b[d] ?? 0;
    product += x * y;
    left += x * x;
    right += y * y;
  }
  return left > 0 && right > 0 ? product / Math.sqrt(left * right) : 0;
}

/** To length one, in place; all zero stays. */
export function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square > 0) {
    const length = Math.sqrt(square);
    for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) / length;
  }
  return vector;
}

/** Over the file's own bytes where they lie right, else over a copy. */
function typed<T>(
  bytes: Buffer,
  kind: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
): T {
  const size = kind.BYTES_PER_ELEMENT;
  const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  return new kind(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / size));
}
