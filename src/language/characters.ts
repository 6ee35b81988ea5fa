/** What kind a UTF-16 code unit is, by table: text is scanned once, and a table is faster than a pattern. */

export const OTHER = 0;
/** Letters, marks and digits of scripts that put spaces between words. */
export const WORD = 1;
/** Scripts without spaces between words: Han, Kana, Thai, Lao, Khmer, Burmese. */
export const DENSE = 2;
/** The same set as `\s`. */
export const SPACE = 3;

const UNKNOWN = 255;
const table = new Uint8Array(65_536).fill(UNKNOWN);
const DENSE_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** One of OTHER, WORD, DENSE, SPACE. Halves of surrogate pairs are OTHER: emoji mostly, and rare Han. */
export function kindOf(code: number): number {
  const known = table[code];
  if (known !== undefined && known !== UNKNOWN) return known;
  const character = String.fromCharCode(code);
  let kind = OTHER;
  if (/\s/.test(character)) kind = SPACE;
  else if (DENSE_SCRIPTS.test(character) && /[\p{L}\p{M}]/u.test(character)) kind = DENSE;
  else if (/[\p{L}\p{M}\p{N}]/u.test(character)) kind = WORD;
  table[code] = kind;
  return kind;
}

export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || kindOf(code) === SPACE;
}

export function isUpper(character: string): boolean {
  return character !== character.toLowerCase();
}

export function isLower(character: string): boolean {
  return character !== character.toUpperCase();
}
