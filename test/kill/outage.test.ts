import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { cacheUrl, type Ground } from "../store/databases.ts";
import { postgres, sqlite } from "./grounds.ts";
import { startProxy } from "./proxy.ts";
import { type Outcome, play, type Scene } from "./scene.ts";

const calm = {
  seed: 7,
  messages: 60,
  rate: 10,
  kills: 0,
  digests: 1,
  lease: 2_000,
  jobLease: 10_000,
  lifeMs: 0,
  endMs: 60_000,
};

async function played(ground: Ground, more: Partial<Scene>): Promise<Outcome> {
  try {
    return await play({ where: ground.where, ...calm, ...more });
  } finally {
    await ground.clear();
  }
}

const well = {
  doubled: [],
  private: { lost: 0 },
  digests: { lost: [], doubled: [] },
  strays: 0,
  leftovers: 0,
  open: 0,
  fallen: [],
};

describe("what the bot stands on goes away for a moment", () => {
  it.skipIf(postgres.skip)(
    `answers once, or says in private that it could not keep the question: ${postgres.title}`,
    { timeout: 120_000 },
    async () => {
      const ground = await postgres.fresh();
      const through = new URL(ground.where.databaseUrl ?? "");
      const proxy = await startProxy(through.hostname, Number(through.port || 5432));
      through.host = `127.0.0.1:${proxy.port}`;
      const outcome = await played(ground, {
        environment: { DATABASE_URL: through.href },
        async meanwhile() {
          for (let n = 0; n < 3; n++) {
            await pause(1_000);
            proxy.cut();
            await pause(700);
            proxy.mend();
          }
        },
      }).finally(() => proxy.close());
      expect(outcome).toMatchObject(well);
      expect(outcome.lost.length).toBeLessThanOrEqual(outcome.told);
    },
  );

  it.skipIf(postgres.skip)(
    `loses a transaction, and nothing else, when its connection breaks: ${postgres.title}`,
    async () => {
      const ground = await postgres.fresh();
      const through = new URL(ground.where.databaseUrl ?? "");
      const proxy = await startProxy(through.hostname, Number(through.port || 5432));
      through.host = `127.0.0.1:${proxy.port}`;
      const store = await openStore({ ...ground.where, databaseUrl: through.href, log: quietLog });
      try {
        const broken = store.database.transaction(async (within) => {
          await within.run("insert into flags (name, value) values ('half', 'done')", []);
          proxy.cut();
          await pause(100);
          await within.all("select 1", []);
        });
        await expect(broken).rejects.toThrow(/connection/i);
        proxy.mend();
        expect(await store.flag("half")).toBeUndefined();
      } finally {
        await store.close();
        await proxy.close();
        await ground.clear();
      }
    },
  );

  it("answers once when another program holds the SQLite file for longer than Slack waits", {
    timeout: 120_000,
  }, async () => {
    const ground = await sqlite.fresh();
    const outcome = await played(ground, {
      async meanwhile() {
        await pause(1_500);
        const other = new DatabaseSync(join(ground.where.dataDir, "copytaster.db"), { timeout: 5_000 });
        other.exec("begin immediate");
        await pause(4_000);
        other.exec("rollback");
        other.close();
      },
    });
    expect(outcome).toMatchObject({ ...well, lost: [], told: 0 });
  });

  it.skipIf(!cacheUrl)(
    "answers once while Redis is cut off and never comes back (not run where TEST_CACHE_URL is not set)",
    { timeout: 120_000 },
    async () => {
      const ground = await sqlite.fresh();
      const through = new URL(cacheUrl ?? "");
      const proxy = await startProxy(through.hostname, Number(through.port || 6379));
      through.host = `127.0.0.1:${proxy.port}`;
      const outcome = await played(ground, {
        environment: { CACHE_URL: through.href },
        async meanwhile() {
          await pause(2_000);
          proxy.cut();
        },
      }).finally(() => proxy.close());
      expect(outcome).toMatchObject({ ...well, lost: [], told: 0 });
    },
  );
});
