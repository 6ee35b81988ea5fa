/** Cuts a text into hashed tokens in one pass, without making a string: what lets a stream be scored at once. */
import { kindOf, SPACE, WORD } from "../../characters.ts";

/** Reused from text to text; what is beyond `count` is old. */
export interface Tokens {
  count: number;
  /** Hash of the lower-case token (FNV-1a over UTF-16 units). */
  hash: Int32Array;
  start: Int32Array;
  end: Int32Array;
  /** One of `Kind`. */
  kind: Uint8Array;
  /** One of `Shape`. */
  shape: Uint8Array;
}

export const Kind = { word: 0, number: 1, stop: 2, mark: 3, sign: 4 } as const;
/** `shouted`: capitals only, of two letters and more. */
export const Shape = { lower: 0, capital: 1, shouted: 2 } as const;

/** Longer texts are cut here; callers give sentences. */
export const MOST_TOKENS = 4_096;

export function makeTokens(): Tokens {
  return {
    count: 0,
    hash: new Int32Array(MOST_TOKENS),
    start: new Int32Array(MOST_TOKENS),
    end: new Int32Array(MOST_TOKENS),
    kind: new Uint8Array(MOST_TOKENS),
    shape: new Uint8Array(MOST_TOKENS),
  };
}

export const OFFSET = 0x811c9dc5 | 0;
export const PRIME = 0x01000193;
const NOT = hashOf("n't");
const NUMBER = hashOf("#number");
const LINK = hashOf("#link");
const QUOTE = hashOf('"');
const PERSON = hashOf("@person");

/** The hash that a lower-case word has among the tokens. */
export function hashOf(word: string): number {
  let hash = OFFSET;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return hash;
}

/**
 * Words in lower case, "n't" and what stands behind another apostrophe apart (so that "don't" and "do n't" are alike), numbers as one, links as
 * one, runs of one mark as one ("!!!" as "!!"), emoji and smileys by themselves.
 */
export function tokenize(text: string, into: Tokens): Tokens {
  const { hash, start, end, kind, shape } = into;
  let n = 0;
  const put = (from: number, to: number, h: number, what: number, how: number): void => {
    hash[n] = h;
    start[n] = from;
    end[n] = to;
    kind[n] = what;
    shape[n] = how;
    n++;
  };
  const length = text.length;
  for (let i = 0; i < length && n < MOST_TOKENS - 4; ) {
    const code = text.charCodeAt(i);
    if (code === 32) {
      i++;
      continue;
    }
    const is = kindOf(code);
    if (is === WORD) {
      const from = i;
      let h = OFFSET;
      let upper = 0;
      let first = 0;
      let digits = 0;
      let c = code;
      for (;;) {
        if (c >= 65 && c <= 90) {
          upper++;
          if (i === from) first = 1;
          c += 32;
        } else if (c >= 48 && c <= 57) digits++;
        else if (c > 127) {
          const lower = lowerOf(c);
          if (lower !== c && i === from) first = 1;
          c = lower;
        }
        h = Math.imul(h ^ c, PRIME);
        if (++i >= length) break;
        c = text.charCodeAt(i);
        if (c >= 97 && c <= 122) continue;
        if (kindOf(c) === WORD) continue;
        // 3.5 and 1,200 are one number.
        if (digits > 0 && digits === i - from && (c === 44 || c === 46)) {
          const next = text.charCodeAt(i + 1);
          if (next >= 48 && next <= 57) {
            digits++;
            continue;
          }
        }
        break;
      }
      const long = i - from;
      if (digits === long) put(from, i, NUMBER, Kind.number, 0);
      else if (isLink(text, from, i)) {
        while (i < length && kindOf(text.charCodeAt(i)) !== SPACE) i++;
        put(from, i, LINK, Kind.sign, 0);
      } else if (endsInNot(text, i - 1, length)) {
        // "don" + "'t" → "do", "n't"; "can not" stays two words anyway.
        if (long > 1) put(from, i - 1, hashRange(text, from, i - 1), Kind.word, first);
        put(i - 1, i + 2, NOT, Kind.word, 0);
        i += 2;
      } else put(from, i, h, Kind.word, upper > 1 && upper === long ? Shape.shouted : first);
      continue;
    }
    if (is === SPACE) {
      i++;
      continue;
    }
    i = sign(text, i, code, put);
  }
  into.count = n;
  return into;
}

type Put = (from: number, to: number, h: number, what: number, how: number) => void;

