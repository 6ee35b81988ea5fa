/** Makes the linear English model: three columns of weights (news, reviews, social), each learnt from all sets, its own kind counting most. */

import { type Hashes, makeSentence, readSentence } from "../../language/sentiment/linear/english.ts";
import { englishHashes } from "../../language/sentiment/linear/english-scorer.ts";
import { Kind, makeTokens, Shape, tokenize } from "../../language/sentiment/linear/tokens.ts";
import { readWordTable, writeWordTable } from "../../language/sentiment/linear/word-table.ts";
import type { Example } from "./examples.ts";
import { type Column, type ColumnOptions, type HashedDocument, learnColumn } from "./hashed.ts";

/** The table of known words: the lexicon's, and those that stand in lower case in two texts or more. */
export function wordTable(texts: readonly string[], lexicon: ReadonlyMap<number, number>): Uint8Array {
  const words = new Map<number, { value: number; lower: boolean }>();
  for (const [hash, value] of lexicon) words.set(hash, { value, lower: false });
  const tokens = makeTokens();
  const last = new Map<number, number>();
  texts.forEach((text, n) => {
    tokenize(text, tokens);
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] !== Kind.word || tokens.shape[i] !== Shape.lower) continue;
      const hash = tokens.hash[i] as number;
      const before = last.get(hash);
      if (before !== undefined && before !== n)
        words.set(hash, { value: words.get(hash)?.value ?? 0, lower: true });
      last.set(hash, n);
    }
  });
  return writeWordTable(words);
}

export function englishDocuments(texts: readonly string[], words: Uint8Array): HashedDocument[] {
  const table = readWordTable(words);
  const sentence = makeSentence();
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 16) };
  return texts.map((text) => {
    readSentence(text, table, sentence);
    return { hashes: englishHashes(sentence, hashes), measures: sentence.measures.slice() };
  });
}

/** How much a row of each set counts for a column. */
export type SetWeights = Readonly<Record<string, number>>;

export function englishColumn(
  examples: readonly Example[],
  documents: readonly HashedDocument[],
  sets: SetWeights,
  options: ColumnOptions,
): Column {
  return learnColumn(
    documents,
    Float64Array.from(examples, ({ target }) => target),
    Float64Array.from(examples, ({ set }) => sets[set] ?? 0),
    options,
  );
}
