/** The rows under the queue: schedules on both databases, jobs on SQLite. Taking a job is one atomic update with a lease. */
import type { Database, JobData, JobRow, JobsTable, Queryable, Schedule } from "../types.ts";
import { fromJson } from "./rows.ts";

interface ScheduleRow {
  name: string;
  key: string;
  cron: string;
  zone: string;
  data: string;
  catch_up_ms: number;
  next_at: number;
}

interface Row {
  id: string;
  name: string;
  key: string;
  data: string;
  due_at: number;
  run_at: number;
  tries: number;
  attempt: number;
}

/** Rows that a hand-over takes at once. */
const slice = 100;

export function createJobsTable(database: Database): JobsTable {
  /** Ends or re-arms a job, only while this owner holds it at this attempt. */
  const settle = async (
    job: JobRow,
    owner: string,
    change: { state: string; runAt: number; endedAt: number | null; problem: string | null },
  ): Promise<boolean> => {
    const rows = await database.run(
      `update jobs set state = $4, run_at = $5, ended_at = $6, problem = $7, owner = null, lease_until = null
       where id = $1 and owner = $2 and attempt = $3 and state = 'running'`,
      [job.id, owner, job.attempt, change.state, change.runAt, change.endedAt, change.problem],
    );
    return rows === 1;
  };

  return {
    async putSchedule(one) {
      await database.run(
        `insert into job_schedules (name, key, cron, zone, data, catch_up_ms, next_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (name, key) do update set
           next_at = case when job_schedules.cron = excluded.cron and job_schedules.zone = excluded.zone
                     then job_schedules.next_at else excluded.next_at end,
           cron = excluded.cron, zone = excluded.zone, data = excluded.data, catch_up_ms = excluded.catch_up_ms`,
        [one.name, one.key, one.cron, one.zone, JSON.stringify(one.data), one.catchUpMs, one.nextAt],
      );
    },
    async removeSchedule(name, key) {
      await database.run("delete from job_schedules where name = $1 and key = $2", [name, key]);
    },
    async schedules(where) {
      const rows =
        "name" in where
          ? await database.all<ScheduleRow>("select * from job_schedules where name = $1 order by key", [
              where.name,
            ])
          : await database.all<ScheduleRow>(
              "select * from job_schedules where next_at <= $1 order by next_at",
              [where.dueBy],
            );
      return rows.map(toSchedule);
    },
    advance(schedule, nextAt, job) {
      return database.transaction(async (within) => {
        const rows = await within.run(
          "update job_schedules set next_at = $4 where name = $1 and key = $2 and next_at = $3",
          [schedule.name, schedule.key, schedule.nextAt, nextAt],
        );
        if (rows === 1 && job) await insert(within, job);
        return rows === 1;
      });
    },

    add: (job) => insert(database, job),
    async take(name, owner, now, leaseUntil) {
      const [row] = await database.all<Row>(
        `update jobs set state = 'running', owner = $2, lease_until = $4, attempt = attempt + 1
         where id = (
           select id from jobs
           where name = $1 and run_at <= $3 and state in ('waiting', 'running')
             and (state = 'waiting' or lease_until < $3)
           order by run_at, id limit 1)
         returning id, name, key, data, due_at, run_at, tries, attempt`,
        [name, owner, now, leaseUntil],
      );
      return row && toJob(row);
    },
    async renew(owner, leaseUntil) {
      const rows = await database.all<{ id: string }>(
        "update jobs set lease_until = $2 where owner = $1 and state = 'running' returning id",
        [owner, leaseUntil],
      );
      return new Set(rows.map(({ id }) => id));
    },
    done: (job, owner, at) =>
      settle(job, owner, { state: "done", runAt: job.runAt, endedAt: at, problem: null }),
    again: (job, owner, runAt, problem) =>
      settle(job, owner, { state: "waiting", runAt, endedAt: null, problem }),
    failed: (job, owner, at, problem) =>
      settle(job, owner, { state: "failed", runAt: job.runAt, endedAt: at, problem }),

    async handOver(put) {
      let count = 0;
      for (;;) {
        const rows = await database.all<Row>(
          `select id, name, key, data, due_at, run_at, tries, attempt from jobs
           where state in ('waiting', 'running') order by run_at, id limit ${slice}`,
          [],
        );
        for (const row of rows) {
          await put(toJob(row));
          await database.run("delete from jobs where id = $1", [row.id]);
        }
        count += rows.length;
        if (rows.length < slice) return count;
      }
    },
    prune: (before) => database.run("delete from jobs where ended_at < $1", [before]),
  };
}

async function insert(within: Queryable, job: JobRow): Promise<boolean> {
  const rows = await within.run(
    `insert into jobs (id, name, key, data, due_at, run_at, tries, attempt, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting') on conflict do nothing`,
    [job.id, job.name, job.key, JSON.stringify(job.data), job.dueAt, job.runAt, job.tries, job.attempt],
  );
  return rows === 1;
}

function toSchedule(row: ScheduleRow): Schedule {
  return {
    name: row.name,
    key: row.key,
    cron: row.cron,
    zone: row.zone,
    data: fromJson<JobData>(row.data),
    catchUpMs: row.catch_up_ms,
    nextAt: row.next_at,
  };
}

function toJob(row: Row): JobRow {
  return {
    id: row.id,
    name: row.name,
    key: row.key,
    data: fromJson<JobData>(row.data),
    dueAt: row.due_at,
    runAt: row.run_at,
    tries: row.tries,
    attempt: row.attempt,
  };
}
