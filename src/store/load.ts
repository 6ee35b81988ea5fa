/** Puts dumped rows into a database, all in the transaction that it is given. */
import { UserError } from "../errors.ts";
import type { Database, Queryable, SqlValue } from "../types.ts";
import { indexOf } from "./archive.ts";
import { keptTables, type Rows, type Tell } from "./dump.ts";
import { breathe, rowPlaceholders } from "./engine.ts";
import { linkFirstSources } from "./migrations/003_story_sources.ts";
import { indexWords } from "./words.ts";

const indexSlice = 50;
/** SQLite takes 32,766 values a statement, Postgres 65,535. */
const mostValues = 2_000;

/**
 * Takes away what is there, writes the rows, and makes the archive's index anew. Resolves to the rows written, by table.
 * `of`: how many rows will come, for `tell`. Throws `UserError` for tables and columns that are none of ours.
 */
export async function loadRows(
  database: Database,
  within: Queryable,
  source: AsyncIterable<Rows>,
  of: number,
  tell: Tell,
): Promise<Map<string, number>> {
  const known = new Set(keptTables().map(({ name }) => name));
  for (const name of known) await within.run(`delete from ${name}`, []);
  await indexOf(database).clear(within);
  await within.run("delete from cache", []);
  const written = new Map<string, number>();
  let done = 0;
  for await (const { table, columns, rows } of source) {
    if (!known.has(table)) throw foreign(table);
    await insert(within, table, columns, rows);
    written.set(table, (written.get(table) ?? 0) + rows.length);
    done += rows.length;
    tell(done, of);
    await breathe();
  }
  await within.run(linkFirstSources, []);
  await indexStories(database, within);
  return written;
}

async function insert(
  within: Queryable,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (!columns.every((column) => /^[a-z_]+$/.test(column))) throw foreign(table);
  const atOnce = Math.max(1, Math.floor(mostValues / columns.length));
  for (let from = 0; from < rows.length; from += atOnce) {
    const slice = rows.slice(from, from + atOnce);
    await within.run(
      `insert into ${table} (${columns.join(", ")}) values ${rowPlaceholders(slice.length, columns.length)}`,
      slice.flat(),
    );
  }
}

async function indexStories(database: Database, within: Queryable): Promise<void> {
  for (let after = -1; ; ) {
    const rows = await within.all<{ seq: number; title: string; text: string }>(
      `select seq, title, text from stories where seq > $1 order by seq limit ${indexSlice}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    await indexOf(database).put(
      within,
      rows.map(({ seq, title, text }) => ({ seq, title: indexWords(title), text: indexWords(text) })),
    );
    after = last.seq;
    await breathe();
  }
}

function foreign(table: string): UserError {
  return new UserError(
    {
      en: `The backup holds a table that this version does not know ("${table}")`,
      zh: `备份中有本版本不认识的表（“${table}”）`,
    },
    { en: "Restore it with the version that made it", zh: "请用制作该备份的版本来恢复" },
  );
}