/** Everything that is no word. Gives the place behind it. */
function sign(text: string, at: number, code: number, put: Put): number {
  const next = text.charCodeAt(at + 1);
  if ((code === 39 || code === 0x2019) && isLetter(next)) {
    // 's, 're, 'll: a token of their own; an opening quote before a word too, which does no harm.
    let to = at + 1;
    let h = Math.imul(OFFSET ^ 39, PRIME);
    while (to < text.length && to < at + 4 && isLetter(text.charCodeAt(to)))
      h = Math.imul(h ^ (text.charCodeAt(to++) | 32), PRIME);
    if (to < at + 4 && !isLetter(text.charCodeAt(to))) {
      put(at, to, h, Kind.sign, 0);
      return to;
    }
    put(at, at + 1, QUOTE, Kind.mark, 0);
    return at + 1;
  }
  if (code === 34 || code === 96 || code === 39 || (code >= 0x2018 && code <= 0x201f)) {
    let to = at + 1;
    while (to < text.length && text.charCodeAt(to) === code) to++;
    put(at, to, QUOTE, Kind.mark, 0);
    return to;
  }
  if (code === 64 && isLetter(next)) {
    let to = at + 1;
    while (to < text.length && kindOf(text.charCodeAt(to)) === WORD) to++;
    put(at, to, PERSON, Kind.sign, 0);
    return to;
  }
  if (code >= 0xd800 && code <= 0xdbff) {
    put(at, at + 2, Math.imul(Math.imul(OFFSET ^ code, PRIME) ^ next, PRIME), Kind.sign, 0);
    return at + 2;
  }
  const smiley = smileyEnd(text, at, code);
  let to = smiley || at + 1;
  if (!smiley) while (to < text.length && text.charCodeAt(to) === code && to < at + 40) to++;
  let h = OFFSET;
  const hashed = smiley ? to : Math.min(to, at + 2);
  for (let i = at; i < hashed; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  const ends =
    !smiley && (code === 33 || code === 63 || code === 46 || code === 44 || code === 59 || code === 58);
  put(at, to, h, smiley ? Kind.sign : ends ? Kind.stop : Kind.mark, 0);
  return to;
}

/** ":)", ":-(", ";D", "=/", "<3": the place behind, or 0. */
function smileyEnd(text: string, at: number, code: number): number {
  const next = text.charCodeAt(at + 1);
  if (code === 60 && next === 51) return at + 2;
  if (code !== 58 && code !== 59 && code !== 61) return 0;
  const mouth = next === 45 || next === 39 ? at + 2 : at + 1;
  const c = text.charCodeAt(mouth);
  const known =
    c === 41 ||
    c === 40 ||
    c === 68 ||
    c === 80 ||
    c === 112 ||
    c === 47 ||
    c === 91 ||
    c === 93 ||
    c === 124;
  // "https://" and "3:00" are none.
  return known &&
    !(c === 47 && text.charCodeAt(mouth + 1) === 47) &&
    kindOf(text.charCodeAt(mouth + 1)) !== WORD
    ? mouth + 1
    : 0;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Is the n at this place the beginning of "n't" that ends a word? */
function endsInNot(text: string, at: number, length: number): boolean {
  if ((text.charCodeAt(at) | 32) !== 110 || at + 2 >= length) return false;
  const mark = text.charCodeAt(at + 1);
  return (
    (mark === 39 || mark === 0x2019) &&
    (text.charCodeAt(at + 2) | 32) === 116 &&
    kindOf(text.charCodeAt(at + 3) || 32) !== WORD
  );
}

function isLink(text: string, from: number, to: number): boolean {
  return (
    (to - from === 4 || to - from === 5) &&
    text.charCodeAt(to) === 58 &&
    text.charCodeAt(to + 1) === 47 &&
    text.charCodeAt(to + 2) === 47 &&
    text.startsWith("http", from)
  );
}

function hashRange(text: string, from: number, to: number): number {
  let hash = OFFSET;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ lowerOf(text.charCodeAt(i)), PRIME);
  return hash;
}

const lowered = new Uint16Array(65_536);

/** Lower case of one UTF-16 unit, remembered. */
function lowerOf(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const known = lowered[code];
  if (known) return known;
  const lower = String.fromCharCode(code).toLowerCase();
  const made = lower.length === 1 ? lower.charCodeAt(0) : code;
  lowered[code] = made;
  return made;
}
