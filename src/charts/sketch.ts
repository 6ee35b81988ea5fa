/** A chart in a few lines of characters, for a terminal: the shape at a glance, the figures that matter beside it. */
import type { Chart, ChartPoint } from "../types.ts";
import { barsOf } from "./builders/bars.ts";
import { matrixOf } from "./builders/confusion.ts";
import { binsOf } from "./builders/reliability.ts";
import { partsOf } from "./network-layout.ts";
import { mostSeries } from "./palette.ts";
import { numeral, windowWords } from "./say/times.ts";
import { inOrder, stepMs } from "./series.ts";
import { sharesOf } from "./shares-of.ts";
import { clean } from "./text.ts";
import { word } from "./words.ts";

const columns = 72;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** At most 72 columns and 24 lines; no control characters. */
export function sketchOf(chart: Chart): string {
  const lines = linesOf(chart);
  return lines.length > 0 ? lines.slice(0, 24).join("\n") : word(chart.language, "empty");
}

function linesOf(chart: Chart): string[] {
  switch (chart.kind) {
    case "time":
      return overTime(chart, [{ name: clean(chart.unit), points: chart.points }]);
    case "compare":
      return overTime(chart, chart.series.slice(0, mostSeries));
    case "shares": {
      const { names, times, at } = sharesOf(chart);
      const series = names.map((name, n) => ({
        name,
        points: times.map((time, t) => ({ at: time, value: at(t)[n] ?? 0 })),
      }));
      const last = at(times.length - 1);
      return overTime(chart, series, (n) => `${Math.round((last[n] ?? 0) * 100)}%`);
    }
    case "bars": {
      const bars = barsOf(chart);
      const most = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
      return bars.map(({ label, value, mark }) =>
        row(`${mark ? "▸ " : ""}${label}`, bar(Math.abs(value) / most, value < 0), numeral(chart, value)),
      );
    }
    case "reliability":
      return binsOf(chart).map(({ confidence, accuracy }) =>
        row(`${Math.round(confidence * 100)}%`, bar(accuracy, false), `${Math.round(accuracy * 100)}%`),
      );
    case "confusion": {
      const { labels, counts } = matrixOf(chart, 6);
      if (counts.flat().every((count) => count === 0)) return [];
      const cell = (text: string) => pad(cut(text, 9), 9, true);
      const head = `${pad("", 12)}${labels.map(cell).join(" ")}`;
      const rows = counts.map(
        (own, i) =>
          `${pad(cut(labels[i] ?? "", 12), 12)}${own.map((count) => cell(numeral(chart, count))).join(" ")}`,
      );
      return [head, ...rows];
    }
    case "network": {
      const { nodes, links } = partsOf(chart);
      const names = new Map(nodes.map(({ id, name }) => [id, cut(clean(name), 26)]));
      const most = links[0]?.weight ?? 1;
      const line = (weight: number) => "━".repeat(Math.max(1, Math.round((8 * weight) / most)));
      if (links.length === 0)
        return nodes.slice(0, 12).map(({ id, weight }) => `${names.get(id)} (${numeral(chart, weight)})`);
      return links
        .slice(0, 12)
        .map(
          ({ a, b, weight }) => `${names.get(a)} ${line(weight)} ${names.get(b)} (${numeral(chart, weight)})`,
        );
    }
  }
}

const steps = "▁▂▃▄▅▆▇█";

function overTime(
  chart: Extract<Chart, { step: unknown }>,
  series: readonly { name: string; points: readonly ChartPoint[] }[],
  behind?: (n: number) => string,
): string[] {
  const lines = series.map(({ name, points }) => ({
    name: clean(name),
    points: inOrder(points).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }])),
  }));
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return [];
  const from = all.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const to = all.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const low = Math.min(
    0,
    all.reduce((least, { value }) => Math.min(least, value), 0),
  );
  const high = all.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const cells = Math.max(1, Math.min(44, Math.round((to - from) / stepMs[chart.step]) + 1));
  const drawn = lines.map(({ name, points }, n) => {
    const peaks: (number | undefined)[] = Array.from({ length: cells }, () => undefined);
    for (const { at, value } of points) {
      const cell = Math.min(cells - 1, Math.floor(((at - from) / (to - from || 1)) * cells));
      peaks[cell] = Math.max(peaks[cell] ?? Number.NEGATIVE_INFINITY, value);
    }
    const own = points.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const line = peaks.map((value) =>
      value === undefined ? " " : steps[Math.round((7 * (value - low)) / (high - low || 1))],
    );
    return row(
      name,
      line.join(""),
      behind ? behind(n) : points.length > 0 ? `↑ ${numeral(chart, own)}` : "–",
    );
  });
  return [...drawn, cut(`${pad("", 17)}${windowWords(chart, from, to)}`, columns)];
}

const row = (name: string, middle: string, end: string) =>
  `${pad(cut(name, 16), 17)}${middle} ${end}`.trimEnd();
/** To eighths of a column. */
const bar = (share: number, negative: boolean) => {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * 40 * 8);
  const full = (negative ? "░" : "█").repeat(Math.floor(eighths / 8));
  return negative || eighths % 8 === 0 ? full : full + "▏▎▍▌▋▊▉"[(eighths % 8) - 1];
};
const widthOf = (text: string) => [...text].reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);
const pad = (text: string, width: number, left = false) => {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return left ? space + text : text + space;
};

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let out = "";
  for (const one of text) {
    if (widthOf(out + one) > width - 1) break;
    out += one;
  }
  return `${out}…`;
}
