/** The queue on Postgres: pg-boss runs the jobs, our own rows say when a schedule is due (see `planner.ts`). */
import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import type { Job, JobData, JobRow, JobsTable, Log, Queue } from "../types.ts";
import { createLoop } from "./loop.ts";
import { createPlanner } from "./planner.ts";
import { uuidOf } from "./times.ts";
import { createUnderWay } from "./underway.ts";

export interface PostgresQueueParts {
  table: JobsTable;
  /** Of the database, without our own parameters, and the schema of our tables. pg-boss gets one beside it: `<schema>_jobs`. */
  postgres: { connectionString: string; schema: string };
  log: Log;
  now(): number;
  /** At least 500; 1,000 when unset. */
  pollMs?: number;
  /** A worker that says nothing for so long is dead. At least 10,000; 30,000 when unset. */
  leaseMs?: number;
}

/** What travels in pg-boss. */
interface Carried {
  data: JobData;
  dueAt: number;
}

/** A job may take long (a training, a large load): only a silent worker is dead. */
const longestSeconds = 6 * 3600;
/** The planner and the owner of pg-boss's tables need few. */
const connections = 4;

export function createPostgresQueue(parts: PostgresQueueParts): Queue {
  const { table, postgres, log, now, pollMs = 1_000, leaseMs = 30_000 } = parts;
  const handlers = new Map<string, { side: number; handler: (job: Job) => Promise<void> }>();
  const made = new Map<string, Promise<void>>();
  const underWay = createUnderWay(log);
  let opening: Promise<PgBoss> | undefined;
  let working = false;

  async function open(): Promise<PgBoss> {
    const { PgBoss: Boss } = await import("pg-boss");
    const boss = new Boss({
      connectionString: postgres.connectionString,
      application_name: "copytaster jobs",
      schema: `${postgres.schema.slice(0, 45)}_jobs`,
      max: connections,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
      superviseIntervalSeconds: Math.max(1, Math.round(leaseMs / 10_000)),
      monitorIntervalSeconds: Math.max(1, Math.round(leaseMs / 10_000)),
    });
    boss.on("error", (error) => log.error({ error }, "the job queue met a problem; it goes on trying"));
    boss.on("warning", (warning) => log.warn({ ...warning }, "the job queue warns"));
    await boss.start();
    return boss;
  }

  function opened(): Promise<PgBoss> {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  /** pg-boss takes jobs only for queues that were made; making one again changes nothing. */
  async function queueOf(name: string): Promise<PgBoss> {
    const boss = await opened();
    let queue = made.get(name);
    if (!queue) {
      queue = boss.createQueue(name, {
        // "short": of one key only one waits.
        policy: "short",
        retryDelay: 5,
        retryBackoff: true,
        retryDelayMax: 600,
        expireInSeconds: longestSeconds,
        heartbeatSeconds: Math.max(10, Math.round(leaseMs / 1_000)),
      });
      made.set(name, queue);
      queue.catch(() => made.delete(name));
    }
    await queue;
    return boss;
  }

  /** Put twice, it is there once: `id` and the waiting key are unique. */
  async function put(id: string, job: JobRow): Promise<void> {
    const boss = await queueOf(job.name);
    const carried: Carried = { data: job.data, dueAt: job.dueAt };
    const waitMs = job.runAt - now();
    await boss.send(job.name, carried, {
      id,
      singletonKey: job.key,
      retryLimit: Math.max(0, job.tries - 1),
      // By the server's clock, which is not the one we were given.
      ...(waitMs > 0 ? { startAfter: new Date(Date.now() + waitMs) } : {}),
    });
  }

  const planner = createPlanner(
    table,
    // First the job, by an id that every process makes alike, and then the step: a crash between them plans the same job again, which is there already.
    async (schedule, nextAt, job) => {
      if (job) await put(uuidOf(job.id), job);
      return await table.advance(schedule, nextAt, undefined);
    },
    log,
    now,
  );
  const planning = createLoop(
    pollMs,
    async () => {
      await planner.plan(now());
    },
    log,
    "Planning jobs",
  );

  async function begin(name: string): Promise<void> {
    const worker = handlers.get(name);
    if (!worker) return;
    const boss = await queueOf(name);
    const options = {
      includeMetadata: true,
      localConcurrency: worker.side,
      pollingIntervalSeconds: Math.max(0.5, pollMs / 1_000),
    } as const;
    await boss.work<Carried, void, typeof options>(name, options, async ([taken]) => {
      if (!taken) return;
      const job = {
        id: taken.id,
        name,
        ...taken.data,
        attempt: taken.retryCount + 1,
        tries: taken.retryLimit + 1,
      };
      await new Promise<void>((resolve, reject) =>
        underWay.run(taken.id, (signal) =>
          worker
            .handler({ ...job, signal: AbortSignal.any([signal, taken.signal]) })
            .then(resolve, (error: unknown) => {
              const { attempt, tries } = job;
              const fields = { error, job: name, id: taken.id, attempt, tries };
              if (attempt >= tries) log.error(fields, "a job failed for the last time");
              else log.warn(fields, "a job failed and is tried again");
              reject(error);
            }),
        ),
      );
    });
  }

  return {
    async work(name, side, handler) {
      if (handlers.has(name)) throw new Error(`"${name}" has a worker in this process already`);
      handlers.set(name, { side, handler });
      if (working) await begin(name);
    },
    send: (name, data, { key, startAt, tries }) => {
      const id = randomUUID();
      return put(id, { id, name, key, data, dueAt: startAt, runAt: startAt, tries, attempt: 0 });
    },
    schedule: planner.schedule,
    unschedule: planner.unschedule,
    next: planner.next,
    async start() {
      if (working) return;
      await opened();
      working = true;
      const moved = await table.handOver((job) => put(uuidOf(job.id), job));
      if (moved) log.info({ jobs: moved }, "jobs that waited in the SQLite file were taken over");
      for (const name of handlers.keys()) await begin(name);
      planning.start();
    },
    async stop(graceMs) {
      working = false;
      await planning.stop();
      const boss = await opening?.catch(() => undefined);
      if (boss) {
        for (const name of handlers.keys()) await boss.offWork(name, { wait: false });
        await underWay.end(graceMs);
        await boss.stop({ graceful: true, timeout: 1_000, close: true });
      }
      opening = undefined;
      made.clear();
    },
  };
}
