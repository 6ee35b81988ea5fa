/** The table of tokens of a network: which row a token is. */
import { stem } from "../words.ts";
import type { Token } from "./tokens.ts";

/** Row 0 fills batches up, row 1 is any word that is not known. */
export const FILLING = 0;
export const UNKNOWN = 1;

export interface Vocabulary {
  size: number;
  /** The word's row, its stem's where the word is not known, or UNKNOWN. */
  idOf(key: string): number;
  /** The first `most` tokens. */
  encode(tokens: readonly Token[], most: number): Int32Array;
}

/** A stem's own row stands in the list as the stem with a stroke before it: it can be no word. */
export const STEM = "/";

/** `list`: the keys from row 2 on; as `vocabulary.txt` holds them, a line each. */
export function createVocabulary(list: readonly string[]): Vocabulary {
  const rows = new Map(list.map((key, i) => [key, i + 2]));
  const idOf = (key: string): number => rows.get(key) ?? rows.get(`${STEM}${stem(key)}`) ?? UNKNOWN;
  return {
    size: list.length + 2,
    idOf,
    encode(tokens, most) {
      const ids = new Int32Array(Math.min(tokens.length, most));
      for (let i = 0; i < ids.length; i++) ids[i] = idOf(tokens[i]?.key ?? "");
      return ids;
    },
  };
}
