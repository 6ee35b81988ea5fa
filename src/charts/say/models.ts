/** The two plots of a model's card in words. */
import type { ChartTable, ConfusionChart, ReliabilityChart } from "../../types.ts";
import { matrixOf } from "../builders/confusion.ts";
import { binsOf } from "../builders/reliability.ts";
import { word } from "../words.ts";
import { numeral } from "./times.ts";

const percent = (share: number) => `${Math.round(share * 100)}%`;

export function sayReliability(chart: ReliabilityChart): string | undefined {
  const bins = binsOf(chart);
  if (bins.length === 0) return undefined;
  const zh = chart.language === "zh";
  const worst = bins.reduce((a, b) =>
    Math.abs(b.confidence - b.accuracy) > Math.abs(a.confidence - a.accuracy) ? b : a,
  );
  const sure = worst.confidence > worst.accuracy;
  const [says, is] = [percent(worst.confidence), percent(worst.accuracy)];
  const top = bins.at(-1) ?? worst;
  return zh
    ? `期望校准误差${chart.ece.toFixed(3)}。最有把握时（${percent(top.confidence)}）正确率为${percent(top.accuracy)}；偏差最大处：把握${says}，实际${is}（${sure ? "过于自信" : "过于谨慎"}）。`
    : `expected calibration error ${chart.ece.toFixed(3)}. Where it is surest (${percent(top.confidence)}) it is right ${percent(top.accuracy)} of the time; furthest off where it says ${says} and is right ${is} (${sure ? "too sure" : "too careful"}).`;
}

export function tableOfReliability(chart: ReliabilityChart): ChartTable {
  const { language } = chart;
  const columns = (["confidence", "accuracy", "count"] as const).map((key) => word(language, key));
  const rows = binsOf(chart).map(({ confidence, accuracy, count, low, high }) => [
    percent(confidence),
    low !== undefined && high !== undefined
      ? `${percent(accuracy)} (${percent(low)} … ${percent(high)})`
      : percent(accuracy),
    numeral(chart, count),
  ]);
  return { columns, rows, left: 0 };
}

export function sayConfusion(chart: ConfusionChart): string | undefined {
  const { labels, counts } = matrixOf(chart);
  const all = counts.flat().reduce((a, b) => a + b, 0);
  if (all === 0) return undefined;
  const zh = chart.language === "zh";
  const right = counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const found = labels.map((label, i) => {
    const row = (counts[i] ?? []).reduce((a, b) => a + b, 0);
    return { label: label.slice(0, 40), share: row > 0 ? (counts[i]?.[i] ?? 0) / row : undefined };
  });
  const told = found
    .filter(({ share }) => share !== undefined)
    .slice(0, 8)
    .map(({ label, share }) => `${label} ${percent(share ?? 0)}`);
  const mixed = counts
    .flatMap((row, i) => row.map((count, j) => ({ i, j, count })))
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count)[0];
  const name = (n: number) => (labels[n] ?? "").slice(0, 40);
  const number = (value: number) => numeral(chart, value);
  if (zh)
    return `${number(all)}例中${percent(right / all)}正确。各类找到的比例：${told.join("、")}。${mixed ? `最常见的混淆：${name(mixed.i)}被判为${name(mixed.j)}，${number(mixed.count)}次。` : ""}`;
  return `${percent(right / all)} of ${number(all)} right. Found of each: ${told.join(", ")}.${mixed ? ` Most often mixed up: ${name(mixed.i)} called ${name(mixed.j)}, ${number(mixed.count)} times.` : ""}`;
}

export function tableOfConfusion(chart: ConfusionChart): ChartTable {
  const { labels, counts } = matrixOf(chart);
  const corner = `${word(chart.language, "truth")} ╲ ${word(chart.language, "predicted")}`;
  const rows = counts.map((row, i) => [labels[i] ?? "", ...row.map((count) => numeral(chart, count))]);
  return { columns: [corner, ...labels], rows, left: 0 };
}
