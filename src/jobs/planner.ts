/**
 * Plans what is due. The same on both databases, by our own rows and not by pg-boss's cron: pg-boss's scheduler sends a job without saying for
 * which minute it is, looks at the clock twice a minute, and forgets missed times; here every process finds the same due time in the
 * schedule's row, and the one whose update still meets that time plans it.
 */
import type { JobRow, JobsTable, Log, Schedule } from "../types.ts";
import { dueTimes, nextTime, scheduledJob } from "./times.ts";

export interface Planner {
  /** Plans everything that is due at `now`; true when something was. */
  plan(now: number): Promise<boolean>;
  schedule(
    name: string,
    key: string,
    cron: string,
    zone: string,
    data: Schedule["data"],
    catchUpMs: number,
  ): Promise<void>;
  unschedule(name: string, key: string): Promise<void>;
  next(name: string): Promise<ReadonlyMap<string, number>>;
}

/** `advance` moves the schedule on and has the job run, both or none, and once among all processes; false when another was first. */
export function createPlanner(
  table: JobsTable,
  advance: (schedule: Schedule, nextAt: number, job: JobRow | undefined) => Promise<boolean>,
  log: Log,
  now: () => number,
): Planner {
  /** One schedule that cannot be read (a zone that this machine does not know) must not hold up the others. */
  const timesOf = (schedule: Schedule, at: number) => {
    try {
      return dueTimes(schedule, at);
    } catch (error) {
      log.error(
        { error, job: schedule.name, key: schedule.key },
        "a schedule cannot be read and does not run",
      );
      return undefined;
    }
  };

  return {
    async plan(at) {
      const schedules = await table.schedules({ dueBy: at });
      for (const schedule of schedules) {
        const { name, key, zone } = schedule;
        const times = timesOf(schedule, at);
        if (!times) continue;
        const { due, nextAt } = times;
        const job = due === undefined ? undefined : scheduledJob(schedule, due);
        if (!(await advance(schedule, nextAt, job))) continue;
        if (!job)
          log.warn(
            { job: name, key, zone, missed: new Date(schedule.nextAt).toISOString() },
            "missed while no process ran, and too long ago to catch up",
          );
        else if (due !== schedule.nextAt)
          log.warn(
            { job: name, key, missedSince: new Date(schedule.nextAt).toISOString() },
            "times were missed while no process ran: the newest is run",
          );
      }
      return schedules.length > 0;
    },
    async schedule(name, key, cron, zone, data, catchUpMs) {
      const nextAt = nextTime(cron, zone, now());
      await table.putSchedule({ name, key, cron, zone, data, catchUpMs, nextAt });
    },
    unschedule: (name, key) => table.removeSchedule(name, key),
    async next(name) {
      const at = now();
      const schedules = await table.schedules({ name });
      return new Map(
        schedules.map(({ key, cron, zone, nextAt }) => [
          key,
          nextAt > at ? nextAt : nextTime(cron, zone, at),
        ]),
      );
    },
  };
}
