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
  /** 1 for the first try. */
  attempt: number;
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
