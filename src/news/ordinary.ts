/** How common a word is in news anyway (models/news-words/card.md). */
import shares from "../../models/news-words/shares.json" with { type: "json" };

const commonness: ReadonlyMap<string, number> = new Map(
  Object.entries(shares).flatMap(([share, terms]) =>
    terms.split(" ").map((term) => [term, Number(share) / 10_000] as const),
  ),
);

/** The share of news texts that have the term (0 … 1); 0 for one that is rare, or of another language than English and Chinese. */
export const ordinaryShare = (term: string): number => commonness.get(term) ?? 0;
