/**
 * What was run before on the same event or subject: Okapi BM25 (Robertson and Walker, 1994) and cosine of tf-idf vectors, asked a second time with
 * what the best answers say (Rocchio, 1971), for two outlets often tell one event in different words.
 */
import { type Comparable, type Counts, cosine, createVectorizer, type Vector } from "./vectors.ts";

export interface RelatedDoc extends Comparable {
  id: string;
}

export interface Related {
  id: string;
  /** 0 … 3; only for ordering. */
  score: number;
  /** 0 … 1: cosine with the query itself. */
  likeness: number;
}

interface Indexed {
  id: string;
  at: number | undefined;
  vector: Vector;
  counts: Counts;
  length: number;
}

const k1 = 1.2;
const b = 0.5;
/** Answers less than a third as good as the best one are not asked. */
const feedbackDocs = 15;
const feedbackFrom = 1 / 3;
const feedbackWeight = 2;
const bm25Weight = 2;

const lengthOf = (counts: Counts) => counts.values().reduce((sum, count) => sum + count, 0);

/** The sum of weighted vectors, at length one. */
function blend(parts: readonly (readonly [Vector, number])[]): Vector {
  const sums = new Map<number, number>();
  for (const [vector, share] of parts)
    for (const [at, term] of vector.terms.entries())
      sums.set(term, (sums.get(term) ?? 0) + share * (vector.weights[at] ?? 0));
  const length = Math.sqrt(sums.values().reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return { terms: [...sums.keys()], weights: [...sums.values()].map((weight) => weight / length) };
}

/**
 * Indexes a pool of texts once; the answer ranks it for a query, best first. A text with the query's own `id` is left out. Pure: no database.
 */
export function createRelatedRanker(
  pool: readonly RelatedDoc[],
): (query: Comparable & { id?: string }, limit: number) => readonly Related[] {
  const vectorizer = createVectorizer();
  const counted = pool.map((doc) => {
    const counts = vectorizer.count(doc);
    vectorizer.see(counts);
    return counts;
  });
  const docs: Indexed[] = pool.map((doc, at) => {
    const counts = counted[at] ?? new Map();
    return { id: doc.id, at: doc.at, counts, vector: vectorizer.weigh(counts), length: lengthOf(counts) };
  });
  const meanLength = docs.reduce((sum, doc) => sum + doc.length, 0) / (docs.length || 1);
  const postings = new Map<number, number[]>();
  for (const [at, doc] of docs.entries())
    for (const term of doc.counts.keys()) {
      const posting = postings.get(term);
      if (posting) posting.push(at);
      else postings.set(term, [at]);
    }
  const idf = (term: number) => {
    const df = postings.get(term)?.length ?? 0;
    return Math.log(1 + (docs.length - df + 0.5) / (df + 0.5));
  };

  function bm25(counts: Counts): Map<number, number> {
    const scores = new Map<number, number>();
    for (const term of counts.keys()) {
      const weight = idf(term);
      for (const at of postings.get(term) ?? []) {
        const doc = docs[at];
        const tf = doc?.counts.get(term) ?? 0;
        const norm = k1 * (1 - b + (b * (doc?.length ?? 0)) / meanLength);
        scores.set(at, (scores.get(at) ?? 0) + (weight * tf * (k1 + 1)) / (tf + norm));
      }
    }
    return scores;
  }

  return (query, limit) => {
    const counts = vectorizer.count(query);
    const vector = vectorizer.weigh(counts);
    const scores = bm25(counts);
    const top = Math.max(1e-9, ...scores.values());
    const found = [...scores]
      .flatMap(([at, score]) => {
        const doc = docs[at];
        return doc && doc.id !== query.id
          ? [{ doc, bm25: score / top, likeness: cosine(vector, doc.vector) }]
          : [];
      })
      .map((one) => ({ ...one, score: bm25Weight * one.bm25 + one.likeness }))
      .sort((x, y) => y.score - x.score);
    const enough = (found[0]?.score ?? 0) * feedbackFrom;
    const best = found.slice(0, feedbackDocs).filter((one) => one.score >= enough);
    const widened = blend([
      [vector, 1],
      ...best.map((one) => [one.doc.vector, (feedbackWeight * one.score) / (best[0]?.score || 1)] as const),
    ]);
    return found
      .map(({ doc, bm25: first, likeness }) => ({
        id: doc.id,
        likeness: Math.min(1, likeness),
        score: bm25Weight * first + cosine(widened, doc.vector),
      }))
      .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
      .slice(0, limit);
  };
}
