/** A text as key phrases see it: sentences of tokens, and how each token is written. */
import { isUpper } from "../characters.ts";
import { sentences } from "../sentences.ts";
import { type Lexeme, lexeme, type Word, words } from "../words.ts";

/** YAKE's tags: a number, an odd mixture of signs, an acronym, a name by its capital, a plain word. */
export type Tag = "number" | "odd" | "acronym" | "name" | "plain";

export interface Token {
  /** As it stands in the text, without a possessive "’s". */
  text: string;
  start: number;
  end: number;
  lexeme: Lexeme;
  tag: Tag;
  /** Number of its sentence, and its place among the tokens of the sentence. */
  sentence: number;
  place: number;
  /** Only white space lies between it and the token before it, in the same sentence. */
  joined: boolean;
  /** Of a script without spaces between words. */
  dense: boolean;
}

export interface Tokens {
  list: readonly Token[];
  sentences: number;
}

/** Longer runs of hyphens and words are no word: they are cut. */
const LONGEST_TOKEN = 60;

/** Hyphenated words are one token ("two-thirds"). The first `limit` tokens, about. */
export function tokensOf(text: string, limit: number): Tokens {
  const list: Token[] = [];
  let count = 0;
  for (const span of sentences(text)) {
    if (list.length >= limit) break;
    const all = words(span.text);
    let place = 0;
    let ended = -1;
    for (let i = 0; i < all.length && list.length < limit; i++) {
      const word = all[i] as Word;
      const start = span.start + word.start;
      let bare = withoutPossessive(word.text);
      let end = start + bare.length;
      if (!word.dense && isHyphen(text.charCodeAt(end))) {
        end = hyphenated(text, all, i, span.start, start);
        while (span.start + (all[i + 1]?.start ?? Number.POSITIVE_INFINITY) < end) i++;
        bare = text.slice(start, end);
      }
      list.push({
        ...{ text: bare, start, end, lexeme: lexeme(bare), tag: tagOf(bare, place) },
        ...{ sentence: count, place, dense: word.dense },
        joined: ended >= 0 && isJoin(text, ended, start),
      });
      place++;
      ended = end;
    }
    count++;
  }
  return { list, sentences: count };
}

/** Where the hyphenated word that begins with the word at `from` ends. */
function hyphenated(text: string, all: readonly Word[], from: number, offset: number, start: number): number {
  let end = offset + (all[from]?.end ?? 0);
  for (let i = from + 1; i < all.length; i++) {
    const next = all[i] as Word;
    if (next.dense || offset + next.start !== end + 1 || !isHyphen(text.charCodeAt(end))) break;
    const further = offset + next.start + withoutPossessive(next.text).length;
    if (further - start > LONGEST_TOKEN) break;
    end = further;
    if (further !== offset + next.end) break;
  }
  return end;
}

const isApostrophe = (code: number): boolean => code === 39 || code === 0x2019;

function withoutPossessive(word: string): string {
  const last = word.charCodeAt(word.length - 1) | 32;
  return word.length > 2 && last === 115 && isApostrophe(word.charCodeAt(word.length - 2))
    ? word.slice(0, -2)
    : word;
}

const isHyphen = (code: number): boolean => code === 45 || code === 0x2010 || code === 0x2011;

function isJoin(text: string, from: number, to: number): boolean {
  if (to - from === 1) return text.charCodeAt(from) === 32 || /\s/.test(text.charAt(from));
  return to - from <= 40 && /^(?:['’][sS])?\s*$/.test(text.slice(from, to));
}

const LETTER = /[\p{L}\p{M}]/u;

function tagOf(word: string, place: number): Tag {
  let [digits, letters, capitals, others] = [0, 0, 0, 0];
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code >= 97 && code <= 122) letters++;
    else if (code >= 65 && code <= 90) {
      letters++;
      capitals++;
    } else if (code >= 48 && code <= 57) digits++;
    else if (code > 127) {
      if (LETTER.test(word.charAt(i))) letters++;
      else others++;
      if (isUpper(word.charAt(i))) capitals++;
    } else others++;
  }
  if (digits > 0 && letters === 0) return "number";
  if (digits > 0 || letters === 0 || others > 1) return "odd";
  if (capitals === word.length) return "acronym";
  if (capitals === 1 && word.length > 1 && isUpper(word.charAt(0)) && place > 0) return "name";
  return "plain";
}
