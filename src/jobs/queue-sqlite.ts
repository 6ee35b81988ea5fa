/** The queue on SQLite: rows with leases, polled. Several processes on one file are a normal case. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { messageOf } from "../errors.ts";
import type { Job, JobRow, JobsTable, Log, Queue } from "../types.ts";
import { createLoop } from "./loop.ts";
import { createPlanner } from "./planner.ts";
import { pauseMs } from "./times.ts";
import { createUnderWay } from "./underway.ts";

export interface SqliteQueueParts {
  table: JobsTable;
  log: Log;
  now(): number;
  /** How often the rows are looked at; a job that is sent here starts at once. 1,000 when unset. */
  pollMs?: number;
  /** A worker that says nothing for so long is dead, and its jobs are taken by others. 30,000 when unset. */
  leaseMs?: number;
}

interface Worker {
  side: number;
  running: number;
  handler(job: Job): Promise<void>;
}

export function createSqliteQueue(parts: SqliteQueueParts): Queue {
  const { table, log, now, pollMs = 1_000, leaseMs = 30_000 } = parts;
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const workers = new Map<string, Worker>();
  const underWay = createUnderWay(log);
  const planner = createPlanner(table, (...args) => table.advance(...args), log, now);
  let stopping = false;

  async function work(worker: Worker, row: JobRow, signal: AbortSignal): Promise<void> {
    const { id, name, data, dueAt, attempt, tries } = row;
    let held: boolean;
    try {
      await worker.handler({ id, name, data, dueAt, attempt, tries, signal });
      held = await table.done(row, owner, now());
    } catch (error) {
      const problem = messageOf(error).slice(0, 2_000);
      const fields = { error, job: name, id, attempt, tries };
      if (attempt >= tries) {
        log.error(fields, "a job failed for the last time");
        held = await table.failed(row, owner, now(), problem);
      } else {
        const wait = Math.round(pauseMs(attempt));
        log.warn(fields, `a job failed and is tried again in ${wait} ms`);
        held = await table.again(row, owner, now() + wait, problem);
      }
    }
    if (!held)
      log.warn({ job: name, id, attempt }, "a job ended here after another worker had taken it over");
  }

  /** True when one was taken. */
  async function takeOne(name: string, worker: Worker): Promise<boolean> {
    const at = now();
    const row = await table.take(name, owner, at, at + leaseMs);
    if (!row) return false;
    if (row.attempt > row.tries) {
      log.error(
        { job: name, id: row.id, tries: row.tries },
        "every worker that took this job died: given up",
      );
      await table.failed(row, owner, at, "every worker that took it died");
      return true;
    }
    worker.running++;
    underWay.run(row.id, async (signal) => {
      try {
        await work(worker, row, signal);
      } finally {
        worker.running--;
        if (!stopping) taking.wake();
      }
    });
    return true;
  }

  const taking = createLoop(
    pollMs,
    async () => {
      await planner.plan(now());
      for (const [name, worker] of workers) {
        while (!stopping && worker.running < worker.side && (await takeOne(name, worker)));
      }
    },
    log,
    "Looking for jobs",
  );
  const renewing = createLoop(
    leaseMs / 3,
    async () => {
      if (!underWay.size) return;
      const before = underWay.ids();
      const held = await table.renew(owner, now() + leaseMs);
      const left = new Set(underWay.ids());
      for (const id of before)
        if (left.has(id) && !held.has(id)) underWay.abort(id, "another worker has taken this job over");
    },
    log,
    "Renewing the leases of jobs",
  );

  return {
    async work(name, side, handler) {
      if (workers.has(name)) throw new Error(`"${name}" has a worker in this process already`);
      workers.set(name, { side, running: 0, handler });
      taking.wake();
    },
    async send(name, data, { key, startAt, tries }) {
      const id = randomUUID();
      await table.add({ id, name, key, data, dueAt: startAt, runAt: startAt, tries, attempt: 0 });
      if (startAt <= now()) taking.wake();
    },
    schedule: planner.schedule,
    unschedule: planner.unschedule,
    next: planner.next,
    async start() {
      stopping = false;
      taking.start();
      renewing.start();
    },
    async stop(graceMs) {
      stopping = true;
      await taking.stop();
      await underWay.end(graceMs);
      await renewing.stop();
    },
  };
}
