/** A line over time in words: what is usual, where the peak is, what stands out. */
import type { ChartTable, TimeChart } from "../../types.ts";
import { bandsInOrder, inOrder } from "../series.ts";
import { clean } from "../text.ts";
import { word } from "../words.ts";
import { mostRows, shapeOf, type Value } from "./shape.ts";
import { longWindow, numeral, spanWords, stepWords, stretchWords, tableTime, windowWords } from "./times.ts";

export function sayTime(chart: TimeChart): string | undefined {
  const points = present(chart);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return undefined;
  const zh = chart.language === "zh";
  const number = (value: number) => numeral(chart, value);
  const { low, high, peak, dip } = shapeOf(points);
  const when = windowWords(chart, first.at, last.at);
  const far = last.at - first.at > longWindow;
  const span = spanWords(chart, low, high);
  const unit = clean(chart.unit);
  const parts: string[] = [];
  if (peak.value === dip.value) parts.push(zh ? `始终为${number(low)}` : `${number(low)} throughout`);
  else {
    if (points.length > 2) parts.push(zh ? `多数时候为${span}` : `mostly ${span}`);
    parts.push(
      zh
        ? `峰值${number(peak.value)}，在${stepWords(chart, peak.at, far)}`
        : `peak ${number(peak.value)} on ${stepWords(chart, peak.at, far)}`,
    );
    // A score has a low worth telling; counts fall to nothing every night.
    if (chart.range)
      parts.push(
        zh
          ? `低点${number(dip.value)}，在${stepWords(chart, dip.at, far)}`
          : `low ${number(dip.value)} on ${stepWords(chart, dip.at, far)}`,
      );
  }
  const head = zh ? `${when}（${unit}）：${parts.join("；")}。` : `${when} (${unit}): ${parts.join(", ")}.`;
  return head + bursts(chart) + forecast(chart, last.at);
}

function bursts(chart: TimeChart): string {
  const zh = chart.language === "zh";
  const all = (chart.bursts ?? []).filter(({ from, to }) => to >= from);
  if (all.length === 0) return "";
  const told = all.slice(0, 4).map(({ from, to, label }) => {
    const when = stretchWords(chart, from, to);
    const what = clean(label ?? "").slice(0, 80);
    return what ? (zh ? `${when}（${what}）` : `${when} (${what})`) : when;
  });
  const more = all.length - told.length;
  const rest = more > 0 ? (zh ? `，另有${more}处` : ` and ${more} more`) : "";
  return zh ? `异常增多：${told.join("；")}${rest}。` : ` Stands out: ${told.join("; ")}${rest}.`;
}

function forecast(chart: TimeChart, last: number): string {
  const ahead = bandsInOrder(chart.expected ?? []).filter(({ at }) => at > last);
  const end = ahead.at(-1);
  if (!end) return "";
  const span = spanWords(
    chart,
    Math.min(...ahead.map(({ low }) => low)),
    Math.max(...ahead.map(({ high }) => high)),
  );
  const until = stepWords(chart, end.at);
  return chart.language === "zh" ? `预测至${until}：${span}。` : ` Forecast until ${until}: ${span}.`;
}

export function tableOfTime(chart: TimeChart): ChartTable {
  const { language } = chart;
  const points = inOrder(chart.points);
  const bands = new Map(bandsInOrder(chart.expected ?? []).map((band) => [band.at, band]));
  const columns = [word(language, "time"), clean(chart.unit)];
  if (bands.size > 0) columns.push(word(language, "low"), word(language, "middle"), word(language, "high"));
  const shown = points.slice(-mostRows);
  const rows = shown.map(({ at, value }) => {
    const band = bands.get(at);
    const usual = band ? [band.low, band.middle, band.high].map((one) => numeral(chart, one)) : ["", "", ""];
    const own = [tableTime(chart, at), value === null ? "–" : numeral(chart, value)];
    return bands.size > 0 ? [...own, ...usual] : own;
  });
  return { columns, rows, left: points.length - shown.length };
}

const present = (chart: TimeChart): Value[] =>
  inOrder(chart.points).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
