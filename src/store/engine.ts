/** What the store needs of an opened database beyond the contract. */
import type { Database, Queryable, SqlValue } from "../types.ts";

export interface Engine extends Database {
  /** "SQLite 3.53.4 at data/copytaster.db", "PostgreSQL 15.19, schema public". */
  describe(): Promise<string>;
  /** Reads of one moment, whatever others write meanwhile; it holds nobody up. */
  snapshot<T>(work: (within: Queryable) => Promise<T>): Promise<T>;
}

/**
 * Postgres refuses U+0000 in text and UTF-8 has no lone surrogates. Both become U+FFFD on their way in, on both databases
 * alike. (JSON columns are not touched: JSON writes both as escapes, so messages and replies come back exactly.)
 */
export function clean(value: SqlValue): SqlValue {
  if (typeof value !== "string") return value;
  const text = value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** "$3,$4,$5" for a list of values that begins at $3. */
export function placeholders(from: number, count: number): string {
  return Array.from({ length: count }, (_, i) => `$${from + i}`).join(",");
}

/** "($1,$2),($3,$4)" for rows of equal width. */
export function rowPlaceholders(rows: number, width: number): string {
  return Array.from({ length: rows }, (_, i) => `(${placeholders(1 + i * width, width)})`).join(",");
}

/** Lets the loop serve others: timers, sockets, acknowledgements. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
