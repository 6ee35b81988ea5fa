/**
 * SQLite as a `Database`: an asynchronous interface over Node's synchronous engine. Writers of this process take turns;
 * other processes writing to the same file are a normal case and are waited for without holding up the loop.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { messageOf, UserError } from "../errors.ts";
import type { Queryable, SqlValue } from "../types.ts";
import type { Engine } from "./engine.ts";
import { type Connection, connect, isBusy } from "./sqlite-connection.ts";
import { toldOf } from "./sqlite-problems.ts";
import { createTurns } from "./turns.ts";

/** A statement waits this long for other processes' writes before it fails; theirs are meant to take some 10 ms. */
const patienceMs = 20_000;
/** And is tried so often at least: a process that was suspended meanwhile has not waited for long. */
const leastTries = 100;

export interface SqliteOptions {
  /** Asked before each transaction: a thread waits here for its turn among the writers of its process. */
  turn?: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface SqliteEngine extends Engine {
  readonly dialect: "sqlite";
  readonly file: string;
  /** Holds the writers' turn while somebody else (a thread of ours) writes to the file. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  /** Moves what was committed from the log into the file. Others may write meanwhile. */
  checkpoint(): Promise<void>;
}

/** Opens, and makes where there is none. Throws `UserError` for a file or folder that cannot be used. */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<SqliteEngine> {
  const { writer, reader } = await openBoth(file, options);
  const turns = createTurns();
  const inside = new AsyncLocalStorage<true>();
  let closed = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new Error(`The database ${file} is closed.`));
    if (inside.getStore())
      return Promise.reject(
        new Error("A write beside the open transaction would wait for itself: use what it is given."),
      );
    return turns.take(options.turn ? () => options.turn?.(work) as Promise<T> : work);
  };
  const within: Queryable = {
    all: async <Row>(sql: string, params: readonly SqlValue[]) => writer.all(sql, params) as Row[],
    run: async (sql, params) => writer.run(sql, params),
  };

  return {
    dialect: "sqlite",
    file,
    async all<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
      if (closed) throw new Error(`The database ${file} is closed.`);
      if (reads(sql)) return (await patiently(() => reader.all(sql, params))) as Row[];
      return (await inTurn(() => patiently(() => writer.all(sql, params)))) as Row[];
    },
    run: (sql, params) => inTurn(() => patiently(() => writer.run(sql, params))),
    transaction: (work) =>
      inTurn(async () => {
        await patiently(() => writer.exec("begin immediate"));
        try {
          const result = await inside.run(true, () => work(within));
          writer.exec("commit");
          return result;
        } catch (error) {
          rollBack(writer);
          throw toldOf(error);
        }
      }),
    lend: (work) => inTurn(work),
    checkpoint: () => turns.take(() => void writer.all("pragma wal_checkpoint(passive)", [])),
    async snapshot(work) {
      const own = connect(file, { readOnly: true, busyMs: 50 });
      try {
        own.exec("begin");
        return await work({
          all: async <Row>(sql: string, params: readonly SqlValue[]) => own.all(sql, params) as Row[],
          run: async () => {
            throw new Error("A snapshot is for reading.");
          },
        });
      } finally {
        own.close();
      }
    },
    async describe() {
      const [row] = reader.all("select sqlite_version() as version", []) as { version: string }[];
      return `SQLite ${row?.version} at ${file}`;
    },
    async close() {
      if (closed) return;
      await turns.take(() => {
        closed = true;
        reader.close();
        writer.close();
      });
    },
  };
}

const readings = new Map<string, boolean>();

function reads(sql: string): boolean {
  let known = readings.get(sql);
  if (known === undefined) {
    known = /^\s*(?:select|with|explain)\b/i.test(sql) && !/\b(?:insert|update|delete)\b/i.test(sql);
    if (readings.size > 1000) readings.clear();
    readings.set(sql, known);
  }
  return known;
}

/** Tries again while another process writes; the pauses are uneven, so that two that collide do not collide again. */
export async function patiently<T>(work: () => T): Promise<T> {
  const since = Date.now();
  for (let tries = 0; ; tries++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw toldOf(error);
      if (Date.now() - since > patienceMs && tries >= leastTries)
        throw new Error(
          `The database was busy for ${patienceMs / 1000} s. Does another process hold a transaction open on it?`,
          { cause: error },
        );
      await pause(1 + Math.random() * Math.min(4 * (tries + 1), 25));
    }
  }
}

function rollBack(writer: Connection): void {
  try {
    writer.exec("rollback");
  } catch {
    // Some failures (a full disk) have rolled back already; the first error is the one that tells.
  }
}

async function openBoth(
  file: string,
  options: SqliteOptions,
): Promise<{ writer: Connection; reader: Connection }> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const writer = connect(file, { readOnly: false, busyMs: 3 });
    await patiently(() => writer.exec("pragma journal_mode = wal"));
    writer.exec("pragma synchronous = normal; pragma temp_store = memory");
    // Moving the log into the file waits for the disk. A thread does it between its turns; here it comes late and rarely.
    writer.exec(`pragma wal_autocheckpoint = ${options.turn ? 0 : 4000}`);
    return { writer, reader: connect(file, { readOnly: true, busyMs: 3 }) };
  } catch (error) {
    const told = toldOf(error);
    if (told instanceof UserError) throw told;
    throw new UserError(
      {
        en: `The database file ${file} cannot be opened (${messageOf(error)})`,
        zh: `无法打开数据库文件 ${file}（${messageOf(error)}）`,
      },
      {
        en: "Check that COPYTASTER_DATA_DIR names a folder that can be written and that the file is a Copytaster database",
        zh: "请确认 COPYTASTER_DATA_DIR 指向可写的文件夹，且该文件确为 Copytaster 的数据库",
      },
      { cause: error },
    );
  }
}
