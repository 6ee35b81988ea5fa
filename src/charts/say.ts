/** What a chart shows, in words and as a table: made from the same data as the picture. */
import type { Chart, ChartTable } from "../types.ts";
import { sayBars, tableOfBars } from "./say/bars.ts";
import { sayCompare, sayShares, tableOfCompare, tableOfShares } from "./say/compare.ts";
import { sayConfusion, sayReliability, tableOfConfusion, tableOfReliability } from "./say/models.ts";
import { sayNetwork, tableOfNetwork } from "./say/network.ts";
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
    case "compare":
      return sayCompare(chart);
    case "bars":
      return sayBars(chart);
    case "shares":
      return sayShares(chart);
    case "reliability":
      return sayReliability(chart);
    case "confusion":
      return sayConfusion(chart);
    case "network":
      return sayNetwork(chart);
  }
}

export function tableOf(chart: Chart): ChartTable {
  switch (chart.kind) {
    case "time":
      return tableOfTime(chart);
    case "compare":
      return tableOfCompare(chart);
    case "bars":
      return tableOfBars(chart);
    case "shares":
      return tableOfShares(chart);
    case "reliability":
      return tableOfReliability(chart);
    case "confusion":
      return tableOfConfusion(chart);
    case "network":
      return tableOfNetwork(chart);
  }
}
