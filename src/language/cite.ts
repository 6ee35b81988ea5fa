/** Links sentences that a model wrote to the passages of the sources that bear them out. */
import type { Document, Passage, TextTools } from "../types.ts";
import { bareText, type Facts, factsOf, nameStem, numbersOf } from "./facts.ts";
import { sentences } from "./sentences.ts";
import { isStop } from "./stopwords.ts";
import { words } from "./words.ts";

/** Share of a sentence's weight (inverse sentence frequency) that its passages must hold. Chosen by hand; a trained check follows. */
const ENOUGH = 0.5;
/** A passage must hold at least this share to count at all: a number alone is found anywhere. */
const LEAST = 0.12;
const MOST_PASSAGES = 3;
/** Sentences of one source that are looked at. */
const MOST_SENTENCES = 4_000;

interface Source {
  passage: Passage;
  terms: ReadonlySet<string>;
}

/**
 * For each sentence up to three passages, best first, and whether they bear it out: by words (stems, weighed by how rare they are in the
 * sources; pairs of characters in Chinese), and every number, quotation and name of the sentence must stand in its passages.
 */
export function cite(
  sentencesOfModel: readonly string[],
  documents: readonly Document[],
): ReturnType<TextTools["cite"]> {
  const sources = documents.flatMap(read);
  const holders = new Map<string, number[]>();
  sources.forEach((source, i) => {
    for (const term of source.terms) {
      const list = holders.get(term);
      if (list) list.push(i);
      else holders.set(term, [i]);
    }
  });
  const weigh = (term: string): number =>
    Math.log(1 + (sources.length + 1) / ((holders.get(term)?.length ?? 0) + 0.5));
  const verbatim = new Map(sources.map((source) => [bareText(source.passage.text), source.passage]));
  return sentencesOfModel.map((text) => {
    const same = verbatim.get(bareText(text));
    if (same && bareText(text) !== "") return { text, passages: [same], verdict: "supported" };
    const passages = findPassages(text, sources, holders, weigh);
    return { text, passages: passages.passages, verdict: passages.supported ? "supported" : "unsupported" };
  });
}

function findPassages(
  text: string,
  sources: readonly Source[],
  holders: ReadonlyMap<string, readonly number[]>,
  weigh: (term: string) => number,
): { passages: Passage[]; supported: boolean } {
  const terms = termsOf(text);
  let whole = 0;
  for (const term of terms) whole += weigh(term);
  const facts = factsOf(text);
  const missing = new Set(terms);
  const found: Source[] = [];
  let held = 0;
  while (found.length < MOST_PASSAGES && whole > 0) {
    const gains = new Map<number, number>();
    for (const term of missing)
      for (const i of holders.get(term) ?? []) gains.set(i, (gains.get(i) ?? 0) + weigh(term));
    let best = -1;
    let bestGain = 0;
    for (const [i, gain] of gains)
      if (gain > bestGain + 1e-9 || (Math.abs(gain - bestGain) < 1e-9 && i < best)) {
        best = i;
        bestGain = gain;
      }
    const source = sources[best];
    if (!source || bestGain / whole < LEAST) break;
    // More passages only where they are needed: what is borne out already is cited once.
    if (found.length > 0 && held / whole >= 0.85 && factsHold(facts, found)) break;
    found.push(source);
    held += bestGain;
    for (const term of source.terms) missing.delete(term);
  }
  const supported = whole > 0 && held / whole >= ENOUGH && factsHold(facts, found);
  return { passages: found.map((source) => source.passage), supported };
}

function factsHold(facts: Facts, sources: readonly Source[]): boolean {
  const text = sources.map((source) => source.passage.text).join("\n");
  if (facts.numbers.length > 0) {
    const numbers = new Set(numbersOf(text));
    if (!facts.numbers.every((number) => numbers.has(number))) return false;
  }
  if (facts.quotes.length > 0) {
    const bare = bareText(text);
    if (!facts.quotes.every((quote) => bare.includes(quote))) return false;
  }
  return facts.names.every((name) => sources.some((source) => source.terms.has(name)));
}

function read(document: Document): Source[] {
  return sentences(document.text)
    .slice(0, MOST_SENTENCES)
    .map(({ start, end, text }) => ({
      passage: { source: document.id, start, end, text },
      terms: termsOf(text),
    }));
}

function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const word of words(text)) {
    if (word.dense) {
      // Pairs of characters find what a segmenter cuts in two ways.
      for (let i = word.start; i < word.end; i++) {
        const pair = text.slice(i, i + 2);
        if (/^\p{L}{2}$/u.test(pair)) terms.add(pair);
      }
    } else {
      const lower = word.text.toLowerCase();
      if (!isStop(lower)) terms.add(nameStem(lower));
    }
  }
  return terms;
}
