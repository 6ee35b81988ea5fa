/** Cuts text into sentences, by one scan. Follows the default rules of UAX #29 and adds what newspapers need. */
import type { Span } from "../types.ts";
import { BEFORE_NAMES, OPENERS, SPEECH, SPEECH_ZH, WITHIN, WORDS_TOO } from "./abbreviations.ts";
import { DENSE, isLower, isSpace, isUpper, kindOf, OTHER, SPACE, WORD } from "./characters.ts";
import { lineBreaks } from "./lines.ts";

/** No sentence is longer (UTF-16 units): text without stops would make one "sentence" of a whole page. */
export const LONGEST = 1_500;

const LATIN_STOPS = new Set([..."....!?…‽؟۔։።"].map((c) => c.charCodeAt(0)));
const DENSE_STOPS = new Set([..."。！？｡．।॥။"].map((c) => c.charCodeAt(0)));
const NEWLINES = new Set([10, 13, 0x2028, 0x2029]);
/** 1 where a sentence may end: one look-up for each character. */
const marks = new Uint8Array(65_536);
for (const code of [...LATIN_STOPS, ...DENSE_STOPS, ...NEWLINES]) marks[code] = 1;
const CLOSERS = new Set([..."\"'”’»›)]}」』）】》〉〕＂"].map((c) => c.charCodeAt(0)));
const OPENING = new Set([..."\"'“‘«‹([{「『（【《〈〔-–—•*·"].map((c) => c.charCodeAt(0)));
const QUOTES = new Set([..."\"'”’»」』＂"].map((c) => c.charCodeAt(0)));
const POINT = 46;
const ELLIPSIS = 0x2026;

/**
 * The sentences of a text, in order, without surrounding space; `text.slice(start, end) === span.text`. Spans do not overlap, and
 * together hold every character that is not space. Blank lines, list items and (where lines are paragraphs) line breaks end
 * one; abbreviations, decimals, initials, quoted questions and datelines do not.
 */
export function sentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  const breaks = lineBreaks(text);
  let start = skipSpace(text, 0);
  let hasWord = false;
  let i = start;
  const close = (end: number): void => {
    push(spans, text, start, end);
    start = skipSpace(text, end);
    i = start;
    hasWord = false;
  };
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (marks[code] === 0) {
      if (!hasWord) hasWord = isWordly(text, i, code);
      i++;
    } else if (NEWLINES.has(code)) {
      if (hasWord && breaks(i)) close(i);
      else i++;
    } else {
      const end = runEnd(text, i);
      if (hasWord && ends(text, start, i, end)) close(end);
      else i = end;
    }
  }
  push(spans, text, start, text.length);
  return spans;
}

function isWordly(text: string, i: number, code: number): boolean {
  const kind = kindOf(code);
  if (kind === WORD || kind === DENSE) return true;
  return code >= 0xd800 && code < 0xdc00 && i + 1 < text.length;
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The end of a run of stops with the quotes and brackets that close after it. */
function runEnd(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (LATIN_STOPS.has(code) || DENSE_STOPS.has(code)) i++;
    else break;
  }
  while (i < text.length && CLOSERS.has(text.charCodeAt(i))) i++;
  return i;
}

function ends(text: string, start: number, stop: number, end: number): boolean {
  if (end >= text.length) return true;
  const quoted = QUOTES.has(text.charCodeAt(end - 1));
  if (DENSE_STOPS.has(text.charCodeAt(stop)))
    return !(
      ",，、；：;".includes(text.charAt(end)) ||
      (quoted && SPEECH_ZH.test(text.slice(end, end + 14)))
    );
  const next = skipSpace(text, end);
  const spaced = next > end;
  if (next >= text.length) return true;
  if (!spaced && !isGlued(text, stop, next)) return false;
  let head = next;
  while (head < text.length && OPENING.has(text.charCodeAt(head))) head++;
  const headCode = text.charCodeAt(head);
  const headKind = kindOf(headCode);
  const first = text.charAt(head);
  if (headKind === OTHER && ",;:%/".includes(first)) return false;
  if (headKind === SPACE && head === next + 1) return true;
  if (isLower(first) && headKind === WORD) return !spaced ? false : isBrand(text, head);
  const single = end - stop === 1 || (text.charCodeAt(stop) === POINT && text.charCodeAt(stop + 1) !== POINT);
  if (text.charCodeAt(stop) === POINT && single) return pointEnds(text, start, stop, head);
  if (text.charCodeAt(stop) === POINT || text.charCodeAt(stop) === ELLIPSIS)
    return head > next || isUpper(first) || headKind === DENSE;
  return !(quoted && SPEECH.test(text.slice(next, next + 60)));
}

