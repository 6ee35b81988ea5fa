/**
 * What a topic is told by: words and pairs of words, and for scripts without spaces characters, pairs and threes; each as a number of
 * 32 bits, in one pass and without making a string (feature hashing: Weinberger et al., ICML 2009).
 */
import { DENSE, kindOf, WORD } from "../characters.ts";

/** What stands further down a text is not read: a news text says at its beginning what it is about. */
export const MOST_GRAMS = 4096;

const lower = new Uint16Array(65_536);

function lowered(code: number): number {
  const known = lower[code] as number;
  if (known !== 0) return known;
  const one = String.fromCharCode(code).toLowerCase();
  const made = one.length === 1 ? one.charCodeAt(0) : code;
  lower[code] = made;
  return made;
}

const START = 0x811c9dc5;
const PRIME = 0x01000193;

/** Murmur3's last step: near numbers come out far apart. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const pairOf = (left: number, right: number): number => mixed(Math.imul(left, 0x9e3779b1) + right);

/** The number of a single word or character run, as `grams` gives it. */
export function gramOf(word: string): number {
  let hash = START;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ lowered(word.charCodeAt(i)), PRIME);
  return mixed(hash);
}

/** Writes a text's grams, one after the other, repeats and all, and gives their number. Allocates nothing. */
export function grams(text: string, into: Uint32Array): number {
  const most = Math.min(into.length, MOST_GRAMS) - 3;
  let count = 0;
  let before = 0;
  let i = 0;
  while (i < text.length && count < most) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === WORD) {
      let hash = START;
      const from = i;
      let code = text.charCodeAt(i);
      do {
        hash = Math.imul(hash ^ lowered(code), PRIME);
        code = text.charCodeAt(++i);
      } while (i < text.length && kindOf(code) === WORD);
      // The "s" and "t" behind an apostrophe say nothing.
      const apostrophe = from > 0 ? text.charCodeAt(from - 1) : 0;
      if (i - from <= 2 && (apostrophe === 39 || apostrophe === 0x2019)) continue;
      const word = mixed(hash);
      into[count++] = word;
      if (before !== 0) into[count++] = pairOf(before, word);
      before = word;
    } else if (kind === DENSE) {
      before = 0;
      let one = 0;
      let two = 0;
      for (; i < text.length && count < most; i++) {
        const code = text.charCodeAt(i);
        if (kindOf(code) !== DENSE) break;
        const own = Math.imul(START ^ code, PRIME);
        into[count++] = mixed(own);
        // The same numbers as `gramOf` gives the run: a word of two or three characters is its own gram.
        const pair = Math.imul(one ^ code, PRIME);
        if (one !== 0) into[count++] = mixed(pair);
        if (two !== 0) into[count++] = mixed(Math.imul(two ^ code, PRIME));
        two = one !== 0 ? pair : 0;
        one = own;
      }
    } else {
      // A sentence's end parts its words.
      const code = text.charCodeAt(i);
      if (code === 46 || code === 10 || code === 0x3002) before = 0;
      i++;
    }
  }
  return count;
}
