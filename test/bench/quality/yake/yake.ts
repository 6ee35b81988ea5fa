/**
 * YAKE (Campos, Mangaravite, Pasquali, Jorge, Nunes and Jatowt 2020, "YAKE! Keyword extraction from single documents using multiple local
 * features", Information Sciences 509): what a text alone says of its words (casing, position, frequency, company, spread) and phrases.
 */

import type { Token, Tokens } from "../../../../src/language/keywords/tokens.ts";
import { STOP_SMART } from "./smart.ts";

/** What is known of a word. */
export interface Term {
  tf: number;
  stop: boolean;
  casing: number;
  position: number;
  frequency: number;
  relatedness: number;
  spread: number;
  /** Lower is better. */
  score: number;
}

export interface Phrase {
  /** Its tokens where it stands first. */
  tokens: readonly Token[];
  tf: number;
  /** Lower is better. */
  score: number;
}

interface Counted extends Term {
  acronyms: number;
  names: number;
  sentences: number[];
  left: Map<Counted, number>;
  right: Map<Counted, number>;
}

/** Shorter words are no keywords. */
const SHORTEST = 3;

/** Every phrase of up to `longest` words without punctuation inside that neither begins nor ends with a stop word, best first. */
export function yake(text: Tokens, longest = 3): Phrase[] {
  const terms = termsOf(text);
  const phrases = new Map<string, { tokens: Token[]; terms: Counted[]; tf: number; valid: boolean }>();
  text.list.forEach((_, at) => {
    const own: Token[] = [];
    for (let from = at; from >= 0 && own.length < longest; from--) {
      const first = text.list[from];
      if (!first) break;
      own.unshift(first);
      const valid = own.every(counts);
      const key = own.map(({ lexeme }) => lexeme.lower).join(" ");
      const known = phrases.get(key);
      if (known) {
        known.tf++;
        known.valid ||= valid;
      } else {
        const parts = own.flatMap((one) => terms.get(keyOf(one)) ?? []);
        phrases.set(key, { tokens: [...own], terms: parts, tf: 1, valid });
      }
      if (!first.joined) break;
    }
  });
  return [...phrases.values()]
    .filter(({ valid, terms }) => valid && !terms[0]?.stop && !terms.at(-1)?.stop)
    .map(({ tokens, terms, tf }) => ({ tokens, tf, score: phraseScore(terms, tf) }))
    .sort((a, b) => a.score - b.score);
}

/** Numbers and odd mixtures stand in no phrase and are nobody's company. */
const counts = ({ tag }: Token): boolean => tag !== "number" && tag !== "odd";

/** A plural is counted with its singular. */
function keyOf({ lexeme: { lower } }: Token): string {
  return lower.endsWith("s") && lower.length > SHORTEST ? lower.slice(0, -1) : lower;
}

function termsOf({ list, sentences }: Tokens): Map<string, Counted> {
  const terms = new Map<string, Counted>();
  list.forEach((token, at) => {
    const key = keyOf(token);
    let term = terms.get(key);
    if (!term) {
      const { lower } = token.lexeme;
      const stop = STOP_SMART.has(lower) || STOP_SMART.has(key) || lengthOf(key) < SHORTEST;
      term = {
        ...{ tf: 0, stop, casing: 0, position: 0, frequency: 0, relatedness: 0, spread: 0, score: 0 },
        ...{ acronyms: 0, names: 0, sentences: [], left: new Map(), right: new Map() },
      };
      terms.set(key, term);
    }
    term.tf++;
    if (token.tag === "acronym") term.acronyms++;
    if (token.tag === "name") term.names++;
    if (term.sentences.at(-1) !== token.sentence) term.sentences.push(token.sentence);
    const before = list[at - 1];
    if (!before || !token.joined || !counts(token) || !counts(before)) return;
    const other = terms.get(keyOf(before));
    if (!other) return;
    other.right.set(term, (other.right.get(term) ?? 0) + 1);
    term.left.set(other, (term.left.get(other) ?? 0) + 1);
  });
  const told = [...terms.values()].filter(({ stop }) => !stop);
  const mean = told.reduce((sum, { tf }) => sum + tf, 0) / Math.max(1, told.length);
  const variance = told.reduce((sum, { tf }) => sum + (tf - mean) ** 2, 0) / Math.max(1, told.length);
  let most = 1;
  for (const { tf } of terms.values()) most = Math.max(most, tf);
  for (const term of terms.values()) judge(term, most, mean + Math.sqrt(variance), sentences);
  return terms;
}

const lengthOf = (word: string): number => word.replace(/[^\p{L}\p{N}]/gu, "").length;

function judge(term: Counted, most: number, usual: number, sentences: number): void {
  const share = term.tf / most;
  const side = (neighbours: ReadonlyMap<Counted, number>): number => {
    let all = 0;
    for (const count of neighbours.values()) all += count;
    return 0.5 + (all === 0 ? 0 : (neighbours.size / all) * share);
  };
  term.relatedness = side(term.left) + side(term.right);
  term.frequency = usual > 0 ? term.tf / usual : 0;
  term.spread = term.sentences.length / sentences;
  term.casing = Math.max(term.acronyms, term.names) / (1 + Math.log(term.tf));
  const middle = (term.sentences.length - 1) / 2;
  const median = ((term.sentences[Math.floor(middle)] ?? 0) + (term.sentences[Math.ceil(middle)] ?? 0)) / 2;
  term.position = Math.log(Math.log(3 + median));
  const praise = term.casing + term.frequency / term.relatedness + term.spread / term.relatedness;
  term.score = (term.position * term.relatedness) / praise;
}

/** Stop words inside count by how firmly they tie their neighbours. */
function phraseScore(terms: readonly Counted[], tf: number): number {
  let product = 1;
  let sum = 0;
  terms.forEach((term, at) => {
    if (!term.stop) {
      product *= term.score;
      sum += term.score;
      return;
    }
    const before = terms[at - 1];
    const after = terms[at + 1];
    const tied =
      before && after
        ? ((before.right.get(term) ?? 0) / before.tf) * ((term.right.get(after) ?? 0) / after.tf)
        : 0;
    product *= 2 - tied;
    sum -= 1 - tied;
  });
  return product / (tf * (1 + sum));
}

/** The first `limit` phrases of which none is more than `alike` like one before it, by edits against the longer one's length. */
export function distinct(phrases: readonly Phrase[], limit: number, alike = 0.9): Phrase[] {
  const kept: { phrase: Phrase; text: string }[] = [];
  for (const phrase of phrases) {
    if (kept.length >= limit) break;
    const text = phrase.tokens.map(({ lexeme }) => lexeme.lower).join(" ");
    if (kept.every((better) => likeness(better.text, text) <= alike)) kept.push({ phrase, text });
  }
  return kept.map(({ phrase }) => phrase);
}

function likeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  // Nothing that differs so much in length can be alike enough to matter.
  if (Math.abs(a.length - b.length) > longer / 2) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1),
        ),
      );
    row = next;
  }
  return 1 - (row[b.length] ?? 0) / Math.max(1, longer);
}
