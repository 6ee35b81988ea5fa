/**
 * The archive's search in Postgres: tsvector with the English stemmer, title as weight A. `ts_rank` knows nothing of how rare a
 * word is, so each term is ranked alone and weighed by its BM25 idf (Robertson and Zaragoza 2009, eq. 3.15), counted in the index.
 * The rank itself saturates with repeats, as BM25 does; long texts are held down gently (`ts_rank`'s own division by the
 * logarithm of the length lets a short text with one word win over a longer one with two).
 */

import { rowPlaceholders } from "./engine.ts";
import { rarest } from "./rarest.ts";
import type { WordIndex } from "./word-index.ts";
import type { Term } from "./words.ts";

/** Counting stops here: a word in so many stories is common, whatever the number. */
const commonest = 20_000;

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
  /** Until it is told, Postgres plans for an empty archive and reads all of it (measured: ten times slower). */
  async settle(database) {
    await database.run("analyze stories, story_words, story_sources", []);
  },
  // `ranking` sees to that, with the counts that it needs anyway.
  telling: async (_, terms) => terms,
  matching(terms, match, params) {
    const asked = terms.map(expression).join(match === "all" ? " & " : " | ");
    return {
      from: "from story_words w join stories s on s.seq = w.seq",
      where: `w.words @@ to_tsquery('english', $${params.push(asked)})`,
    };
  },
  async ranking(database, terms, { match, limit }, params) {
    const asked = terms.map(expression);
    const [total] = await database.all<{ n: number }>("select count(*) as n from story_words", []);
    const counted = await database.all<{ i: number; n: number }>(
      `${asked
        .map(
          (_, i) => `select ${i} as i, (select count(*) from
            (select 1 from story_words where words @@ to_tsquery('english', $${i + 1}) limit ${commonest}) as t) as n`,
        )
        .join(" union all ")} order by n, i`,
      asked,
    );
    const n = total?.n ?? 0;
    const sum = counted
      .map((row) => {
        const idf = Math.log(1 + (n - row.n + 0.5) / (row.n + 0.5));
        const query = `to_tsquery('english', $${params.push(asked[row.i] ?? "")})`;
        return `${idf.toFixed(6)} * ts_rank(${weights}, d.words, ${query})`;
      })
      .join(" + ");
    return {
      // Unpacked once a row: `ts_rank` would unpack the long value anew for each term.
      from: "cross join lateral (select w.words || ''::tsvector as words offset 0) as d",
      where:
        match === "any" && terms.length > 1
          ? `w.words @@ to_tsquery('english', $${params.push(
              rarest(counted, limit)
                .map(({ i }) => asked[i])
                .join(" | "),
            )})`
          : "true",
      score: `(${sum}) / (3 + ln(1 + length(d.words)))`,
    };
  },
};

/** Words are letters and digits (`queryTerms`); the quotes make them lexemes whatever they spell. */
function expression({ word, parts }: Term): string {
  if (!parts.length) return `'${word}'`;
  return `('${word}' | (${parts.map((part) => `'${part}'`).join(" & ")}))`;
}
