/** Picks sentences by their scores, without saying a thing twice. */
import type { Sentence } from "./model.ts";

/** How much is wanted: so many sentences, or about so many words. */
export type Length = { sentences: number } | { words: number };

/** No two picked sentences share more of their word pairs (Jaccard). */
export const MOST_SHARED = 0.25;

/**
 * Picks by maximal marginal relevance (Carbonell & Goldstein 1998): score − `caution` × the share of its terms that were
 * picked already. Gives places in `sentences`, best first.
 *
 * With `words`: a sentence is taken while the sum stays within 1.15 × words (the first always), and enough is .95 × words.
 */
export function select(
  sentences: readonly Sentence[],
  scores: readonly number[],
  length: Length,
  caution: number,
): number[] {
  const open = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  // What lies far below the best cannot be reached: so long texts stay cheap.
  open.length = Math.min(
    open.length,
    60 + ("words" in length ? Math.ceil(length.words / 8) : length.sentences * 3),
  );
  const picked: number[] = [];
  const covered = new Set<number>();
  let total = 0;
  while (open.length > 0 && wanted(length, picked.length, total)) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let o = 0; o < open.length; o++) {
      const i = open[o] ?? 0;
      const plain = scores[i] ?? 0;
      if (plain <= bestScore) break;
      const score = plain - caution * shared(sentences[i]?.terms ?? [], covered);
      if (score > bestScore) {
        best = o;
        bestScore = score;
      }
    }
    const [i = 0] = open.splice(best, 1);
    const sentence = sentences[i];
    if (!sentence || !fits(length, total, sentence, picked.length)) continue;
    if (picked.some((other) => sharesTooMuch(sentence, sentences[other]))) continue;
    picked.push(i);
    total += sentence.length;
    for (const term of sentence.terms) covered.add(term);
  }
  return picked;
}

function wanted(length: Length, count: number, total: number): boolean {
  return "words" in length ? total < length.words * 0.95 : count < length.sentences;
}

function fits(length: Length, total: number, sentence: Sentence, count: number): boolean {
  return !("words" in length) || count === 0 || total + sentence.length <= length.words * 1.15;
}

function shared(terms: readonly number[], covered: ReadonlySet<number>): number {
  if (terms.length === 0) return 1;
  let known = 0;
  for (const term of terms) if (covered.has(term)) known++;
  return known / terms.length;
}

function sharesTooMuch(a: Sentence, b: Sentence | undefined): boolean {
  if (!b) return false;
  if (a.text === b.text) return true;
  const left = pairs(a.all);
  const right = pairs(b.all);
  let common = 0;
  for (const pair of left) if (right.has(pair)) common++;
  const union = left.size + right.size - common;
  return union > 0 && common / union > MOST_SHARED;
}

function pairs(terms: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (let i = 1; i < terms.length; i++) found.add((terms[i - 1] ?? 0) * 1_048_576 + (terms[i] ?? 0));
  return found;
}
