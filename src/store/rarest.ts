/**
 * Of "any" of many words, only stories with one of the rarest are ranked: enough for several times what is asked for. The common words weigh next
 * to nothing (their idf), and would have nearly every story ranked.
 */

const enough = 500;
/** And where the rare words have as many as are asked for, a word that is in more stories than this is left alone. */
const tooMany = 2_000;

/** @param counted how many stories each term has, in any order. @returns the terms that are worth asking for, rarest first; never none of some. */
export function rarest<T extends { n: number }>(counted: readonly T[], limit: number): readonly T[] {
  const taken: T[] = [];
  let stories = 0;
  for (const one of counted.toSorted((a, b) => a.n - b.n)) {
    if (one.n && stories >= Math.max(enough, 4 * limit)) break;
    if (one.n > tooMany && stories >= limit) break;
    taken.push(one);
    stories += one.n;
  }
  return taken;
}
