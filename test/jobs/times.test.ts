import { describe, expect, it } from "vitest";
import { dueTimes, nextTime, pauseMs, uuidOf } from "../../src/jobs/times.ts";

/** The next `count` due times after a moment, in UTC. */
function times(cron: string, zone: string, after: string, count: number): string[] {
  const found: string[] = [];
  let at = Date.parse(after);
  for (let n = 0; n < count; n++) {
    at = nextTime(cron, zone, at);
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

describe("daylight saving", () => {
  it.each([
    ["Europe/Berlin", "2026-03-27T20:00Z", ["2026-03-28T07:00", "2026-03-29T06:00", "2026-03-30T06:00"]],
    ["Europe/Berlin", "2026-10-23T20:00Z", ["2026-10-24T06:00", "2026-10-25T07:00", "2026-10-26T07:00"]],
    ["America/New_York", "2026-03-06T20:00Z", ["2026-03-07T13:00", "2026-03-08T12:00", "2026-03-09T12:00"]],
    ["America/New_York", "2026-10-30T20:00Z", ["2026-10-31T12:00", "2026-11-01T13:00", "2026-11-02T13:00"]],
  ])("08:00 in %s stays 08:00 on the wall after %s", (zone, after, expected) => {
    expect(times("0 8 * * *", zone, after, 3)).toEqual(expected);
  });

  it.each([
    ["Europe/Berlin", "2026-03-28T12:00Z", ["2026-03-29T01:00", "2026-03-30T00:30"]],
    ["America/New_York", "2026-03-07T12:00Z", ["2026-03-08T07:00", "2026-03-09T06:30"]],
  ])(
    "02:30 in %s, skipped after %s, is due once, at the first moment after the gap",
    (zone, after, expected) => {
      expect(times("30 2 * * *", zone, after, 2)).toEqual(expected);
    },
  );

  it.each([
    ["Europe/Berlin", "30 2 * * *", "2026-10-24T12:00Z", ["2026-10-25T00:30", "2026-10-26T01:30"]],
    ["America/New_York", "30 1 * * *", "2026-10-31T12:00Z", ["2026-11-01T05:30", "2026-11-02T06:30"]],
    [
      "Europe/Berlin",
      "0,30 2 * * 0",
      "2026-10-24T12:00Z",
      ["2026-10-25T00:00", "2026-10-25T00:30", "2026-11-01T01:00"],
    ],
  ])(
    "a time of day that comes twice in %s (%s) is due the first time only",
    (zone, cron, after, expected) => {
      expect(times(cron, zone, after, expected.length)).toEqual(expected);
    },
  );

  it("every ten minutes means every ten minutes, also on that night", () => {
    const night = times("*/10 * * * *", "Europe/Berlin", "2026-10-24T23:59Z", 18).map((at) =>
      Date.parse(`${at}Z`),
    );
    expect(new Set(night.slice(1).map((at, n) => at - (night[n] ?? 0)))).toEqual(new Set([600_000]));
  });
});

describe("what a schedule owes", () => {
  const schedule = { name: "n", key: "k", cron: "0 * * * *", zone: "UTC", data: {}, catchUpMs: 0 };
  const at = (text: string) => Date.parse(`2026-06-01T${text}Z`);

  it.each([
    ["on the minute", "08:00", "08:00", 0, "08:00", "09:00"],
    ["half a minute late, without catching up", "08:00", "08:00:30", 0, "08:00", "09:00"],
    ["too late, without catching up", "08:00", "08:02", 0, undefined, "09:00"],
    ["late, within the time to catch up", "08:00", "08:40", 3_600_000, "08:00", "09:00"],
    ["several missed: the newest", "02:00", "08:40", 3_600_000, "08:00", "09:00"],
    ["all too old", "02:00", "08:40", 1_800_000, undefined, "09:00"],
  ])("%s", (_, nextAt, now, catchUpMs, due, then) => {
    expect(dueTimes({ ...schedule, nextAt: at(nextAt), catchUpMs }, at(now))).toEqual({
      due: due && at(due),
      nextAt: at(then),
    });
  });

  it("does not walk through years of missed times", () => {
    const since = performance.now();
    const minutely = { ...schedule, cron: "* * * * *", nextAt: Date.UTC(2016, 0, 1), catchUpMs: 600_000 };
    expect(dueTimes(minutely, at("08:00")).due).toBe(at("08:00"));
    expect(performance.now() - since).toBeLessThan(1_000);
  });
});

it("makes the same id of the same words, in the form of a UUID", () => {
  expect(uuidOf("a")).toBe(uuidOf("a"));
  expect(uuidOf("a")).not.toBe(uuidOf("b"));
  expect(uuidOf("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("pauses longer after each failure, at most some ten minutes", () => {
  expect(pauseMs(1)).toBeLessThan(pauseMs(3));
  expect(pauseMs(50)).toBeLessThanOrEqual(720_000);
});
