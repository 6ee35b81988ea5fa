/** Rankers to be better than: title and text as one bag of stems. */
import { STOP_EN, STOP_ZH, stem, words } from "../../../../src/language/index.ts";

export interface Searchable {
  id: string;
  title: string;
  text: string;
}

/** Ids of the pool for a query, best first; the query itself is left out. */
export type Rank<Doc extends Searchable = Searchable> = (query: Doc, limit: number) => readonly string[];

/** Okapi BM25 (Robertson & Walker 1994) with k1 = 1.2 and b = .75, as Lucene and FTS5 have them. */
export function bm25(pool: readonly Searchable[]): Rank {
  const index = indexOf(pool);
  const mean = index.lengths.reduce((total, length) => total + length, 0) / Math.max(1, pool.length);
  return (query, limit) => {
    const scores = new Float64Array(pool.length);
    for (const term of new Set(termsOf(query))) {
      const postings = index.postings.get(term) ?? [];
      const idf = Math.log(1 + (pool.length - postings.length + 0.5) / (postings.length + 0.5));
      for (const [at, count] of postings) {
        const length = 1 - 0.75 + (0.75 * (index.lengths[at] ?? 0)) / mean;
        scores[at] = (scores[at] ?? 0) + (idf * count * 2.2) / (count + 1.2 * length);
      }
    }
    return best(pool, scores, query.id, limit);
  };
}

/** Cosine of (1 + log tf) × idf vectors. */
export function tfidf(pool: readonly Searchable[]): Rank {
  const index = indexOf(pool);
  const idf = (term: string): number =>
    Math.log((pool.length + 1) / ((index.postings.get(term)?.length ?? 0) + 0.5));
  const norms = new Float64Array(pool.length);
  for (const [term, postings] of index.postings)
    for (const [at, count] of postings)
      norms[at] = (norms[at] ?? 0) + ((1 + Math.log(count)) * idf(term)) ** 2;
  return (query, limit) => {
    const scores = new Float64Array(pool.length);
    const counts = new Map<string, number>();
    for (const term of termsOf(query)) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const weight = (1 + Math.log(count)) * idf(term) ** 2;
      for (const [at, own] of index.postings.get(term) ?? [])
        scores[at] = (scores[at] ?? 0) + (weight * (1 + Math.log(own))) / Math.sqrt(norms[at] || 1);
    }
    return best(pool, scores, query.id, limit);
  };
}

function indexOf(pool: readonly Searchable[]): {
  postings: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  lengths: readonly number[];
} {
  const postings = new Map<string, [number, number][]>();
  const lengths = pool.map((doc, at) => {
    const terms = termsOf(doc);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const list = postings.get(term);
      if (list) list.push([at, count]);
      else postings.set(term, [[at, count]]);
    }
    return terms.length;
  });
  return { postings, lengths };
}

function termsOf(doc: Searchable): string[] {
  return words(`${doc.title}\n${doc.text}`)
    .map((word) => word.text.toLowerCase())
    .filter((word) => !STOP_EN.has(word) && !STOP_ZH.has(word))
    .map(stem);
}

function best(pool: readonly Searchable[], scores: Float64Array, own: string, limit: number): string[] {
  return pool
    .map((doc, at) => ({ id: doc.id, score: scores[at] ?? 0 }))
    .filter(({ id, score }) => id !== own && score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .map(({ id }) => id);
}
