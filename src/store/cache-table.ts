/** Keyv's store over our own database: one table with an expiry. https://keyv.org/docs/keyv/#third-party-storage-adapters */
import { EventEmitter } from "node:events";
import type { KeyvStoreAdapter } from "keyv";
import type { Database } from "../types.ts";

const sweepEveryMs = 10 * 60_000;
/** What is set without an end. */
const farOff = Number.MAX_SAFE_INTEGER;

export interface CacheTable extends KeyvStoreAdapter {
  /** Takes away this key and everything that begins with it and a bar. */
  forget(scopeKey: string): Promise<void>;
}

export function createCacheTable(database: Database, now: () => number): CacheTable {
  let sweptAt = Number.NEGATIVE_INFINITY;
  const remove = async (where: string, value: string) =>
    (await database.run(`delete from cache where ${where}`, [value])) > 0;
  return Object.assign(new EventEmitter(), {
    opts: { dialect: database.dialect },
    async get<Value>(key: string): Promise<Value | undefined> {
      const [row] = await database.all<{ value: string }>(
        "select value from cache where key = $1 and until > $2",
        [key, now()],
      );
      return row?.value as Value | undefined;
    },
    async set(key: string, value: string, ttl?: number): Promise<void> {
      await database.run(
        `insert into cache (key, value, until) values ($1, $2, $3)
         on conflict (key) do update set value = excluded.value, until = excluded.until`,
        [key, value, ttl ? now() + ttl : farOff],
      );
      if (now() - sweptAt < sweepEveryMs) return;
      sweptAt = now();
      await database.run("delete from cache where until <= $1", [now()]);
    },
    delete: (key: string) => remove("key = $1", key),
    async clear(): Promise<void> {
      await database.run("delete from cache", []);
    },
    async forget(scopeKey: string): Promise<void> {
      await remove("key = $1", scopeKey);
      await remove("substr(key, 1, length($1)) = $1", `${scopeKey}|`);
    },
  });
}
