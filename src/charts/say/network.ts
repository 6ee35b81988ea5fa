/** A network in words: who is named most, which two most often together. */
import type { ChartTable, NetworkChart } from "../../types.ts";
import { partsOf } from "../network-layout.ts";
import { clean } from "../text.ts";
import { word } from "../words.ts";
import { numeral } from "./times.ts";

export function sayNetwork(chart: NetworkChart): string | undefined {
  const { nodes, links } = partsOf(chart);
  if (nodes.length === 0) return undefined;
  const zh = chart.language === "zh";
  const names = new Map(nodes.map(({ id, name }) => [id, clean(name).slice(0, 40)]));
  const number = (value: number) => numeral(chart, value);
  const top = nodes.slice(0, 3).map(({ id, weight }) => `${names.get(id)} (${number(weight)})`);
  const pairs = links.slice(0, 4).map(({ a, b, weight }) => {
    const both = zh ? `${names.get(a)}与${names.get(b)}` : `${names.get(a)} and ${names.get(b)}`;
    return `${both} (${number(weight)})`;
  });
  const unit = clean(chart.unit);
  if (zh)
    return `${nodes.length}个名称，${links.length}条联系（${unit}）。最多：${top.join("、")}。${pairs.length > 0 ? `最常一起出现：${pairs.join("；")}。` : ""}`;
  return `${nodes.length} names, ${links.length} links (${unit}). Most named: ${top.join(", ")}.${pairs.length > 0 ? ` Most often together: ${pairs.join("; ")}.` : ""}`;
}

export function tableOfNetwork(chart: NetworkChart): ChartTable {
  const { language } = chart;
  const { nodes, links } = partsOf(chart);
  const names = new Map(nodes.map(({ id, name }) => [id, clean(name)]));
  const rows = nodes.map(({ id, weight, group }) => {
    const own = links.filter(({ a, b }) => a === id || b === id).slice(0, 3);
    const others = own.map((link) => {
      const other = names.get(link.a === id ? link.b : link.a) ?? "";
      return `${other} (${numeral(chart, link.weight)})`;
    });
    return [names.get(id) ?? "", clean(group ?? ""), numeral(chart, weight), others.join(", ")];
  });
  const columns = [word(language, "name"), word(language, "kind"), clean(chart.unit), word(language, "with")];
  return { columns, rows, left: chart.nodes.length - nodes.length };
}
