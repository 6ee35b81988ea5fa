/** When a schedule is due: croner's five fields in an IANA zone. */
import { createHash } from "node:crypto";
import { Cron } from "croner";
import type { JobRow, Schedule } from "../types.ts";

/**
 * A moment up to this late still counts as on time, whatever a schedule's `catchUpMs`: a busy process polls late,
 * a process may be started in the very minute.
 */
export const onTimeMs = 60_000;

/**
 * Tries of one due time. With pauses that grow to ten minutes they go on for about two and a half hours: a platform's outage of an
 * hour makes a digest late and loses none, and dying processes (whose tries count) do not use them up.
 */
export const scheduledTries = 20;

const patterns = new Map<string, Cron>();

function patternOf(cron: string, zone: string): Cron {
  const key = `${cron}\n${zone}`;
  const known = patterns.get(key);
  if (known) return known;
  // "no-wildcard": "15,45 2" is a time of day as much as "30 2", and runs once in the hour that comes twice.
  const made = new Cron(cron, { mode: "5-part", timezone: zone, fixedTimeRule: "no-wildcard", paused: true });
  if (patterns.size > 1000) patterns.clear();
  patterns.set(key, made);
  return made;
}

/**
 * The first due time after `after` (both ms). A time of day that daylight saving skips is due at the first moment after the gap, one that comes twice
 * only the first time. Throws for a pattern, a zone or a date that does not exist.
 */
export function nextTime(cron: string, zone: string, after: number): number {
  let next: Date | null;
  try {
    next = patternOf(cron, zone).nextRun(new Date(after));
  } catch (cause) {
    throw new Error(`"${cron}" in "${zone}" is no schedule: give five cron fields and an IANA zone`, {
      cause,
    });
  }
  if (!next) throw new Error(`"${cron}" never comes: give a date that exists`);
  return next.getTime();
}

/** What a schedule owes at `now`: the newest missed time, if it is young enough, and the time that comes after all missed ones. */
export function dueTimes(schedule: Schedule, now: number): { due: number | undefined; nextAt: number } {
  const { cron, zone } = schedule;
  const youngest = now - Math.max(schedule.catchUpMs, onTimeMs);
  let newest = schedule.nextAt;
  // Times that are too old to be caught up with are not walked through one by one.
  let nextAt = nextTime(cron, zone, Math.max(newest, youngest - 1));
  while (nextAt <= now) {
    newest = nextAt;
    nextAt = nextTime(cron, zone, nextAt);
  }
  return { due: newest >= youngest && newest <= now ? newest : undefined, nextAt };
}

/** The job of one due time: the same in every process, so that it can be there only once. */
export function scheduledJob(schedule: Schedule, due: number): JobRow {
  const key = `schedule:${schedule.key}@${due}`;
  return {
    id: `${schedule.name}:${key}`,
    name: schedule.name,
    key,
    data: schedule.data,
    dueAt: due,
    runAt: due,
    tries: scheduledTries,
    attempt: 0,
  };
}

/** The same id for the same words, in the form that pg-boss wants (RFC 9562, version 8). */
export function uuidOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** Pause after the nth failed try: 5 s, 10 s, 20 s … at most ten minutes, a fifth more or less so that many do not come back at once. */
export function pauseMs(attempt: number): number {
  return Math.min(600_000, 5_000 * 2 ** Math.min(attempt - 1, 16)) * (0.8 + 0.4 * Math.random());
}
