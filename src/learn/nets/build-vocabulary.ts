/** Which tokens get a row: those seen often enough, and stems for the rest. */
import { STEM } from "../../language/nets/vocabulary.ts";
import { stem } from "../../language/words.ts";

export interface BuiltVocabulary {
  /** As `createVocabulary` takes it, in an order that the texts decide. */
  list: readonly string[];
  /** Row of a word → row of its stem, where it has one. */
  stems: ReadonlyMap<number, number>;
}

/**
 * Keys seen in at least `least` texts, and `always` (words of a lexicon), and the stems that two or more words share or that rare words leave.
 */
export function buildVocabulary(
  texts: readonly (readonly string[])[],
  least: number,
  always: Iterable<string>,
): BuiltVocabulary {
  const counts = new Map<string, number>();
  for (const keys of texts) for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const rare = new Map<string, number>();
  for (const [key, count] of counts)
    if (/^\p{L}{3}/u.test(key)) rare.set(stem(key), (rare.get(stem(key)) ?? 0) + count);
  const often = [...counts].filter(([, count]) => count >= least).map(([key]) => key);
  const words = [...new Set([...often, ...always])].sort();
  const stemList = [...rare]
    .filter(([, count]) => count >= least)
    .map(([key]) => `${STEM}${key}`)
    .sort();
  const list = [...words, ...stemList];
  const row = new Map(list.map((key, i) => [key, i + 2]));
  const stems = new Map<number, number>();
  for (const word of words) {
    const own = row.get(word);
    const its = row.get(`${STEM}${stem(word)}`);
    if (own !== undefined && its !== undefined) stems.set(own, its);
  }
  return { list, stems };
}
