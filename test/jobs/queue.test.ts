import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { createQueue } from "../../src/jobs/queue.ts";
import { openStore, postgresAddress } from "../../src/store/index.ts";
import { createJobsTable } from "../../src/store/jobs.ts";
import { type QueueHarness, queueContract, queueKitStart } from "../contracts/queue.ts";
import { quietLog } from "../fakes/quiet-log.ts";

async function onSqlite(): Promise<QueueHarness> {
  let clock = queueKitStart;
  const now = () => clock;
  const dataDir = await mkdtemp(join(tmpdir(), "copytaster-queue-"));
  const stores = [await openStore({ dataDir, log: quietLog, now })];
  const first = stores[0];
  if (!first) throw new Error("no store");
  // A connection of its own for each queue, as processes have.
  const second = await openStore({ dataDir, log: quietLog, now });
  stores.push(second);
  let opened = 0;
  return {
    open() {
      const { database } = stores[opened++ % 2] ?? first;
      const table = createJobsTable(database);
      return createQueue({ table, postgres: undefined, log: quietLog, now, pollMs: 10, leaseMs: 30_000 });
    },
    now,
    async advance(ms) {
      clock += ms;
    },
    async abandon(name) {
      await first.database.run("update jobs set lease_until = 0 where name = $1 and state = 'running'", [
        name,
      ]);
    },
    async close() {
      for (const store of stores) await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function onPostgres(databaseUrl: string): Promise<QueueHarness> {
  let clock = queueKitStart;
  const now = () => clock;
  const schema = `queue_${randomBytes(5).toString("hex")}`;
  const url = new URL(databaseUrl);
  url.searchParams.set("schema", schema);
  const postgres = postgresAddress(url.href);
  const { database, close } = await openStore({
    dataDir: tmpdir(),
    databaseUrl: url.href,
    log: quietLog,
    now,
  });
  const jobs = `${schema}_jobs`;
  const there = async () =>
    (await database.all("select 1 from information_schema.schemata where schema_name = $1", [jobs])).length >
    0;
  return {
    open: () =>
      createQueue({
        table: createJobsTable(database),
        postgres,
        log: quietLog,
        now,
        pollMs: 500,
        leaseMs: 10_000,
      }),
    now,
    async advance(ms) {
      clock += ms;
      // The server's clock cannot be moved, so what waits for it is.
      if (await there())
        await database.run(
          `update ${jobs}.job set start_after = start_after - $1 * interval '1 ms' where state in ('created', 'retry')`,
          [ms],
        );
    },
    async abandon(name) {
      await database.run(
        `update ${jobs}.job set heartbeat_on = now() - interval '1 hour' where name = $1 and state = 'active'`,
        [name],
      );
    },
    async close() {
      await database.run(`drop schema if exists ${jobs} cascade`, []);
      await database.run(`drop schema ${schema} cascade`, []);
      await close();
    },
  };
}

queueContract("SQLite", onSqlite);

const { TEST_DATABASE_URL } = process.env;
if (TEST_DATABASE_URL) queueContract("Postgres", () => onPostgres(TEST_DATABASE_URL));
else
  describe("queue: Postgres", () => {
    it.skip("is not run: TEST_DATABASE_URL is not set", () => undefined);
  });
