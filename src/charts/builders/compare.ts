/** Two to five lines on one axis, each named at its end. */
import type { CompareChart } from "../../types.ts";
import { plotHeight, timeAxis, valueAxis } from "../axes.ts";
import { dodged } from "../dodge.ts";
import type { Layer } from "../layer.ts";
import { colourBy, mostSeries } from "../palette.ts";
import { alone, inOrder, thinned } from "../series.ts";
import type { Drawing, Room } from "../sheet.ts";
import { sizes } from "../theme.ts";

const gap = 19;

export function drawCompare(chart: CompareChart, { width, pen }: Room): Drawing | undefined {
  const series = chart.series
    .slice(0, mostSeries)
    .map(({ name, points }) => ({ name, points: inOrder(points) }))
    .filter(({ points }) => points.some(({ value }) => value !== null));
  if (series.length === 0) return undefined;
  const all = series.flatMap(({ points }) => points);
  const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
  const y = valueAxis(chart, values, chart.range, "value", pen);
  const own = series.map(({ name }) => name);
  const names = pen.fitAll(own, width * 0.28, sizes.text, 600).map((name) => name || "–");
  const right = 14 + Math.max(...names.map((name) => pen.measure(name, sizes.text, 600)));
  const plot = width - y.left - right;
  const times = all.map(({ at }) => at);
  const x = timeAxis(chart, times, plot, pen);
  const place = { x: x.encoding, y: y.encoding };
  const lines = series.map(({ points }, n) =>
    thinned(points, Math.floor(plot / 2)).map((point) => ({ ...point, n })),
  );
  const ends = series.map(({ points }) => points.findLast(({ value }) => value !== null)?.value ?? 0);
  const spots = dodged(ends.map(y.y), gap, plotHeight);
  const layers: Layer[] = [];
  if (y.low < 0)
    layers.push({
      data: { values: [{ value: 0 }] },
      mark: { type: "rule", style: "zero" },
      encoding: { y: y.encoding },
    });
  layers.push({
    data: { values: lines.flat() },
    mark: { type: "line", style: "line", invalid: "break-paths-show-path-domains" },
    encoding: { ...place, color: colourBy("n") },
  });
  const lonely = lines.flatMap(alone);
  if (lonely.length > 0)
    layers.push({
      data: { values: lonely },
      mark: { type: "point", filled: true, size: 60, opacity: 1 },
      encoding: { ...place, color: colourBy("n") },
    });
  layers.push({
    data: { values: names.map((name, n) => ({ n, name, spot: spots[n] })) },
    mark: { type: "text", style: "strong", align: "left", baseline: "middle" },
    encoding: {
      x: { value: { expr: "width + 8" } },
      y: { field: "spot", type: "quantitative", scale: null, axis: null },
      text: { field: "name", type: "nominal" },
      color: colourBy("n"),
    },
  });
  return { left: y.left, right, above: 0, below: 24, stretches: true, height: plotHeight, layers };
}
