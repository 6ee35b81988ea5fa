/** Bars in words. */
import type { BarsChart, ChartTable } from "../../types.ts";
import { barsOf } from "../builders/bars.ts";
import { clean } from "../text.ts";
import { word } from "../words.ts";
import { numeral } from "./times.ts";

const mostTold = 8;

export function sayBars(chart: BarsChart): string | undefined {
  const bars = barsOf(chart);
  if (bars.length === 0) return undefined;
  const zh = chart.language === "zh";
  const told = bars
    .slice(0, mostTold)
    .map(({ label, value }) => `${label.slice(0, 60)} ${numeral(chart, value)}`);
  const more = bars.length - told.length;
  const rest = more > 0 ? (zh ? `等${bars.length}项` : ` and ${more} more`) : "";
  const unit = clean(chart.unit);
  return zh ? `${unit}：${told.join("、")}${rest}。` : `${unit}: ${told.join(", ")}${rest}.`;
}

export function tableOfBars(chart: BarsChart): ChartTable {
  const { language } = chart;
  const bars = barsOf(chart);
  const intervals = bars.some(({ low }) => low !== undefined);
  const rows = bars.map(({ label, value, low, high }) => {
    const own = [label, numeral(chart, value)];
    const span =
      low !== undefined && high !== undefined ? `${numeral(chart, low)} … ${numeral(chart, high)}` : "";
    return intervals ? [...own, span] : own;
  });
  const columns = [word(language, "name"), clean(chart.unit)];
  return { columns: intervals ? [...columns, word(language, "interval")] : columns, rows, left: 0 };
}
