/** Small helps for turning rows into values. */
import type { SqlValue } from "../types.ts";

/** Null in the database is an unset member here: `...set("author", row.author)`. */
export function set<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } {
  return (value === null || value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/** JSON that we wrote ourselves. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** "a = $1, b = $2" for the members that are named in `columns` and given in `change`. Undefined where nothing changes. */
export function assignments(
  columns: Readonly<Record<string, string>>,
  change: Readonly<Record<string, unknown>>,
): { sql: string; params: SqlValue[] } | undefined {
  const params: SqlValue[] = [];
  const parts: string[] = [];
  for (const [member, column] of Object.entries(columns)) {
    if (!(member in change)) continue;
    params.push((change[member] ?? null) as SqlValue);
    parts.push(`${column} = $${params.length}`);
  }
  return parts.length ? { sql: parts.join(", "), params } : undefined;
}
