import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { deliveryId } from "../../src/jobs/index.ts";
import { createQueue } from "../../src/jobs/queue.ts";
import { openStore, postgresAddress } from "../../src/store/index.ts";
import { createJobsTable } from "../../src/store/jobs.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const script = fileURLToPath(new URL("./kill-worker.ts", import.meta.url));
const steps = [
  "before-plan",
  "after-plan",
  "before-ready",
  "after-ready",
  "before-post",
  "after-post",
  "before-sent",
  "after-sent",
];
const minute = 60_000;

/** Numerical Recipes' generator: the same kills in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Setting {
  dataDir: string;
  databaseUrl: string | undefined;
  pace: Record<string, string>;
  /** Kills from outside, after those at each step. */
  kills: number;
  /** How long a started worker may live, at most (ms). */
  lifeMs: number;
  /** How long the last worker may need: the dead ones' leases, and pauses before retries. */
  endMs: number;
}

async function everyDigestOnce(setting: Setting): Promise<void> {
  const { dataDir, databaseUrl, pace, kills, lifeMs, endMs } = setting;
  const random = seeded(20260601);
  const store = await openStore({ dataDir, databaseUrl, log: quietLog });
  const children = new Set<ChildProcess>();
  // Due two minutes ago, and not again within this test.
  const due = Math.floor(Date.now() / minute) * minute - 2 * minute;
  const cron = `${new Date(due).getUTCMinutes()} * * * *`;
  const queue = createQueue({
    table: createJobsTable(store.database),
    postgres: databaseUrl ? postgresAddress(databaseUrl) : undefined,
    log: quietLog,
    now: () => due - 1,
  });
  const expected: string[] = [];

  const owe = async () => {
    const id = `d${expected.length}`;
    await store.subscriptions.add({
      id,
      deskId: "newsroom",
      place: { platform: "fake", workspace: "w", channel: "c" },
      cron,
      zone: "UTC",
      language: "en",
      by: "",
      createdAt: due,
    });
    await queue.schedule("send-digest", id, cron, "UTC", { subscription: id }, 60 * minute);
    expected.push(deliveryId(id, due));
  };
  const worker = async (crashAt = "") => {
    const env = {
      ...process.env,
      ...pace,
      DATA_DIR: dataDir,
      CRASH_AT: crashAt,
      DATABASE_URL: databaseUrl ?? "",
    };
    const child = spawn(process.execPath, [script], { env, stdio: ["ignore", "pipe", "inherit"] });
    children.add(child);
    const ended = once(child, "exit").then(() => children.delete(child));
    await Promise.race([once(child.stdout, "data"), ended]);
    return { child, ended };
  };

  try {
    for (const step of steps) {
      await owe();
      const { ended } = await worker(step);
      await ended;
    }
    // Two at a time, one of which dies at some moment.
    let other = await worker();
    for (let n = 0; n < kills; n++) {
      await owe();
      await owe();
      const one = await worker();
      await pause(random() * lifeMs);
      const [dies, lives] = random() < 0.5 ? [one, other] : [other, one];
      dies.child.kill("SIGKILL");
      await dies.ended;
      other = lives;
    }
    await vi.waitFor(
      async () => {
        const states = await Promise.all(expected.map(async (id) => (await store.deliveries.get(id))?.state));
        expect(states).toEqual(expected.map(() => "sent"));
      },
      { timeout: endMs, interval: 100 },
    );
    const platform = new DatabaseSync(join(dataDir, "platform.db"), { readOnly: true });
    const posts = platform.prepare("select delivery, reply from posts").all();
    platform.close();
    expect(posts.map((post) => String(post.delivery)).toSorted()).toEqual(expected.toSorted());
    for (const post of posts) {
      const delivery = await store.deliveries.get(String(post.delivery));
      expect(post.reply).toBe(delivery?.reply?.id);
    }
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await queue.stop(0);
    await store.close();
  }
}

describe("killed at any moment and started again", () => {
  it("posts every digest once: SQLite", { timeout: 120_000 }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "copytaster-kill-"));
    try {
      await everyDigestOnce({
        dataDir,
        databaseUrl: undefined,
        pace: { LEASE_MS: "400", POLL_MS: "20" },
        kills: 20,
        lifeMs: 120,
        endMs: 30_000,
      });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  const { TEST_DATABASE_URL } = process.env;
  it.skipIf(!TEST_DATABASE_URL)(
    "posts every digest once: Postgres (not run where TEST_DATABASE_URL is not set)",
    { timeout: 240_000 },
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), "copytaster-kill-"));
      const schema = `kill_${randomBytes(5).toString("hex")}`;
      const url = new URL(TEST_DATABASE_URL ?? "");
      url.searchParams.set("schema", schema);
      try {
        await everyDigestOnce({
          dataDir,
          databaseUrl: url.href,
          // pg-boss looks no oftener than twice a second, and takes nobody for dead within ten seconds.
          pace: { LEASE_MS: "10000", POLL_MS: "500" },
          kills: 12,
          lifeMs: 900,
          endMs: 150_000,
        });
      } finally {
        const { database, close } = await openStore({ dataDir, databaseUrl: url.href, log: quietLog });
        await database.run(`drop schema if exists ${schema}_jobs cascade`, []);
        await database.run(`drop schema ${schema} cascade`, []);
        await close();
        await rm(dataDir, { recursive: true, force: true });
      }
    },
  );
});
