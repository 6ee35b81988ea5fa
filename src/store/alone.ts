/**
 * A SQLite file that nobody else has open. Every connection to a file in WAL mode holds a shared lock on it for as long as it lives, so the file can leave
 * that mode only when it is alone: that is asked of SQLite itself, and no lock file can go stale after a crash.
 */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../errors.ts";
import type { Queryable, SqlValue } from "../types.ts";
import { connect, isBusy } from "./sqlite-connection.ts";

/** Throws `UserError` when another process has the file open. A file that is not there is alone. */
export function assertAlone(file: string): void {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  try {
    leaveWal(file, (sql) => database.exec(sql));
  } finally {
    database.close();
  }
}

/** Reads a file that stays closed to everybody else meanwhile. */
export async function readAlone<T>(file: string, work: (within: Queryable) => Promise<T>): Promise<T> {
  const connection = connect(file, { readOnly: false, busyMs: 0 });
  try {
    leaveWal(file, (sql) => connection.exec(sql));
    connection.exec("pragma locking_mode = exclusive; begin exclusive");
    return await work({
      all: async <Row>(sql: string, params: readonly SqlValue[]) => connection.all(sql, params) as Row[],
      run: async () => {
        throw new Error("This file is only read.");
      },
    });
  } finally {
    connection.close();
  }
}

function leaveWal(file: string, exec: (sql: string) => void): void {
  try {
    exec("pragma journal_mode = delete");
  } catch (error) {
    if (!isBusy(error)) throw error;
    throw new UserError(
      { en: `A bot is running on ${file}`, zh: `有机器人正在使用 ${file}` },
      {
        en: "Stop it first, so that nothing it takes in meanwhile is lost",
        zh: "请先停止它，以免期间收到的内容丢失",
      },
      { cause: error },
    );
  }
}
