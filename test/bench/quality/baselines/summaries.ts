/** Summarisers to be better than. Each gives the places of sentences, best first. */
import { STOP_EN, STOP_ZH, stem, words } from "../../../../src/language/index.ts";
import { rougeN, rougeTokens } from "../../../../src/learn/metrics/rouge.ts";
import { byRank, pageRank } from "./graph.ts";

/** Stems without stop words: what both graph methods compare. */
export function contentStems(sentence: string): string[] {
  return words(sentence)
    .map((word) => word.text.toLowerCase())
    .filter((word) => !STOP_EN.has(word) && !STOP_ZH.has(word))
    .map(stem);
}

/** TextRank (Mihalcea & Tarau 2004): shared words ÷ (log |a| + log |b|), weighted undirected graph. */
export function textRank(sentences: readonly (readonly string[])[]): number[] {
  const sets = sentences.map((sentence) => new Set(sentence));
  const weights = sentences.map(() => new Float64Array(sentences.length));
  for (let i = 0; i < sentences.length; i++)
    for (let j = i + 1; j < sentences.length; j++) {
      let shared = 0;
      for (const term of sets[i] ?? []) if (sets[j]?.has(term)) shared++;
      const size = Math.log(sentences[i]?.length || 1) + Math.log(sentences[j]?.length || 1);
      const weight = size > 0 ? shared / size : 0;
      set(weights, i, j, weight);
    }
  return byRank(pageRank(weights));
}

/**
 * LexRank (Erkan & Radev 2004): idf-modified cosine, edges of .1 and more, all alike (their "LexRank with threshold"). `idf` by stem, from the
 * articles of the set.
 */
export function lexRank(
  sentences: readonly (readonly string[])[],
  idf: (stem: string) => number,
  threshold = 0.1,
): number[] {
  const vectors = sentences.map((sentence) => {
    const vector = new Map<string, number>();
    for (const term of sentence) vector.set(term, (vector.get(term) ?? 0) + idf(term));
    return vector;
  });
  const norms = vectors.map((vector) =>
    Math.sqrt([...vector.values()].reduce((total, value) => total + value ** 2, 0)),
  );
  const weights = sentences.map(() => new Float64Array(sentences.length));
  for (let i = 0; i < sentences.length; i++)
    for (let j = i; j < sentences.length; j++) {
      let product = 0;
      for (const [term, value] of vectors[i] ?? []) product += value * (vectors[j]?.get(term) ?? 0);
      const norm = (norms[i] ?? 0) * (norms[j] ?? 0);
      set(weights, i, j, norm > 0 && product / norm >= threshold ? 1 : 0);
    }
  return byRank(pageRank(weights));
}

/** Inverse document frequency over a set's articles. */
export function idfOf(documents: readonly (readonly string[])[]): (stem: string) => number {
  const counts = new Map<string, number>();
  for (const document of documents)
    for (const term of new Set(document)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return (term) => Math.log((documents.length + 1) / ((counts.get(term) ?? 0) + 0.5));
}

/** The most that picking can reach, nearly: adds what lifts ROUGE-1 F + ROUGE-2 F most (as Nallapati et al. 2017 make their labels). Best first. */
export function oracle(sentences: readonly string[], reference: readonly string[], most: number): number[] {
  const gold = reference.flatMap(rougeTokens);
  const tokens = sentences.map(rougeTokens);
  const picked: number[] = [];
  let best = 0;
  while (picked.length < most) {
    let add = -1;
    for (let i = 0; i < tokens.length; i++) {
      if (picked.includes(i)) continue;
      const summary = [...picked, i].sort((a, b) => a - b).flatMap((place) => tokens[place] ?? []);
      const value = rougeN(summary, gold, 1).f + rougeN(summary, gold, 2).f;
      if (value > best + 1e-9) {
        best = value;
        add = i;
      }
    }
    if (add < 0) break;
    picked.push(add);
  }
  return picked;
}

function set(weights: readonly Float64Array[], i: number, j: number, weight: number): void {
  const row = weights[i];
  const column = weights[j];
  if (row) row[j] = weight;
  if (column) column[i] = weight;
}
