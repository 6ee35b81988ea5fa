/** How many stories have a word: SQLite reads it off the full-text index itself. https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module */
import type { Migration } from "./migration.ts";

export const storyTerms: Migration = {
  id: 9,
  name: "story terms",
  both: "",
  sqlite: "create virtual table story_terms using fts5vocab (story_words, row)",
  // Postgres is asked for the counts themselves, up to a bound (`archive-tsvector.ts`).
  postgres: "",
  tables: [],
};
