import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openCache, openStore } from "../../src/store/index.ts";
import type { Log } from "../../src/types.ts";
import { type CacheHarness, cacheContract } from "../contracts/cache.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { cacheUrl, kinds, sqlite } from "./databases.ts";

for (const kind of kinds)
  cacheContract(kind.title, kind.skip !== undefined, async (): Promise<CacheHarness> => {
    const ground = await kind.fresh();
    const store = await openStore({ ...ground.where, log: quietLog });
    return {
      cache: openCache({ database: store.database, log: quietLog }),
      async close() {
        await store.close();
        await ground.clear();
      },
    };
  });

cacheContract(cacheUrl ? "Redis" : "Redis (not run: TEST_CACHE_URL is not set)", !cacheUrl, async () => {
  const grounds = await Promise.all([sqlite.fresh(), sqlite.fresh()]);
  const stores = await Promise.all(grounds.map(({ where }) => openStore({ ...where, log: quietLog })));
  const [cache, stranger] = stores.map(({ database }) => openCache({ cacheUrl, database, log: quietLog }));
  if (!cache || !stranger) throw new Error("two caches were asked for");
  // The first call makes the connection, which may take longer than a cache may.
  await Promise.all([cache.check(), stranger.check()]);
  return {
    cache,
    stranger,
    async close() {
      for (const one of [cache, stranger]) {
        await one.forget("newsroom");
        await one.forget("desk");
        await one.forget("desk2");
        await one.close();
      }
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(grounds.map((ground) => ground.clear()));
    },
  };
});

describe("a cache that does not work", () => {
  const ends: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const opened = async (more: { cacheUrl?: string; log?: Log; now?: () => number } = {}) => {
    const ground = await sqlite.fresh();
    const store = await openStore({ ...ground.where, log: quietLog });
    const cache = openCache({ database: store.database, log: quietLog, ...more });
    ends.push(
      ground.clear,
      () => store.close(),
      () => cache.close(),
    );
    return { cache, store };
  };

  it("is a miss when its server is away, told once a minute; forgetting fails aloud", async () => {
    const told: string[] = [];
    let time = 0;
    const log: Log = { ...quietLog, warn: (_fields, text) => void told.push(text) };
    const { cache } = await opened({ cacheUrl: "redis://127.0.0.1:1", log, now: () => time });
    await cache.set("desk|k", 1, 1_000);
    expect(await cache.get("desk|k")).toBeUndefined();
    expect(told).toHaveLength(1);
    time = 60_000;
    await cache.get("desk|k");
    expect(told).toHaveLength(2);
    await expect(cache.forget("desk")).rejects.toThrow();
    await expect(cache.check()).rejects.toThrow();
  });

  it("is a miss when its server takes the call and never answers", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { cache } = await opened({ cacheUrl: `redis://127.0.0.1:${port}` });
    const began = performance.now();
    expect(await cache.get("desk|k")).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("takes a value that is not what was written for a miss", async () => {
    const { cache, store } = await opened();
    for (const value of ["{", "5", "null", '"text"', "[1]"]) {
      await store.database.run(
        "insert into cache (key, value, until) values ('desk|k', $1, 9e15) on conflict (key) do update set value = excluded.value",
        [value],
      );
      expect(await cache.get("desk|k")).toBeUndefined();
    }
  });

  it("holds a value until its time is over", async () => {
    let time = Date.now();
    const { cache, store } = await opened({ now: () => time });
    await cache.set("desk|k", 1, 1_000);
    time += 999;
    expect(await cache.get("desk|k")).toBe(1);
    time += 2;
    expect(await cache.get("desk|k")).toBeUndefined();
    time += 3600_000;
    await cache.set("desk|other", 1, 1_000);
    expect(await store.database.all("select key from cache", [])).toEqual([{ key: "desk|other" }]);
  });
});
