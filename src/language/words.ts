/** Cuts text into words. Scripts with spaces by a scan of our own (ten times as fast as Intl.Segmenter), the others by Intl.Segmenter. */
import { stemmer } from "stemmer";
import { DENSE, kindOf, WORD } from "./characters.ts";
import { isStop } from "./stopwords.ts";

export interface Word {
  /** As it stands in the text. */
  text: string;
  start: number;
  end: number;
  /** Of a script without spaces between words. */
  dense: boolean;
}

let segmenter: Intl.Segmenter | undefined;

/** Words with their places, in order; apostrophes, and points and commas between digits, belong to the word ("don't", "3.5", "1,200"). */
export function words(text: string): Word[] {
  const found: Word[] = [];
  let i = 0;
  while (i < text.length) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === WORD) {
      const end = wordEnd(text, i);
      found.push({ text: text.slice(i, end), start: i, end, dense: false });
      i = end;
    } else if (kind === DENSE) {
      const end = denseEnd(text, i);
      segment(text.slice(i, end), i, found);
      i = end;
    } else i++;
  }
  return found;
}

function wordEnd(text: string, from: number): number {
  let i = from + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (kindOf(code) === WORD) continue;
    const next = text.charCodeAt(i + 1);
    if (code === 39 || code === 0x2019) {
      if (kindOf(next) === WORD) continue;
    } else if ((code === 46 || code === 44) && isDigit(next) && isDigit(text.charCodeAt(i - 1))) continue;
    break;
  }
  return i;
}

function denseEnd(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length && kindOf(text.charCodeAt(i)) === DENSE) i++;
  return i;
}

/** Long runs are cut: the segmenter's time grows faster than its text. */
function segment(run: string, offset: number, into: Word[]): void {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  for (let at = 0; at < run.length; at += 400)
    for (const part of segmenter.segment(run.slice(at, at + 400))) {
      const start = offset + at + part.index;
      into.push({ text: part.segment, start, end: start + part.segment.length, dense: true });
    }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What is asked of a word again and again. */
export interface Lexeme {
  lower: string;
  stem: string;
  stop: boolean;
}

const KEPT = 50_000;
/** Longer "words" (addresses, encoded files) come once and are not worth remembering. */
const LONGEST_KEPT = 40;
const lexemes = new Map<string, Lexeme>();

/** By the word as it stands in the text; remembered, as text repeats its words. */
export function lexeme(word: string): Lexeme {
  const known = lexemes.get(word);
  if (known) return known;
  const lower = word.toLowerCase();
  const made = { lower, stem: stem(lower), stop: isStop(lower) };
  if (word.length > LONGEST_KEPT) return made;
  if (lexemes.size >= KEPT) lexemes.clear();
  lexemes.set(word, made);
  return made;
}

const stems = new Map<string, string>();

/** Porter's stem of a lower-case English word; other words as they are. Remembered, as text repeats its words. */
export function stem(lower: string): string {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  if (stems.size >= KEPT) stems.clear();
  const bare = lower.replace(/['’]s?$/, "");
  const made = /^[a-z']+$/.test(bare) ? stemmer(bare) : bare;
  if (lower.length <= LONGEST_KEPT) stems.set(lower, made);
  return made;
}
