/** Numbers, shares, money, times and dates with values that can be reckoned with. Sentences are invented; spoken on Thursday 2026-03-12. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import type { Quantity } from "../../src/types.ts";

const { quantities } = createTextTools();
const spoken = Date.UTC(2026, 2, 12, 9);

function values(text: string): unknown[] {
  return quantities(text, spoken).map((one) => [one.text, read(one)]);
}

function read(one: Quantity): unknown {
  if (one.kind === "date") return one.date;
  if (one.kind === "time") return one.time;
  if (one.kind === "money")
    return `${one.currency} ${one.amount}${one.to === undefined ? "" : `..${one.to}`}`;
  return one.to === undefined ? one.value : `${one.value}..${one.to}`;
}

test("the point that ends a sentence is not a part of the time or date before it", () => {
  expect(values("It opens at 7pm. It closes on 5 April.")).toEqual([
    ["7pm", "19:00"],
    ["5 April", "2026-04-05"],
  ]);
  expect(values("At 6 p.m. they left.")).toEqual([["6 p.m.", "18:00"]]);
});

test("the tense of its sentence tells a day's year and week", () => {
  expect(values("In August the lake was at its lowest.")).toEqual([["August", "2025-08"]]);
  expect(values("He said it will open in August.")).toEqual([["August", "2026-08"]]);
  expect(values("They met on Friday.")).toEqual([["Friday", "2026-03-06"]]);
  expect(values("They will meet on Friday.")).toEqual([["Friday", "2026-03-13"]]);
  expect(values("会议将于周五举行。")).toEqual([["周五", "2026-03-13"]]);
  expect(values("会议于周五举行了。")).toEqual([["周五", "2026-03-06"]]);
});

test("from one sum to another is two sums, a range with one scale is one", () => {
  expect(values("The fare rose from $2 to $2.40.")).toEqual([
    ["$2", "USD 2"],
    ["$2.40", "USD 2.4"],
  ]);
  expect(values("They expect from 5 to 7 million visitors.")).toEqual([
    ["5 to 7 million", "5000000..7000000"],
  ]);
});

test("Chinese clock times, approximate scales, generic 元", () => {
  expect(values("下午3点半开会，今晚8点结束")).toEqual([
    ["下午3点半", "15:30"],
    ["今晚", "2026-03-12"],
    ["8点", "20:00"],
  ]);
  expect(values("资产1350余万元，负债50多万。")).toEqual([
    ["1350余万元", "CNY 13500000"],
    ["50多万", 500000],
  ]);
  expect(values("港币一万元")).toEqual([["港币一万元", "HKD 10000"]]);
});

test("what is no number gives none", () => {
  for (const text of [
    "一些专家认为十分重要",
    "一辆车",
    "话费数十万元",
    "两三家",
    "蒙牛（02319.HK）",
    "4.女性购物",
    "一时间",
    "COVID-19",
    "G20",
  ])
    expect(values(text), text).toEqual([]);
});

const pieces = fc.constantFrom(
  ..."3,.%$£€-–:/ \n年月日点时分万亿千百十一二三两半成余多至到从".split(""),
  ..."12 2026 31 0.5 million bn per cent May March Monday next last ago p.m. am to from half a third dozen RMB US$ Q3 周 上 下 将 下午 人民币 百分之 ２０２６".split(
    " ",
  ),
  "\ud800",
);
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
);

test("whatever the text: inside it, in order, none over another, every value finite", () => {
  fc.assert(
    fc.property(anything, fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }), (text, now) => {
      let last = 0;
      for (const one of quantities(text, now)) {
        expect(one.start).toBeGreaterThanOrEqual(last);
        expect(one.end).toBeGreaterThan(one.start);
        expect(text.slice(one.start, one.end)).toBe(one.text);
        last = one.end;
        if (one.kind === "money") expect(Number.isFinite(one.amount)).toBe(true);
        else if (one.kind === "number" || one.kind === "percent")
          expect(Number.isFinite(one.value)).toBe(true);
        else if (one.kind === "date") expect(one.date).not.toMatch(/NaN|undefined/);
        else expect(one.time).toMatch(/^([01]\d|2[0-4]):[0-5]\d$/);
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
