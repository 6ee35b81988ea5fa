/** What a chart shows, in words and as a table: made from the same data as the picture. */
import type { Chart, ChartTable } from "../types.ts";
import { sayTime, tableOfTime } from "./say/time.ts";
import { clean } from "./text.ts";
import { word } from "./words.ts";

/** Slack and Discord take about a thousand characters. */
const most = 900;

export function altOf(chart: Chart): string {
  const title = clean(chart.title).slice(0, 200);
  const says = said(chart) ?? `${word(chart.language, "empty")}${chart.language === "zh" ? "。" : "."}`;
  const sample = chart.sample
    ? `${word(chart.language, "sample")}${chart.language === "zh" ? "。" : ". "}`
    : "";
  const text = chart.language === "zh" ? `${sample}${title}，${says}` : `${sample}${title}, ${says}`;
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}

function said(chart: Chart): string | undefined {
  switch (chart.kind) {
    case "time":
      return sayTime(chart);
    default:
      throw new Error(`no such chart: ${String(chart.kind)}`);
  }
}

export function tableOf(chart: Chart): ChartTable {
  switch (chart.kind) {
    case "time":
      return tableOfTime(chart);
    default:
      throw new Error(`no such chart: ${String(chart.kind)}`);
  }
}
