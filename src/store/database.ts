/** Opens the database that the settings name: Postgres with DATABASE_URL, else one SQLite file in the data folder. */
import { join } from "node:path";
import type { Log } from "../types.ts";
import type { Engine } from "./engine.ts";
import { migrate, versionOf } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite, type SqliteOptions } from "./sqlite.ts";

export interface Where {
  databaseUrl?: string | undefined;
  /** COPYTASTER_DATA_DIR, absolute. */
  dataDir: string;
}

export function sqliteFile(dataDir: string): string {
  return join(dataDir, "copytaster.db");
}

export interface Opening extends Where {
  log: Log;
  now?: () => number;
  /** In a thread, on SQLite: how its writers take turns with the other threads of the process (`turn-port.ts`). */
  turn?: SqliteOptions["turn"];
}

/** Opened, its tables brought up to date. Throws `UserError` with the mend. */
export async function openDatabase(where: Opening): Promise<Engine> {
  const engine = where.databaseUrl
    ? await openPostgres(where.databaseUrl, where.log)
    : await openSqlite(sqliteFile(where.dataDir), where.turn && { turn: where.turn });
  try {
    await migrate(engine, undefined, where.now?.());
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** For `doctor`: one line on what was found. Throws `UserError` with the mend. */
export async function checkDatabase(where: Where & { log: Log }): Promise<string> {
  const engine = await openDatabase(where);
  try {
    return `${await engine.describe()} (tables at version ${await versionOf(engine)})`;
  } finally {
    await engine.close();
  }
}
