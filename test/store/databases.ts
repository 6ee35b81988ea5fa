/** Where the kits of the store run: on a SQLite file of their own, and on Postgres where TEST_DATABASE_URL names one (a fresh schema each). */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Where } from "../../src/store/database.ts";

export interface Ground {
  where: Where;
  /** Takes away everything. */
  clear(): Promise<void>;
}

export interface Kind {
  title: string;
  /** Why it does not run here. */
  skip: string | undefined;
  fresh(): Promise<Ground>;
}

const { TEST_DATABASE_URL, TEST_CACHE_URL } = process.env;

export const cacheUrl = TEST_CACHE_URL;

async function folder(): Promise<{ dataDir: string; clear(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "copytaster-"));
  return { dataDir, clear: () => rm(dataDir, { recursive: true, force: true }) };
}

export const sqlite: Kind = {
  title: "SQLite",
  skip: undefined,
  async fresh() {
    const { dataDir, clear } = await folder();
    return { where: { dataDir }, clear };
  },
};

export const postgres: Kind = {
  title: TEST_DATABASE_URL ? "Postgres" : "Postgres (not run: TEST_DATABASE_URL is not set)",
  skip: TEST_DATABASE_URL ? undefined : "TEST_DATABASE_URL is not set",
  async fresh() {
    const { dataDir, clear } = await folder();
    const schema = `test_${randomBytes(6).toString("hex")}`;
    const url = new URL(TEST_DATABASE_URL ?? "");
    url.searchParams.set("schema", schema);
    return {
      where: { dataDir, databaseUrl: url.href },
      async clear() {
        const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
        await client.connect();
        await client.query(`drop schema if exists "${schema}", "${schema}_jobs" cascade`);
        await client.end();
        await clear();
      },
    };
  },
};

export const kinds: readonly Kind[] = [sqlite, postgres];
