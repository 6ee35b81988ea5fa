/**
 * A process of its own that runs the queue and `send-digest`, to be killed. The platform it posts to is a file beside the store: it
 * holds whatever was ever posted, and is looked through for the delivery's id before each post, as a real adapter does.
 * CRASH_AT names a step at which the process kills itself.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { startJobs } from "../../src/jobs/index.ts";
import { createQueue } from "../../src/jobs/queue.ts";
import { openStore, postgresAddress } from "../../src/store/index.ts";
import { createJobsTable } from "../../src/store/jobs.ts";
import type { Deliveries, Log, Place, Posted, Reply } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const { DATA_DIR: dataDir = "", DATABASE_URL, CRASH_AT = "", LEASE_MS = "400", POLL_MS = "20" } = process.env;

const log: Log = {
  ...quietLog,
  error: (fields, text) => process.stderr.write(`${text} ${String(fields.error ?? "")}\n`),
};

function step(name: string): void {
  if (name === CRASH_AT) process.kill(process.pid, "SIGKILL");
}

const platform = new DatabaseSync(join(dataDir, "platform.db"), { timeout: 10_000 });
// No key on the delivery: a double would stand there.
platform.exec("create table if not exists posts (delivery text, reply text)");

/** Slow where the network would be, so that a kill from outside meets every state. */
async function post(_place: Place, reply: Reply, deliveryId: string): Promise<Posted> {
  const known = platform.prepare("select reply from posts where delivery = ?").get(deliveryId);
  if (known) return { id: `post-${deliveryId}` };
  step("before-post");
  await pause(5);
  platform.prepare("insert into posts (delivery, reply) values (?, ?)").run(deliveryId, reply.id);
  step("after-post");
  await pause(5);
  return { id: `post-${deliveryId}` };
}

const store = await openStore({ dataDir, databaseUrl: DATABASE_URL, log });
const deliveries: Deliveries = {
  ...store.deliveries,
  async plan(delivery) {
    step("before-plan");
    const planned = await store.deliveries.plan(delivery);
    step("after-plan");
    return planned;
  },
  async ready(id, reply, storyIds) {
    step("before-ready");
    await store.deliveries.ready(id, reply, storyIds);
    step("after-ready");
  },
  async sent(id, posted, at) {
    step("before-sent");
    const first = await store.deliveries.sent(id, posted, at);
    step("after-sent");
    return first;
  },
};
const queue = createQueue({
  table: createJobsTable(store.database),
  postgres: DATABASE_URL ? postgresAddress(DATABASE_URL) : undefined,
  log,
  now: Date.now,
  pollMs: Number(POLL_MS),
  leaseMs: Number(LEASE_MS),
});
await startJobs({
  queue,
  store: { ...store, deliveries },
  news: { collect: async () => [] },
  trends: { count: async () => 0 },
  retrain: async () => [],
  learnt: async () => [],
  embedder: { model: "none", near: 1, embed: async () => [] },
  // Another reply at every computing: so it shows whether a retry posts the one that was stored.
  deliver: async (subscription) => {
    await pause(5);
    const reply: Reply = {
      id: `r_${randomUUID()}`,
      markdown: `digest for ${subscription.id}`,
      actions: [],
      audience: "channel",
      command: "digest",
      madeBy: ["test"],
    };
    return { reply, storyIds: [`story-${subscription.id}`] };
  },
  adapters: () => new Map([["fake", { post }]]),
  prune: {},
  log,
  now: Date.now,
});
await queue.start();
process.stdout.write("ready\n");
