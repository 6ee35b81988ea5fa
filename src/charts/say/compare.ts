/** Lines beside each other, and parts of a whole, in words. */
import type { ChartTable, CompareChart, SharesChart } from "../../types.ts";
import { mostSeries } from "../palette.ts";
import { inOrder } from "../series.ts";
import { sharesOf } from "../shares-of.ts";
import { clean } from "../text.ts";
import { word } from "../words.ts";
import { mostRows, shapeOf } from "./shape.ts";
import { longWindow, numeral, spanWords, stepWords, tableTime, windowWords } from "./times.ts";

export function sayCompare(chart: CompareChart): string | undefined {
  const zh = chart.language === "zh";
  const lines = linesOf(chart).filter(({ points }) => points.length > 0);
  const times = lines.flatMap(({ points }) => points.map(({ at }) => at));
  if (times.length === 0) return undefined;
  const [from, to] = [times.reduce(lower), times.reduce(upper)];
  const when = windowWords(chart, from, to);
  const told = lines.map(({ name, points }) => {
    const { low, high, peak } = shapeOf(points);
    const number = (value: number) => numeral(chart, value);
    const span = spanWords(chart, low, high);
    const at = stepWords(chart, peak.at, to - from > longWindow);
    if (chart.range) {
      const mean = number(points.reduce((sum, { value }) => sum + value, 0) / points.length);
      return zh ? `${name}平均${mean}，多为${span}` : `${name} ${mean} on average, mostly ${span}`;
    }
    return zh
      ? `${name}多为${span}，峰值${number(peak.value)}（${at}）`
      : `${name} mostly ${span}, peak ${number(peak.value)} on ${at}`;
  });
  const unit = clean(chart.unit);
  return zh ? `${when}（${unit}）：${told.join("；")}。` : `${when} (${unit}): ${told.join("; ")}.`;
}

export function tableOfCompare(chart: CompareChart): ChartTable {
  const lines = chart.series.slice(0, mostSeries).map(({ name, points }) => ({
    name: clean(name),
    values: new Map(inOrder(points).map(({ at, value }) => [at, value])),
  }));
  const times = [...new Set(lines.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const shown = times.slice(-mostRows);
  const cell = (value: number | null | undefined) => (value == null ? "–" : numeral(chart, value));
  return {
    columns: [word(chart.language, "time"), ...lines.map(({ name }) => name)],
    rows: shown.map((at) => [tableTime(chart, at), ...lines.map(({ values }) => cell(values.get(at)))]),
    left: times.length - shown.length,
  };
}

const linesOf = (chart: CompareChart) =>
  chart.series.slice(0, mostSeries).map(({ name, points }) => ({
    name: clean(name).slice(0, 60),
    points: inOrder(points).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }])),
  }));

const percent = (share: number) => `${Math.round(share * 100)}%`;

export function sayShares(chart: SharesChart): string | undefined {
  const { names, times, at } = sharesOf(chart);
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const zh = chart.language === "zh";
  const [first, last] = [at(0), at(times.length - 1)];
  const when = windowWords(chart, from, to);
  if (times.length === 1) {
    const told = names.map((name, n) => `${name.slice(0, 60)} ${percent(first[n] ?? 0)}`);
    return zh ? `${when}：${told.join("、")}。` : `${when}: ${told.join(", ")}.`;
  }
  const told = names.map((name, n) => {
    const [before, now] = [percent(first[n] ?? 0), percent(last[n] ?? 0)];
    if (before === now) return `${name.slice(0, 60)} ${now}`;
    return zh ? `${name.slice(0, 60)}由${before}到${now}` : `${name.slice(0, 60)} from ${before} to ${now}`;
  });
  const what = clean(chart.unit);
  return zh
    ? `${when}，占比（${what}）：${told.join("；")}。`
    : `${when}, shares of ${what}: ${told.join("; ")}.`;
}

export function tableOfShares(chart: SharesChart): ChartTable {
  const { names, times, at, counts } = sharesOf(chart);
  const shown = times.slice(-mostRows);
  const skipped = times.length - shown.length;
  return {
    columns: [word(chart.language, "time"), ...names],
    rows: shown.map((time, n) => [
      tableTime(chart, time),
      ...at(skipped + n).map(
        (share, i) => `${percent(share)} (${numeral(chart, counts(skipped + n)[i] ?? 0)})`,
      ),
    ]),
    left: skipped,
  };
}

const lower = (a: number, b: number) => Math.min(a, b);
const upper = (a: number, b: number) => Math.max(a, b);
