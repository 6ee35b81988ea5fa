/** What a summary looks at: the sentences of all documents with their terms, by number. */
import type { Document, Span } from "../../types.ts";
import { isUpper } from "../characters.ts";
import { bareText } from "../facts.ts";
import { sentences } from "../sentences.ts";
import { lexeme, words } from "../words.ts";
import { isBoilerplate, leadIn } from "./boilerplate.ts";

export interface Sentence extends Span {
  /** Place of its document in the list. */
  document: number;
  /** Place among the sentences of its document that count. */
  index: number;
  /** Words; Chinese characters ÷ 1.7. */
  length: number;
  /** Stems of words that are not stop words, as numbers, repeats kept. */
  terms: readonly number[];
  /** Stems of all words, in order, as numbers. */
  all: readonly number[];
  /** Words with a capital that do not open the sentence. */
  names: number;
  digits: number;
  /** Words of the first and second person. */
  personal: number;
  /** First word, lower case. */
  opener: string;
}

export interface TextModel {
  sentences: readonly Sentence[];
  /** How many sentences each document has here. */
  counts: readonly number[];
  /** Terms of each document's title. */
  titles: readonly ReadonlySet<number>[];
  /** How often each term stands in all documents together, by its number. */
  frequencies: Float64Array;
}

const PERSONAL = new Set(
  "i i'm i've i'll i'd we we're we've you you're my our your me us 我 我们 你 你们 您".split(" "),
);

/** More sentences are not weighed: of a longer text its first two thirds of this many, and an even sample of the rest. */
export const MOST_SENTENCES = 900;

export function textModel(documents: readonly Document[]): TextModel {
  const numbers = new Map<string, number>();
  const number = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, numbers.size);
    return numbers.size - 1;
  };
  const found: Sentence[] = [];
  const counts: number[] = [];
  const titles: ReadonlySet<number>[] = [];
  const share = Math.max(20, Math.floor(MOST_SENTENCES / Math.max(1, documents.length)));
  documents.forEach((document, place) => {
    const spans = worthReading(sentences(document.text), document.title, share);
    spans.forEach((span, index) => {
      found.push(readSentence(span, place, index, number));
    });
    counts.push(spans.length);
    const title = words(document.title).map((word) => lexeme(word.text));
    titles.push(new Set(title.filter(({ stop }) => !stop).map(({ stem }) => number(stem))));
  });
  const frequencies = new Float64Array(numbers.size);
  for (const sentence of found)
    for (const term of sentence.terms) frequencies[term] = (frequencies[term] ?? 0) + 1;
  return { sentences: found, counts, titles, frequencies };
}

/** Without the title again, bylines, captions and notices (unless there is nothing else), without datelines, and no more than `most`. */
function worthReading(spans: readonly Span[], title: string, most: number): readonly Span[] {
  const sampled = spans.length > most ? sample(spans, most) : spans;
  const headline = bareText(title);
  const kept = sampled.filter(
    (span, i) => !isBoilerplate(span.text) && !(i < 4 && headline && bareText(span.text) === headline),
  );
  return (kept.length > 0 ? kept : sampled).map(withoutLeadIn);
}

function withoutLeadIn(span: Span): Span {
  const cut = leadIn(span.text);
  return cut === 0 ? span : { start: span.start + cut, end: span.end, text: span.text.slice(cut) };
}

function sample(spans: readonly Span[], most: number): readonly Span[] {
  const head = Math.floor((most * 2) / 3);
  const step = (spans.length - head) / (most - head);
  const rest = Array.from({ length: most - head }, (_, i) => spans[head + Math.floor(i * step)]);
  return [...spans.slice(0, head), ...rest.filter((span) => span !== undefined)];
}

function readSentence(
  span: Span,
  document: number,
  index: number,
  number: (term: string) => number,
): Sentence {
  const terms: number[] = [];
  const all: number[] = [];
  let length = 0;
  let names = 0;
  let digits = 0;
  let personal = 0;
  let opener = "";
  for (const word of words(span.text)) {
    const { lower, stem, stop } = lexeme(word.text);
    length += word.dense ? (word.end - word.start) / 1.7 : 1;
    const first = word.text.charCodeAt(0);
    if (first >= 48 && first <= 57) digits++;
    else if (all.length === 0) opener = lower;
    else if (isUpper(word.text.charAt(0)) && lower !== "i") names++;
    if (PERSONAL.has(lower)) personal++;
    const term = number(stem);
    all.push(term);
    if (!stop) terms.push(term);
  }
  return { ...span, document, index, length, terms, all, names, digits, personal, opener };
}
