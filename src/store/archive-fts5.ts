/** The archive's search in SQLite: FTS5, BM25 with the title weighing more. https://www.sqlite.org/fts5.html */

import type { WordIndex } from "./archive.ts";
import { placeholders } from "./engine.ts";
import type { Term } from "./words.ts";

/** How much more a word counts in the title than in the text. */
const titleWeight = 5;

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
  matching(terms, match, params) {
    const asked = terms.map(expression).join(match === "all" ? " AND " : " OR ");
    return {
      from: "from story_words join stories s on s.seq = story_words.rowid",
      where: `story_words match $${params.push(asked)}`,
    };
  },
  ranking: async () => ({ from: "", where: "true", score: `-bm25(story_words, ${titleWeight}, 1)` }),
};

/** Words are letters and digits (`queryTerms`); the quotes make them strings whatever they spell: "AND", "NEAR". */
function expression({ word, parts }: Term): string {
  if (!parts.length) return `"${word}"`;
  return `("${word}" OR (${parts.map((part) => `"${part}"`).join(" AND ")}))`;
}
