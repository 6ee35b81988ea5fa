/** What is remembered, over Keyv: in our own database, or in Redis where CACHE_URL is set. A cache that is broken or slow is a miss. */
import { randomBytes } from "node:crypto";
import Keyv from "keyv";
import { messageOf } from "../errors.ts";
import type { Cache, Log } from "../types.ts";
import { openRedis, type RedisCache } from "./cache-redis.ts";
import { type CacheTable, createCacheTable } from "./cache-table.ts";
import type { Engine } from "./engine.ts";

/** Longer than this and doing the work again may be quicker. */
const slowMs = 150;
const grumbleEveryMs = 60_000;

type Parts = {
  cacheUrl?: string | undefined;
  database: Engine;
  log: Log;
  now?: () => number;
};

/** Does no I/O; connects when it is first asked. */
export function openCache({ cacheUrl, database, log, now = Date.now }: Parts): Cache {
  let grumbledAt = Number.NEGATIVE_INFINITY;
  const grumble = (error: unknown) => {
    if (now() - grumbledAt < grumbleEveryMs) return;
    grumbledAt = now();
    log.warn({ problem: messageOf(error) }, "the cache does not work: everything is made anew meanwhile");
  };
  let opened: Promise<{ keyv: Keyv; redis?: RedisCache; table?: CacheTable }> | undefined;
  const open = () => {
    opened ??= connect().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const connect = async () => {
    const namespace = cacheUrl ? `copytaster:${await houseId(database)}` : "copytaster";
    const redis = cacheUrl ? await openRedis(cacheUrl, namespace, grumble) : undefined;
    const table = redis ? undefined : createCacheTable(database, now);
    const store = redis?.store ?? table;
    // Keyv hands its namespace on to the store.
    const keyv = new Keyv({ store, namespace, useKeyPrefix: false, throwOnErrors: true });
    keyv.on("error", grumble);
    return { keyv, ...(redis ? { redis } : {}), ...(table ? { table } : {}) };
  };
  /** Undefined on any failure, and when it takes too long (the work itself goes on). */
  const tolerant = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        grumble(new Error(`no answer within ${slowMs} ms`));
        resolve(undefined);
      }, slowMs);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      grumble(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    get: (key) => tolerant(async () => (await open()).keyv.get<unknown>(key)),
    async set(key, value, ttl) {
      await tolerant(async () => (await open()).keyv.set(key, value, ttl));
    },
    /** Here a failure is told: who asks to be forgotten must know when it did not happen. */
    async forget(scopeKey) {
      const { redis, table } = await open();
      await (redis ?? table)?.forget(scopeKey);
    },
    async check() {
      const { redis } = await open();
      return redis ? redis.check() : `in the database (${await database.describe()})`;
    },
    async close() {
      const closing = opened;
      opened = undefined;
      await (await closing?.catch(() => undefined))?.redis?.close();
    },
  };
}

/** A random name of this newsroom's data, made once: two that share a Redis never meet there. */
async function houseId(database: Engine): Promise<string> {
  await database.run("insert into flags (name, value) values ('house', $1) on conflict do nothing", [
    randomBytes(9).toString("base64url"),
  ]);
  const [row] = await database.all<{ value: string }>("select value from flags where name = 'house'", []);
  if (!row) throw new Error("The newsroom's own id could not be kept.");
  return row.value;
}
