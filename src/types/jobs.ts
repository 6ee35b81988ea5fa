/** Work that waits for its time. */
import type { Log } from "./services.ts";

/** JSON only. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface Job {
  id: string;
  name: string;
  data: JobData;
  /** For a scheduled job: the moment it was due (ms), the same in every process and every retry. For one that was sent: when it was to start. */
  dueAt: number;
  /** 1 for the first try. A try whose worker died counts. */
  attempt: number;
  /** When this one is `tries`, it is the last. */
  tries: number;
  signal: AbortSignal;
}

/**
 * At least once: a handler must be safe to repeat. Two implementations under one contract kit: pg-boss on Postgres; croner and a table on SQLite.
 * A job whose worker died is tried again by another; one that throws is tried again with growing pauses, `tries` times in all.
 */
export interface Queue {
  /** One handler a name and process. At most `side` of its jobs side by side here. */
  work(name: string, side: number, handler: (job: Job) => Promise<void>): Promise<void>;
  /** The same key waits only once. `startAt` in ms. */
  send(name: string, data: JobData, options: { key: string; startAt: number; tries: number }): Promise<void>;
  /** cron of five fields in an IANA zone. The same name and key again replaces. Times missed while no process ran: the newest one is run, once, if it is less than `catchUpMs` old. */
  schedule(
    name: string,
    key: string,
    cron: string,
    zone: string,
    data: JobData,
    catchUpMs: number,
  ): Promise<void>;
  unschedule(name: string, key: string): Promise<void>;
  /** The next moment (ms) of every schedule of this name, by key. */
  next(name: string): Promise<ReadonlyMap<string, number>>;
  /** Begins to run jobs; work and schedule may come before or after. */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is under way up to `graceMs`, then aborts it; may be called twice. */
  stop(graceMs: number): Promise<void>;
}

/** A job that the house runs: one file, one line in `jobs/index.ts`. */
export interface JobParts {
  log: Log;
  now(): number;
}

/** When a job is due again and again. */
export interface Schedule {
  name: string;
  key: string;
  /** Five fields. */
  cron: string;
  /** IANA */
  zone: string;
  data: JobData;
  catchUpMs: number;
  /** The next moment (ms) that was not dealt with yet; past while no process runs. */
  nextAt: number;
}

/** A job as it is kept. */
export interface JobRow {
  id: string;
  name: string;
  key: string;
  data: JobData;
  dueAt: number;
  /** Not taken before then: `dueAt`, or later after a failed try. */
  runAt: number;
  tries: number;
  /** How often it was taken. */
  attempt: number;
}

/** The rows under the queue. Schedules are kept here on both databases; jobs on SQLite only (on Postgres pg-boss keeps them). */
export interface JobsTable {
  /** `nextAt` of a schedule that is there stays, unless its cron or zone changes: a missed time is not forgotten by a restart. */
  putSchedule(schedule: Schedule): Promise<void>;
  removeSchedule(name: string, key: string): Promise<void>;
  /** Of one name, or all whose `nextAt` has come. */
  schedules(where: { name: string } | { dueBy: number }): Promise<readonly Schedule[]>;
  /** False: another process was first (the schedule no longer says `schedule.nextAt`). With a job, both are done or none. */
  advance(schedule: Schedule, nextAt: number, job: JobRow | undefined): Promise<boolean>;
  /** False: one with its id is there, or one with its name and key waits. */
  add(job: JobRow): Promise<boolean>;
  /** The next job that waits, or whose worker let its lease run out; `attempt` counts this taking. One atomic step. */
  take(name: string, owner: string, now: number, leaseUntil: number): Promise<JobRow | undefined>;
  /** The ids that this owner still holds. */
  renew(owner: string, leaseUntil: number): Promise<ReadonlySet<string>>;
  /** Each only while this owner holds it at this attempt; false: it was taken away. */
  done(job: JobRow, owner: string, at: number): Promise<boolean>;
  again(job: JobRow, owner: string, runAt: number, problem: string): Promise<boolean>;
  failed(job: JobRow, owner: string, at: number, problem: string): Promise<boolean>;
  /** Takes away every job that has not ended, for another queue to run (after a move to Postgres). */
  handOver(put: (job: JobRow) => Promise<void>): Promise<number>;
  /** Forgets what ended before then. */
  prune(before: number): Promise<number>;
}
