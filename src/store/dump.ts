/** All rows of all kept tables, alike from both databases: what backups and moves are made of. */
import type { Queryable, SqlValue } from "../types.ts";
import { breathe, placeholders } from "./engine.ts";
import { tables } from "./migrate.ts";
import type { TableInfo } from "./migrations/index.ts";

/** Told while it goes on: rows done, of all. */
export type Tell = (done: number, of: number) => void;

export interface Rows {
  table: string;
  columns: readonly string[];
  rows: readonly (readonly SqlValue[])[];
}

const page = 100;

/** The tables' own counting: it is done anew where they are loaded, in the same order. */
const counting = "seq";

export const keptTables = (): readonly TableInfo[] => tables().filter(({ kept }) => kept);

export async function countRows(within: Queryable): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of keptTables()) {
    const [row] = await within.all<{ n: number }>(`select count(*) as n from ${name}`, []);
    counts.set(name, row?.n ?? 0);
  }
  return counts;
}

/** A page at a time, in the order of the key, with a breath of the loop after each. */
export async function* readRows(within: Queryable): AsyncGenerator<Rows> {
  for (const { name, key } of keptTables()) {
    const order = key.join(", ");
    let after: SqlValue[] | undefined;
    for (;;) {
      const found = await within.all<Record<string, SqlValue>>(
        `select * from ${name} ${after ? `where (${order}) > (${placeholders(1, key.length)})` : ""}
         order by ${order} limit ${page}`,
        after ?? [],
      );
      const [first] = found;
      const last = found.at(-1);
      if (!first || !last) break;
      const columns = Object.keys(first).filter((column) => column !== counting);
      yield { table: name, columns, rows: found.map((row) => columns.map((column) => row[column] ?? null)) };
      await breathe();
      if (found.length < page) break;
      after = key.map((column) => last[column] ?? null);
    }
  }
}

/** Nothing but what opening a store makes by itself: an untouched first desk. */
export async function isEmpty(within: Queryable): Promise<boolean> {
  for (const { name } of keptTables()) {
    const own = name === "desks" ? "where made_at <> 0" : name === "flags" ? "where name <> 'house'" : "";
    if ((await within.all(`select 1 from ${name} ${own} limit 1`, [])).length) return false;
  }
  return true;
}
