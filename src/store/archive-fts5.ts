/** The archive's search in SQLite: FTS5, BM25 with the title weighing more. https://www.sqlite.org/fts5.html */

import { stemmer } from "stemmer";
import { placeholders } from "./engine.ts";
import { rarest } from "./rarest.ts";
import type { WordIndex } from "./word-index.ts";
import type { Term } from "./words.ts";

/** How much more a word counts in the title than in the text. */
const titleWeight = 5;
const bm25 = `-bm25(story_words, ${titleWeight}, 1)`;

export const fts5: WordIndex = {
  async put(within, rows) {
    for (const { seq, title, text } of rows)
      await within.run("insert into story_words (rowid, title, text) values ($1, $2, $3)", [
        seq,
        title,
        text,
      ]);
  },
  async drop(within, seqs) {
    await within.run(`delete from story_words where rowid in (${placeholders(1, seqs.length)})`, seqs);
  },
  async clear(within) {
    await within.run("insert into story_words (story_words) values ('delete-all')", []);
  },
  settle: async () => undefined,
  async telling(database, terms, limit) {
    if (terms.length < 2) return terms;
    const words = [...new Set(terms.flatMap(({ word, parts }) => [word, ...parts].map(stem)))];
    const rows = await database.all<{ term: string; doc: number }>(
      `select term, doc from story_terms where term in (${placeholders(1, words.length)})`,
      words,
    );
    const known = new Map(rows.map(({ term, doc }) => [term, doc]));
    const count = (word: string) => known.get(stem(word)) ?? 0;
    // Rounded up: a word, or else all of its parts.
    const counted = terms.map((term) => ({
      term,
      n: count(term.word) + (term.parts.length ? Math.min(...term.parts.map(count)) : 0),
    }));
    return rarest(counted, limit).map(({ term }) => term);
  },
  matching(terms, match, params, best) {
    const asked = terms.map(expression).join(match === "all" ? " AND " : " OR ");
    const found = `story_words match $${params.push(asked)}`;
    // Ranked before any story is looked up: a row lies behind its whole text (measured: half the time of a search).
    // Of equals the one that came in last.
    if (best !== undefined)
      return {
        from: `from (select rowid as seq, ${bm25} as score from story_words where ${found}
          order by score desc, rowid desc limit $${params.push(best)}) b join stories s on s.seq = b.seq`,
        where: "true",
        score: "b.score",
      };
    return { from: "from story_words join stories s on s.seq = story_words.rowid", where: found };
  },
  ranking: async () => ({ from: "", where: "true", score: bm25 }),
};

/** As the index's own tokenizer has it: Porter for what is written in plain letters. */
const stem = (word: string) => (/^[a-z]+$/.test(word) ? stemmer(word) : word);

/** Words are letters and digits (`queryTerms`); the quotes make them strings whatever they spell: "AND", "NEAR". */
function expression({ word, parts }: Term): string {
  if (!parts.length) return `"${word}"`;
  return `("${word}" OR (${parts.map((part) => `"${part}"`).join(" AND ")}))`;
}
