/** The parts of a sentence that must be right to the letter: numbers, quotations, names. */
import { isUpper } from "./characters.ts";
import { ENGLISH, round, SCALES } from "./quantities/scales.ts";
import { isStop, STOP_EN } from "./stopwords.ts";
import { stem, words } from "./words.ts";

export interface Facts {
  /** Values with their scale ("3.5bn" and "3.5 billion" are 3500000000). */
  numbers: readonly number[];
  /** What stands in quotation marks, without case, points and spaces; only of three words or more (six characters in Chinese). */
  quotes: readonly string[];
  /** Stems of words with a capital that do not open the sentence. */
  names: readonly string[];
}

/** "One" is a pronoun as often. */
const SPELLED: Readonly<Record<string, number>> = ENGLISH;
const NUMBER =
  /(\d[\d,，]*(?:\.\d+)?)\s*[-–]?\s*(hundred|thousand|million|billion|trillion|mln|bln|bn|mn|tn|[kmb](?![\p{L}])|万亿|千万|百万|亿|万|千)?/giu;
const WORDED =
  /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](hundred|thousand|million|billion|trillion|dozen))?\b/gi;

export function factsOf(sentence: string): Facts {
  return { numbers: numbersOf(sentence), quotes: quotesOf(sentence), names: namesOf(sentence) };
}

/** Digits with their scale words, and small numbers in English words. Text from a person or a model: the patterns do not backtrack far. */
export function numbersOf(text: string): number[] {
  const found: number[] = [];
  for (const [, digits = "", scale = ""] of text.matchAll(NUMBER)) {
    const value = Number(digits.replaceAll(/[,，]/g, ""));
    if (Number.isFinite(value)) found.push(round(value * (SCALES[scale.toLowerCase()] ?? 1)));
  }
  for (const [, word = "", scale = ""] of text.matchAll(WORDED)) {
    const value = SPELLED[word.toLowerCase()];
    if (value !== undefined) found.push(round(value * (SCALES[scale.toLowerCase()] ?? 1)));
  }
  return found;
}

export function quotesOf(text: string): string[] {
  const found: string[] = [];
  for (const [, quote = ""] of text.matchAll(/["“「『]([^"”」』]{2,400})["”」』]/g)) {
    const bare = bareText(quote);
    if (quote.split(/\s+/).length >= 3 || (/\p{Script=Han}/u.test(quote) && bare.length >= 6))
      found.push(bare);
  }
  return found;
}

export function namesOf(text: string): string[] {
  const found: string[] = [];
  let opens = true;
  for (const word of words(text)) {
    const lower = word.text.toLowerCase();
    const named = !word.dense && isUpper(word.text.charAt(0)) && !STOP_EN.has(lower) && !isStop(lower);
    // The word that opens a sentence or a quotation has its capital anyway; in "iPhone" or "NATO" it has more than that.
    if (named && (!opens || /^\p{Lu}{2}/u.test(word.text))) found.push(nameStem(lower));
    opens = /["“‘(:]/.test(text.charAt(word.end + 1)) || /[.!?:"“]/.test(text.charAt(word.end));
  }
  return found;
}

/** "Britain's" and "Britain" are one. */
export function nameStem(lower: string): string {
  return stem(lower.replace(/['’]s?$/, ""));
}

/** Letters and digits alone, lower case: for finding a quotation whatever its marks. */
export function bareText(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
