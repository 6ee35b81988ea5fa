/**
 * The archive's search in Postgres: tsvector with the English stemmer, title as weight A. `ts_rank` knows nothing of how rare a
 * word is, so each term is ranked alone and weighed by its BM25 idf (Robertson and Zaragoza 2009, eq. 3.15), counted in the index.
 * The rank itself saturates with repeats, as BM25 does; long texts are held down gently (`ts_rank`'s own division by the
 * logarithm of the length lets a short text with one word win over a longer one with two).
 */

import type { WordIndex } from "./archive.ts";
import { rowPlaceholders } from "./engine.ts";
import type { Term } from "./words.ts";

/** D, C, B, A: text is D, title is A. */
const weights = "'{0.2, 0.2, 0.2, 1}'";

export const tsvector: WordIndex = {
  async put(within, rows) {
    // (seq, title, text): a `select` over the values, for the words are made by the database.
    await within.run(
      `insert into story_words (seq, words)
       select v.seq::bigint,
              setweight(to_tsvector('english', v.title), 'A') || setweight(to_tsvector('english', v.text), 'D')
       from (values ${rowPlaceholders(rows.length, 3)}) as v (seq, title, text)`,
      rows.flatMap(({ seq, title, text }) => [String(seq), title, text]),
    );
  },
  async drop(within, seqs) {
    await within.run(
      `delete from story_words where seq in (${seqs.map((_, i) => `$${i + 1}`).join(",")})`,
      seqs,
    );
  },
  async clear(within) {
    await within.run("delete from story_words", []);
  },
  matching(terms, match, params) {
    const asked = terms.map(expression).join(match === "all" ? " & " : " | ");
    return {
      from: "from story_words w join stories s on s.seq = w.seq",
      where: `w.words @@ to_tsquery('english', $${params.push(asked)})`,
    };
  },
  async score(database, terms, params) {
    const [total] = await database.all<{ n: number }>("select count(*) as n from story_words", []);
    const asked = terms.map(expression);
    const found = await database.all<{ n: number }>(
      `${asked
        .map(
          (_, i) =>
            `select ${i} as i, (select count(*) from story_words where words @@ to_tsquery('english', $${i + 1})) as n`,
        )
        .join(" union all ")} order by i`,
      asked,
    );
    const n = total?.n ?? 0;
    const sum = found
      .map((row, i) => {
        const idf = Math.log(1 + (n - row.n + 0.5) / (row.n + 0.5));
        const query = `to_tsquery('english', $${params.push(asked[i] ?? "")})`;
        return `${idf.toFixed(6)} * ts_rank(${weights}, w.words, ${query})`;
      })
      .join(" + ");
    return `(${sum}) / (3 + ln(1 + length(w.words)))`;
  },
};

/** Words are letters and digits (`queryTerms`); the quotes make them lexemes whatever they spell. */
function expression({ word, parts }: Term): string {
  if (!parts.length) return `'${word}'`;
  return `('${word}' | (${parts.map((part) => `'${part}'`).join(" & ")}))`;
}
