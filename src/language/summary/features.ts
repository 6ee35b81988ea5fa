/** What is measured of a sentence, for the ranker: all linear in the length of the text. */
import type { Sentence, TextModel } from "./model.ts";

/** Their order is the order of the weights. */
export const FEATURES = [
  "first",
  "second",
  "third",
  "early",
  "depth",
  "length",
  "short",
  "long",
  "centroid",
  "central",
  "frequency",
  "topTerms",
  "title",
  "lead",
  "fresh",
  "names",
  "digits",
  "quoted",
  "dangling",
  "personal",
  "asks",
  "stops",
  "firstOfFew",
  "centroidEarly",
  "heading",
] as const;

const DANGLING = new Set(
  `and but so or yet he she it they this these that those his her their its such also however meanwhile then there another other
  others still moreover instead i we you my our your him them what when who why how 他 她 它 他们 她们 这 那 这些 那些 但 但是 而 而且 此外 另外 同时
  因此 所以 然而 不过 对此 其中 随后`.split(/\s+/),
);

/** One row of numbers for each sentence, in the order of FEATURES; most lie between 0 and 1. */
export function features(model: TextModel): Float64Array[] {
  const { sentences, frequencies } = model;
  const vectors = sentences.map((sentence) => vector(sentence, frequencies));
  const centroid = sum(vectors, frequencies.length);
  const centroidNorm = norm(centroid) || 1;
  const top = topTerms(frequencies, 10);
  let total = 0;
  for (const frequency of frequencies) total += frequency;
  const seen = new Map<number, Set<number>>();
  const leads = new Map<number, Vector>();
  return sentences.map((sentence, i) => {
    const own = vectors[i] ?? EMPTY;
    const count = model.counts[sentence.document] ?? 1;
    const title = model.titles[sentence.document];
    const known = seen.get(sentence.document) ?? new Set<number>();
    seen.set(sentence.document, known);
    const lead = leads.get(sentence.document) ?? own;
    leads.set(sentence.document, lead);
    const unique = own.terms.length || 1;
    let towards = 0;
    let frequent = 0;
    let titled = 0;
    let fresh = 0;
    let inTop = 0;
    for (let t = 0; t < own.terms.length; t++) {
      const term = own.terms[t] ?? 0;
      towards += (own.values[t] ?? 0) * (centroid[term] ?? 0);
      frequent += frequencies[term] ?? 0;
      if (title?.has(term)) titled++;
      if (!known.has(term)) fresh++;
      if (top.has(term)) inTop++;
      known.add(term);
    }
    const words = sentence.all.length || 1;
    const cosine = towards / centroidNorm;
    const place = sentence.index;
    const early = 1 / (1 + place);
    const text = sentence.text;
    return Float64Array.of(
      place === 0 ? 1 : 0,
      place === 1 ? 1 : 0,
      place === 2 ? 1 : 0,
      early,
      place / count,
      Math.min(1.5, Math.log1p(sentence.length) / 4),
      sentence.length < 9 ? 1 : 0,
      sentence.length > 38 ? Math.min(1, (sentence.length - 38) / 30) : 0,
      cosine,
      towards / sentences.length,
      total > 0 ? Math.min(1, (frequent / unique / total) * 20) : 0,
      inTop / (top.size || 1),
      title && title.size > 0 ? titled / title.size : 0,
      place === 0 ? 0 : dot(own, lead),
      fresh / unique,
      Math.min(1, sentence.names / words),
      Math.min(1, (sentence.digits / words) * 3),
      quotedShare(text),
      DANGLING.has(sentence.opener) ? 1 : 0,
      Math.min(1, sentence.personal / 3),
      /[?？!！]/.test(text) ? 1 : 0,
      1 - sentence.terms.length / words,
      place === 0 ? 1 / Math.sqrt(count) : 0,
      cosine * early,
      /[.!?。！？…"”'’)）」]$/.test(text) ? 0 : 1,
    );
  });
}

/** A sparse vector of length 1. */
export interface Vector {
  terms: readonly number[];
  values: readonly number[];
}

const EMPTY: Vector = { terms: [], values: [] };

/** Terms weighed by the root of how often they stand in the sentence, times the log of how often in all documents. Terms ascend. */
function vector(sentence: Sentence, frequencies: Float64Array): Vector {
  const terms = [...sentence.terms].sort((a, b) => a - b);
  const unique: number[] = [];
  const values: number[] = [];
  let norm = 0;
  for (let i = 0; i < terms.length; ) {
    const term = terms[i] ?? 0;
    let j = i;
    while (j < terms.length && terms[j] === term) j++;
    const value = Math.sqrt(j - i) * Math.log2(1 + (frequencies[term] ?? 0));
    unique.push(term);
    values.push(value);
    norm += value * value;
    i = j;
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  return { terms: unique, values: values.map((value) => value * scale) };
}

function sum(vectors: readonly Vector[], size: number): Float64Array {
  const total = new Float64Array(size);
  for (const { terms, values } of vectors)
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] ?? 0;
      total[term] = (total[term] ?? 0) + (values[i] ?? 0);
    }
  return total;
}

function norm(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return Math.sqrt(total);
}

function dot(a: Vector, b: Vector): number {
  let total = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const left = a.terms[i] ?? 0;
    const right = b.terms[j] ?? 0;
    if (left === right) total += (a.values[i++] ?? 0) * (b.values[j++] ?? 0);
    else if (left < right) i++;
    else j++;
  }
  return total;
}

function topTerms(frequencies: Float64Array, limit: number): ReadonlySet<number> {
  const often: number[] = [];
  frequencies.forEach((frequency, term) => {
    if (frequency > 1) often.push(term);
  });
  often.sort((a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0) || a - b);
  return new Set(often.slice(0, limit));
}

function quotedShare(text: string): number {
  if (!/["“「]/.test(text)) return 0;
  let quoted = 0;
  for (const match of text.matchAll(/["“「][^"”」]{2,}(?:["”」]|$)/g)) quoted += match[0].length;
  return text.length > 0 ? quoted / text.length : 0;
}
