/** What a picture shows, said in words, in characters and in numbers: from the same data. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dodged } from "../../src/charts/dodge.ts";
import { openFonts } from "../../src/charts/fonts/fonts.ts";
import { altOf, tableOf } from "../../src/charts/say.ts";
import { sketchOf } from "../../src/charts/sketch.ts";
import { createPen } from "../../src/charts/text.ts";
import { roundSteps, timeTicks } from "../../src/charts/ticks.ts";
import { clockOf, instantOf } from "../../src/charts/zone.ts";
import type { Chart, TimeChart } from "../../src/types.ts";
import { begin, day, hour, samples } from "./samples.ts";

const en = samples("en");
const zh = samples("zh");

describe("the words for who cannot see it", () => {
  it("tell the window, what is usual, the peak and its time, what stands out and what is expected", () => {
    expect(altOf(en.time)).toBe(
      "Sample data, not news. Mentions of harbour bridge per hour, 3–9 March 2026 (mentions): mostly 0–4, peak 17 on 7 March at 16:00. Stands out: 7 March at 14:00–19:00 (evacuation, dam). Forecast until 10 March at 11:00: 0–6.47.",
    );
    expect(altOf(zh.time)).toBe(
      "示例数据，非真实新闻。“港口大桥”每小时提及次数，2026年3月3日至10日（提及）：多数时候为0–4；峰值17，在3月8日 00:00。异常增多：3月7日 22:00 – 3月8日 03:00（疏散、大坝）。预测至3月10日 19:00：0–6.47。",
    );
  });

  it("compare, rank, share out, judge and connect", () => {
    expect(altOf(en.compare)).toMatch(
      /^Five subjects, stories per day, 3 March – 1 April 2026 \(stories\): harbour bridge mostly \d+–\d+, peak 22 on 8 March; ferry /,
    );
    expect(altOf(en.bars)).toBe(
      "Tone towards each name, score: harbour bridge 0.62, ferry 0.29, city council −0.04, budget −0.37, weather −0.7.",
    );
    expect(altOf(en.shares)).toMatch(/shares of stories: harbour bridge from \d+% to 37%; /);
    expect(altOf(en.reliability)).toContain(
      "expected calibration error 0.030. Where it is surest (95%) it is right 98% of the time",
    );
    expect(altOf(en.confusion)).toBe(
      "Sentiment: what is taken for what, 81% of 3,600 right. Found of each: negative 84%, neutral 72%, positive 87%. Most often mixed up: neutral called positive, 210 times.",
    );
    expect(altOf(zh.network)).toBe(
      "人物与机构共现，5个名称，4条联系（篇）。最多：港口大桥 (20)、渡轮 (17)、市议会 (14)。最常一起出现：港口大桥与渡轮 (9)；渡轮与市议会 (4)；港口大桥与预算 (2)；天气与港口大桥 (1)。",
    );
  });

  it("do not call one value a range, nor one point a course", () => {
    const chart = (values: readonly number[]): TimeChart => ({
      ...(en.time as TimeChart),
      ...{ sample: false, expected: [], bursts: [], step: "day" },
      points: values.map((value, n) => ({ at: begin + n * day, value })),
    });
    expect(altOf(chart([3, 3, 3]))).toContain("(mentions): 3 throughout.");
    expect(altOf(chart([17]))).toContain(", 3 March 2026 (mentions): 17 throughout.");
    expect(altOf(chart([]))).toContain("No data in this window");
  });

  it("name the year of a peak where the window may hold its day twice", () => {
    const points = Array.from({ length: 400 }, (_, n) => ({
      at: begin + n * day,
      value: n === 380 ? 9 : n % 3,
    }));
    const long: Chart = { ...(en.time as TimeChart), points, step: "day", expected: [], bursts: [] };
    expect(altOf(long)).toContain(
      "3 March 2026 – 6 April 2027 (mentions): mostly 0–2, peak 9 on 18 March 2027",
    );
  });

  it("speak the language that they were asked in, without a word of the other", () => {
    for (const chart of Object.values(zh)) expect(altOf(chart).replace(/[^a-z]/gi, ""), chart.kind).toBe("");
    for (const chart of Object.values(en)) expect(altOf(chart), chart.kind).not.toMatch(/\p{Script=Han}/u);
  });
});

describe("the numbers", () => {
  it("are a table as wide as its head, by the desk's clock, with gaps for what is not known", () => {
    for (const chart of [...Object.values(en), ...Object.values(zh)]) {
      const { columns, rows } = tableOf(chart);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row, chart.kind).toHaveLength(columns.length);
    }
    expect(tableOf(en.time).rows[50]?.slice(0, 2)).toEqual(["2026-03-05 02:00", "–"]);
    expect(tableOf(zh.time).rows[0]?.[0]).toBe("2026-03-03 08:00");
  });

  it("stop after four hundred rows and say how many are left", () => {
    const points = Array.from({ length: 1000 }, (_, n) => ({ at: begin + n * hour, value: n }));
    const table = tableOf({ ...(en.time as TimeChart), points });
    expect([table.rows.length, table.left]).toEqual([400, 600]);
    expect(table.rows.at(-1)?.[1]).toBe("999");
  });
});

describe("the sketch for a terminal", () => {
  it("shows the shape in 72 columns", () => {
    for (const chart of [...Object.values(en), ...Object.values(zh)]) {
      const lines = sketchOf(chart).split("\n");
      expect(lines.length).toBeLessThanOrEqual(24);
      const columns = (line: string) =>
        [...line].reduce(
          (sum, one) => sum + (/\p{Script=Han}|[\u3000-\u303f\uff00-\uff60]/u.test(one) ? 2 : 1),
          0,
        );
      for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(72);
    }
    expect(sketchOf(en.time)).toMatch(/^mentions {9}[▁▂▃▄▅▆▇█]+ ↑ 17\n/);
  });

  it("lets no control character through", () => {
    const evil = { ...en.bars, bars: [{ label: "\u001b[31mred\u202e", value: 1 }] } as Chart;
    expect(sketchOf(evil)).toMatch(/^\[31mred +█+ 1$/);
  });
});

describe("clocks and axes", () => {
  const pen = createPen(openFonts());
  const zones = [
    "UTC",
    "Europe/London",
    "Asia/Shanghai",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
  ];

  it("mark what the zone's clock shows, through daylight saving, without overlap", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 2_000_000_000 }).map((seconds) => seconds * 1000),
        fc.integer({ min: 2, max: 24 * 400 }),
        fc.constantFrom("en" as const, "zh" as const),
        (zone, from, hours, language) => {
          const ticks = timeTicks(from, from + hours * hour, 520, { zone, language }, pen, hour);
          const values = ticks.map(({ value }) => value);
          expect(values).toEqual([...values].sort((a, b) => a - b));
          expect(new Set(values).size).toBe(values.length);
          for (const { value } of ticks) {
            expect(value).toBeGreaterThanOrEqual(from);
            expect(clockOf(zone, value).minute).toBe(0);
          }
          if (hours > 60) for (const { value } of ticks) expect(clockOf(zone, value).hour % 6).toBe(0);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  it("find the instant of a clock time", () => {
    expect(instantOf("Europe/London", 2026, 3, 29, 12)).toBe(Date.UTC(2026, 2, 29, 11));
    expect(instantOf("Asia/Kolkata", 2026, 1, 1)).toBe(Date.UTC(2025, 11, 31, 18, 30));
    expect(clockOf("No/Where", 0)).toMatchObject({ year: 1970, hour: 0 });
  });

  it("step by ones, twos and fives around every value", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
        (low, span) => {
          const steps = roundSteps(low, low + span, 4, false);
          expect(steps.length).toBeGreaterThan(1);
          expect(steps.length).toBeLessThan(10);
          const slack = 1e-6 * Math.max(1, Math.abs(low) + span);
          expect(steps[0]).toBeLessThanOrEqual(low + slack);
          expect(steps.at(-1)).toBeGreaterThanOrEqual(low + span - slack);
        },
      ),
      { seed: 4 },
    );
    expect(roundSteps(0, 17, 4, true)).toEqual([0, 5, 10, 15, 20]);
  });

  it("keep labels apart and in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 250 }), { minLength: 1, maxLength: 7 }), (wanted) => {
        const placed = dodged(wanted, 19, 230);
        const sorted = [...placed].sort((a, b) => a - b);
        for (const [n, y] of sorted.entries())
          if (n > 0) expect(y - (sorted[n - 1] ?? 0)).toBeGreaterThan(18.9);
        for (const [i, a] of wanted.entries())
          for (const [j, b] of wanted.entries()) if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? 0);
        for (const y of placed) expect(y >= 0 && y <= 230).toBe(true);
      }),
      { seed: 5 },
    );
  });
});
