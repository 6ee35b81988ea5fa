/** One connection to a SQLite file: prepared statements are kept, `$1` is bound by name. Synchronous. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { SqlValue } from "../types.ts";
import { clean } from "./engine.ts";

export interface Connection {
  all(sql: string, params: readonly SqlValue[]): unknown[];
  run(sql: string, params: readonly SqlValue[]): number;
  /** Several statements, no values. */
  exec(sql: string): void;
  close(): void;
}

/** Statements with lists of values come in many lengths; the oldest are let go beyond this. */
const keptStatements = 300;

/**
 * Durability: WAL with `synchronous = normal`. A commit is handed to the operating system before it returns, so what was
 * acknowledged outlives a SIGKILL of the process. A power cut can lose the last commits (never corrupt the file): a
 * newsroom that must survive that too uses Postgres. `full` would wait for the disk in each acknowledgement, on the loop.
 *
 * `busyMs`: how long a statement may stand still for another process's write. Kept tiny, because the loop stands with it;
 * the real waiting is done by the caller, asynchronously.
 */
export function connect(file: string, options: { readOnly: boolean; busyMs: number }): Connection {
  const database = new DatabaseSync(file, { readOnly: options.readOnly, timeout: options.busyMs });
  const statements = new Map<string, StatementSync>();

  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    if (statements.size > keptStatements) {
      const oldest = statements.keys().next();
      if (!oldest.done) statements.delete(oldest.value);
    }
    return statement;
  };
  const named = (params: readonly SqlValue[]): Record<string, SqlValue> => {
    const values: Record<string, SqlValue> = {};
    params.forEach((value, i) => {
      values[`$${i + 1}`] = clean(value);
    });
    return values;
  };

  return {
    all: (sql, params) => prepared(sql).all(named(params)),
    run: (sql, params) => Number(prepared(sql).run(named(params)).changes),
    exec: (sql) => database.exec(sql),
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

/** SQLITE_BUSY in all its forms: somebody else writes just now. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && ((error.errcode as number) & 0xff) === 5;
}
