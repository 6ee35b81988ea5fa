/** Bars from left to right, each with its name before it and its number behind it: no axis is needed. */
import type { BarsChart } from "../../types.ts";
import { greatest, least } from "../axes.ts";
import type { Layer } from "../layer.ts";
import type { Drawing, Room } from "../sheet.ts";
import { clean } from "../text.ts";
import { sizes } from "../theme.ts";
import { numberWord } from "../ticks.ts";

export const mostBars = 25;
const row = 30;

/** @param sign behind every number: "%" */
export function drawBars(chart: BarsChart, { width, pen }: Room, sign = ""): Drawing | undefined {
  const bars = barsOf(chart).slice(0, mostBars);
  if (bars.length === 0) return undefined;
  const reach = bars.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const from = chart.range?.[0] ?? Math.min(0, least(reach));
  const to = chart.range?.[1] ?? Math.max(0, greatest(reach), from < 0 ? 0 : Number.MIN_VALUE);
  const own = bars.map(({ label }) => label);
  const names = pen.fitAll(own, width * 0.38, sizes.text).map((name) => name || "–");
  const numbers = bars.map(({ value }) => `${numberWord(value, chart.language)}${sign}`);
  const widest = 8 + Math.max(...numbers.map((text) => pen.measure(text, sizes.text, 600)));
  const column = 12 + Math.max(...names.map((name) => pen.measure(name, sizes.text)));
  const negative = bars.some(({ value }) => value < 0);
  const left = column + (negative ? widest : 0);
  const scale = { domain: [from, to > from ? to : from + 1], nice: false, zero: false };
  const x = { type: "quantitative", scale, axis: null };
  const n = {
    field: "n",
    type: "ordinal",
    axis: null,
    scale: { domain: bars.map((_, at) => at), paddingInner: 0.24, paddingOuter: 0.12 },
  };
  const middle = bars.map((_, at) => at * row + row / 2);
  const values = bars.map((bar, at) => ({ ...bar, n: at, zero: 0 }));
  const layers: Layer[] = [false, true].flatMap((mark) => {
    const some = values.filter((bar) => (bar.mark ?? false) === mark);
    return some.length === 0
      ? []
      : [
          {
            data: { values: some.map(({ n, value, zero }) => ({ n, value, zero })) },
            mark: { type: "bar", style: mark ? "bar-mark" : "bar" },
            encoding: { x: { ...x, field: "value" }, x2: { field: "zero" }, y: n },
          },
        ];
  });
  const intervals = values.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (intervals.length > 0)
    layers.push({
      data: { values: intervals.map(({ n, low, high }) => ({ n, low, high })) },
      mark: { type: "rule", style: "interval" },
      encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y: n },
    });
  for (const side of ["right", "left"] as const) {
    const some = values.filter(({ value }) => value < 0 === (side === "left"));
    if (some.length === 0) continue;
    const end = (bar: (typeof some)[number]) =>
      side === "left" ? Math.min(bar.value, bar.low ?? 0) : Math.max(bar.value, bar.high ?? bar.value);
    layers.push({
      data: { values: some.map((bar) => ({ end: end(bar), y: middle[bar.n], text: numbers[bar.n] })) },
      mark: {
        ...{ type: "text", style: "strong", baseline: "middle" },
        ...(side === "left" ? { align: "right", dx: -6 } : { align: "left", dx: 6 }),
      },
      encoding: {
        x: { ...x, field: "end" },
        y: { field: "y", type: "quantitative", scale: null, axis: null },
        text: { field: "text", type: "nominal" },
      },
    });
  }
  layers.push({
    data: { values: [{ zero: 0 }] },
    mark: { type: "rule", style: "zero" },
    encoding: { x: { ...x, field: "zero" } },
  });
  layers.push({
    data: { values: names.map((text, at) => ({ text, y: middle[at] })) },
    mark: { type: "text", style: "label", align: "right", baseline: "middle" },
    encoding: {
      x: { value: -left + column - 10 },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      text: { field: "text", type: "nominal" },
    },
  });
  return { left, right: widest, above: 0, below: 2, stretches: true, height: bars.length * row, layers };
}

/** Those with a number; an interval counts only when both its ends are numbers. */
export function barsOf(chart: BarsChart): BarsChart["bars"][number][] {
  return chart.bars
    .filter(({ value }) => Number.isFinite(value))
    .map(({ low, high, ...bar }) => ({
      ...bar,
      label: clean(bar.label),
      ...(Number.isFinite(low) && Number.isFinite(high) && { low: low as number, high: high as number }),
    }));
}
