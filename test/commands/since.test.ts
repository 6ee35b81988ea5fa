/** “… since 14d”: what is a time, and what belongs to the topic. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sinceWhen, topicAndSince } from "../../src/commands/sentiment/since.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 24, 12);

describe("a topic and its time", () => {
  it.each([
    ["harbour bridge since 14d", "harbour bridge", "14d"],
    ["harbour bridge since 2 weeks", "harbour bridge", "2 weeks"],
    ["harbour bridge over the last 3 months", "harbour bridge", "3 months"],
    ["harbour bridge, since 2026-11-01", "harbour bridge", "2026-11-01"],
    ["大桥 最近14天", "大桥", "14天"],
    ["大桥自2026-11-01以来", "大桥", "2026-11-01"],
    ["ferry since yesterday", "ferry", "yesterday"],
    ["ferry strike this week", "ferry strike", "this week"],
    ["ferry since last Monday", "ferry", "last Monday"],
    ["大坝 昨天以来", "大坝", "昨天"],
    ["大坝本周", "大坝", "本周"],
    ["yesterday", "yesterday", undefined],
    ["since you been gone", "since you been gone", undefined],
    ["the first since the war", "the first since the war", undefined],
    ["harbour bridge", "harbour bridge", undefined],
  ])("%s", (text, topic, since) => {
    expect(topicAndSince(text)).toEqual({ topic, since });
  });

  it.each([
    ["12h", day / 2],
    ["7d", 7 * day],
    ["2 weeks", 14 * day],
    ["3m", 90 * day],
    ["1y", 365 * day],
    ["14天", 14 * day],
    ["2个月", 60 * day],
    ["2026-11-24", day / 2],
  ])("%s is a time ago", (text, ago) => {
    expect(now - sinceWhen(text, now, "UTC")).toBe(ago);
  });

  // 24 November 2026 is a Tuesday, 12:00 UTC: 20:00 in Shanghai, 13:00 in Berlin.
  it.each([
    ["today", "UTC", "2026-11-24T00:00Z"],
    ["today", "Asia/Shanghai", "2026-11-23T16:00Z"],
    ["yesterday", "Europe/Berlin", "2026-11-22T23:00Z"],
    ["前天", "UTC", "2026-11-22T00:00Z"],
    ["this week", "UTC", "2026-11-23T00:00Z"],
    ["上周", "UTC", "2026-11-16T00:00Z"],
    ["last month", "UTC", "2026-10-01T00:00Z"],
    ["本月", "UTC", "2026-11-01T00:00Z"],
    ["Friday", "UTC", "2026-11-20T00:00Z"],
    ["周一", "UTC", "2026-11-23T00:00Z"],
    ["last Tuesday", "UTC", "2026-11-17T00:00Z"],
  ])("%s in %s begins at %s", (text, zone, at) => {
    expect(new Date(sinceWhen(text, now, zone)).toISOString()).toBe(new Date(at).toISOString());
  });

  it("what is no time, and what has not come, says how to write it", () => {
    for (const text of ["soon", "2026-02-31", "2026-13-01", "7", "d", "-7d", "", "2026-11-25"])
      expect(() => sinceWhen(text, now, "UTC"), text).toThrow(/no date|not come/);
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const { topic } = topicAndSince(text);
        expect(text).toContain(topic);
      }),
    );
  });
});
