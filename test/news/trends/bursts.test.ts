/** A burst is told when it comes, by what was known then, and never where there is none. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counted, type Watched, watch } from "../../../src/news/trends/bursts.ts";
import { tally } from "../../bench/quality/bursts/score.ts";
import { type SimulatedSeries, scoredFrom, simulate } from "../../bench/quality/bursts/simulator.ts";

const week = 168;
const from = 4 * week;
const hours = from + 48;

/** About `rate` an hour by day, a third of it by night, always the same week. */
function usual(rate: number, key = "usual"): { key: string; counts: number[] } {
  return {
    key,
    counts: Array.from({ length: hours }, (_, hour) => {
      const mean = rate * (hour % 24 >= 8 && hour % 24 < 20 ? 1.5 : 0.5);
      return Math.floor(mean * (hour + 1)) - Math.floor(mean * hour);
    }),
  };
}
const alarms = (series: readonly Counted[], more = {}) =>
  watch({ series, place: 0, stepsADay: 24, from, ...more }).map((one) => one.alarms);

function figuresOf(all: readonly SimulatedSeries[], watched: readonly Watched[]) {
  const sum = { hits: 0, alarms: 0, found: 0, bursts: 0 };
  all.forEach((series, n) => {
    const alarmed = (watched[n]?.alarms ?? []).flatMap(({ at, until }) =>
      Array.from({ length: until - at + 1 }, (_, more) => at + more),
    );
    const one = tally(series, alarmed);
    sum.hits += one.hits;
    sum.alarms += one.alarms;
    sum.found += one.found;
    sum.bursts += one.bursts;
  });
  return sum;
}

describe("bursts", () => {
  it("tells 17 where two are usual, within two hours, with when it began", () => {
    const dam = usual(2, "dam");
    for (let hour = from + 14; hour < from + 18; hour++) dam.counts[hour] = 17;
    const [[alarm] = [], others = []] = alarms([dam, usual(3)]);
    expect(alarm).toMatchObject({ began: from + 14, until: expect.any(Number) });
    expect(alarm?.at).toBeLessThanOrEqual(from + 15);
    expect(alarm?.p).toBeLessThan(1e-6);
    expect(alarm?.expected).toBeLessThan((alarm?.count ?? 0) / 4);
    expect(others).toEqual([]);
  });

  it("does not cry over the morning, the same every day", () => {
    const morning = usual(4);
    for (let hour = 7; hour < hours; hour += 24) morning.counts[hour] = 40;
    expect(alarms([morning])).toEqual([[]]);
  });

  it("never cries over a series that is always the same, whatever its level", () => {
    fc.assert(
      fc.property(fc.nat(80), fc.constantFrom(1 as const, 24 as const), (level, stepsADay) => {
        const counts = new Array<number>(stepsADay === 1 ? 90 : hours).fill(level);
        const [one] = watch({
          series: [{ key: "a", counts }],
          place: 0,
          stepsADay,
          from: stepsADay === 1 ? 60 : from,
        });
        expect(one?.alarms).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("rests on the past alone: what comes later changes no alarm of before", () => {
    const count = fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(60) });
    const scored = fc.array(count, { minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(scored, scored, fc.integer({ min: 1, max: 47 }), (one, other, cut) => {
        const past = usual(2).counts.slice(0, from);
        const told = (later: readonly number[]) =>
          watch({
            series: [{ key: "a", counts: [...past, ...one.slice(0, cut), ...later.slice(cut)] }, usual(3)],
            ...{ place: 0, stepsADay: 24, from },
            total: [...new Array(from).fill(50), ...one.slice(0, cut), ...later.slice(cut)],
          }).map(({ alarms, sure, expected }) => ({
            alarms: alarms.map(({ at }) => at).filter((at) => at < from + cut),
            sure: [...sure].slice(0, cut),
            expected: [...expected].slice(0, cut),
          }));
        expect(told(other)).toEqual(told(one));
      }),
      { numRuns: 25 },
    );
  });

  it("cries rarely over chance, and finds most of what is five times the usual (simulated)", () => {
    const watched = (times: number) => {
      const all = simulate(7, times, 80);
      const found = watch({
        series: all.map(({ id, counts }) => ({ key: id, counts })),
        ...{ place: 0, stepsADay: 24, from: scoredFrom },
      });
      return figuresOf(all, found);
    };
    // 80 series of two weeks: 26,880 hours in which nothing happens.
    expect(watched(1).alarms).toBeLessThanOrEqual(3);
    const strong = watched(5);
    expect(strong.found / strong.bursts).toBeGreaterThan(0.7);
    expect(strong.hits / strong.alarms).toBeGreaterThan(0.8);
  });

  it("forgets a burst of the past, instead of waiting for it to come again", () => {
    const twice = usual(2);
    for (const begin of [from - 2 * week + 10, from + 10])
      for (let hour = begin; hour < begin + 6; hour++) twice.counts[hour] = 30;
    expect(alarms([twice])[0]?.map(({ began }) => began)).toEqual([from + 10]);
  });

  it("by days, where only dates are known: weekends are quieter and Mondays are no burst", () => {
    const days = Array.from({ length: 120 }, (_, day): number => (day % 7 >= 5 ? 2 : 12));
    days[110] = 60;
    const [one] = watch({ series: [{ key: "a", counts: days }], place: 0, stepsADay: 1, from: 60 });
    expect(one?.alarms.map(({ at }) => at)).toEqual([110]);
  });

  it("survives nothing at all, one step, and counts of a million", () => {
    expect(watch({ series: [], place: 0, stepsADay: 24, from: 0 })).toEqual([]);
    const [short] = watch({ series: [{ key: "a", counts: [3] }], place: 5, stepsADay: 24, from: 0 });
    expect(short?.alarms.length).toBeLessThanOrEqual(1);
    const huge = usual(1);
    huge.counts[from + 5] = 1e6;
    expect(alarms([huge])[0]?.map(({ at }) => at)).toEqual([from + 5]);
  });
});