/** "media.The": web pages lose the space between paragraphs. Names ("Node.js", "U.S.A") are not such cases. */
function isGlued(text: string, stop: number, next: number): boolean {
  const after = text.charCodeAt(next);
  if (kindOf(after) === DENSE) return true;
  let head = next;
  while (head < text.length && OPENING.has(text.charCodeAt(head))) head++;
  const before = text.charAt(stop - 1);
  const glue = isLower(before) || ')%"”’?'.includes(before) || /\d/.test(before);
  return (
    glue &&
    isUpper(text.charAt(head)) &&
    (isLower(text.charAt(head + 1)) || /^[AI] /.test(text.slice(head, head + 2))) &&
    !/^(?:Com|Net|Org|Gov|Co|Tv|Io)\b/.test(text.slice(head, head + 4)) &&
    kindOf(text.charCodeAt(stop - 2)) !== OTHER
  );
}

/** "iPhone", "eBay". */
function isBrand(text: string, head: number): boolean {
  return isUpper(text.charAt(head + 1)) && kindOf(text.charCodeAt(head + 1)) === WORD;
}

function pointEnds(text: string, start: number, stop: number, head: number): boolean {
  let from = stop;
  const floor = Math.max(start, stop - 14);
  while (from > floor) {
    const code = text.charCodeAt(from - 1);
    if (isSpace(code) || OPENING.has(code) || kindOf(code) === DENSE) break;
    from--;
  }
  const token = text.slice(from, stop);
  const lower = token.toLowerCase();
  if (/^\d{1,3}$/.test(token) && from === start) return false;
  if (BEFORE_NAMES.has(lower)) return !isUpper(token) && OPENERS.has(wordAt(text, head));
  const initial = token.length === 1 && isUpper(token);
  const dotted = /^(?:\p{L}\.)+\p{L}$/u.test(token);
  if (!initial && !dotted && !WITHIN.has(lower)) return true;
  if (token === lower && WORDS_TOO.has(lower)) return !/\d/.test(text.charAt(head));
  const opener = OPENERS.has(wordAt(text, head));
  if (initial && /\p{Lu}\p{Ll}/u.test(text.slice(head, head + 2))) return opener;
  return opener && isUpper(text.charAt(head));
}

function wordAt(text: string, head: number): string {
  let end = head;
  while (end < text.length && end < head + 16 && kindOf(text.charCodeAt(end)) === WORD) end++;
  return text.slice(head, end).toLowerCase();
}

function push(spans: Span[], text: string, start: number, rawEnd: number): void {
  let end = rawEnd;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  let from = start;
  while (end - from > LONGEST) {
    const cut = cutAt(text, from);
    let last = cut;
    while (last > from && isSpace(text.charCodeAt(last - 1))) last--;
    if (last > from) spans.push({ start: from, end: last, text: text.slice(from, last) });
    from = skipSpace(text, cut);
  }
  if (end > from) spans.push({ start: from, end, text: text.slice(from, end) });
}

/** Where an overlong sentence is best cut: at a semicolon or comma, else at a space, else between whole characters. */
function cutAt(text: string, from: number): number {
  const end = from + LONGEST;
  for (const marks of [";；", ",，、"]) {
    for (let i = end; i > from + LONGEST / 2; i--) if (marks.includes(text.charAt(i - 1))) return i;
  }
  for (let i = end; i > from + LONGEST / 2; i--) if (isSpace(text.charCodeAt(i - 1))) return i;
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code < 0xdc00 ? end - 1 : end;
}
