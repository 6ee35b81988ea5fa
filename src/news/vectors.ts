/** Texts as sparse weighted vectors: tf-idf whose document counts grow as texts come in (Salton and Buckley, 1988). */
import { ordinaryShare } from "../language/ordinary.ts";
import { eachTerm } from "../language/terms.ts";

/** What is compared of a text. `at` in ms. */
export interface Comparable {
  title: string;
  text: string;
  at?: number;
}

/** Term numbers with how often each was said, the title's counted thrice. */
export type Counts = ReadonlyMap<number, number>;

/** Term numbers and weights, heaviest first, of length one (or empty). */
export interface Vector {
  terms: readonly number[];
  weights: readonly number[];
}

export interface Vectorizer {
  /** The terms of a text, by number. Does not count it as seen. */
  count(text: Comparable): Counts;
  /** Counts a text as seen: its terms become less telling. */
  see(counts: Counts): void;
  /** By what was seen so far. */
  weigh(counts: Counts): Vector;
}

const titleTerms = 60;
/** The opening of a news text says what it is about (the inverted pyramid); the rest costs time and blurs. */
const textTerms = 80;
const titleWeight = 3;
const vectorTerms = 60;
/** As if so many ordinary news texts had been seen before: what is common is known from the first text on (models/news-words/card.md). */
const background = 2000;

/** A vectorizer that has seen the background alone. Its memory grows with the number of different terms. */
export function createVectorizer(): Vectorizer {
  const numbers = new Map<string, number>();
  const seenIn: number[] = [];
  let seen = background;

  function numberOf(term: string): number {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const made = seenIn.push(ordinaryShare(term) * background) - 1;
    numbers.set(term, made);
    return made;
  }

  return {
    count(text) {
      const counts = new Map<number, number>();
      const addAll = (part: string, limit: number, weight: number) =>
        eachTerm(part, limit, (term) => {
          const number = numberOf(term);
          counts.set(number, (counts.get(number) ?? 0) + weight);
        });
      addAll(text.title, titleTerms, titleWeight);
      addAll(text.text, textTerms, 1);
      return counts;
    },
    see(counts) {
      seen++;
      for (const term of counts.keys()) seenIn[term] = (seenIn[term] ?? 0) + 1;
    },
    weigh(counts) {
      const weighed: [number, number][] = [];
      for (const [term, count] of counts) {
        const idf = Math.log((seen + 1) / ((seenIn[term] ?? 0) + 0.5));
        if (idf > 0) weighed.push([term, (1 + Math.log(count)) * idf]);
      }
      weighed.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      weighed.length = Math.min(weighed.length, vectorTerms);
      const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
      return {
        terms: weighed.map(([term]) => term),
        weights: weighed.map(([, weight]) => weight / length),
      };
    },
  };
}

/** −1 … 1; 1 for the same direction. */
export function cosine(a: Vector, b: Vector): number {
  const weights = new Map(a.terms.map((term, at) => [term, a.weights[at] ?? 0]));
  return b.terms.reduce((sum, term, at) => sum + (weights.get(term) ?? 0) * (b.weights[at] ?? 0), 0);
}
