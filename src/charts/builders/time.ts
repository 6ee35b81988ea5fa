/** One line over time, the usual range behind it, what stood out marked and named. */
import type { TimeChart } from "../../types.ts";
import { plotHeight, timeAxis, valueAxis } from "../axes.ts";
import type { Layer } from "../layer.ts";
import { alone, bandsInOrder, inOrder, stepMs, thinned, thinnedBands } from "../series.ts";
import type { Drawing, KeyEntry, Room } from "../sheet.ts";
import { clean, type Pen } from "../text.ts";
import { sizes } from "../theme.ts";
import { word } from "../words.ts";

const right = 14;

export function drawTime(chart: TimeChart, { width, pen }: Room): Drawing | undefined {
  const points = inOrder(chart.points);
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return undefined;
  const bands = bandsInOrder(chart.expected ?? []);
  const all = [...values, ...bands.map(({ high }) => high), ...bands.map(({ low }) => low)];
  const y = valueAxis(chart, all, chart.range, "value", pen);
  const plot = width - y.left - right;
  const times = [...points, ...bands].map(({ at }) => at);
  const x = timeAxis(chart, times, plot, pen);
  const buckets = Math.floor(plot / 2);
  const step = stepMs[chart.step];
  const bursts = (chart.bursts ?? []).filter(({ from, to }) => to >= x.from && from <= x.to && to >= from);
  const burstOf = (at: number) => bursts.findIndex(({ from, to }) => at >= from && at <= to);
  const drawn = thinned(points, buckets).map((point) => ({ ...point }));
  const stand = bursts.flatMap((_, n) =>
    withNeighbours(drawn, (at) => burstOf(at) === n).map((point) => ({ ...point, burst: n })),
  );
  const place = { x: x.encoding, y: y.encoding };
  const layers: Layer[] = [];
  if (bursts.length > 0)
    layers.push({
      data: {
        values: bursts.map(({ from, to }) => ({
          at: Math.max(x.from, from - step / 2),
          end: Math.min(x.to, to + step / 2),
        })),
      },
      mark: { type: "rect", style: "burst-ground" },
      encoding: { x: x.encoding, x2: { field: "end" } },
    });
  if (bands.length > 0) {
    const values = thinnedBands(bands, buckets).map(({ at, low, middle, high }) => ({
      at,
      value: Math.max(y.low, low),
      high: Math.min(y.high, high),
      middle,
    }));
    layers.push(
      {
        data: { values },
        mark: { type: "area", style: "band", line: false },
        encoding: { ...place, y2: { field: "high" } },
      },
      {
        data: { values: values.map(({ at, middle }) => ({ at, value: middle })) },
        mark: { type: "line", style: "middle" },
        encoding: place,
      },
    );
  }
  if (y.low < 0)
    layers.push({
      data: { values: [{ value: 0 }] },
      mark: { type: "rule", style: "zero" },
      encoding: { y: y.encoding },
    });
  layers.push({
    data: { values: drawn },
    mark: { type: "line", style: "line", invalid: "break-paths-show-path-domains" },
    encoding: place,
  });
  const lonely = alone(drawn);
  if (lonely.length > 0)
    layers.push({
      data: { values: lonely },
      mark: { type: "point", filled: true, size: 60, style: "point", opacity: 1 },
      encoding: place,
    });
  if (stand.length > 0)
    layers.push({
      data: { values: stand },
      mark: { type: "line", style: "burst" },
      encoding: { ...place, detail: { field: "burst", type: "nominal" } },
    });
  const labels = burstLabels(bursts, points, x.part, plot, pen);
  layers.push(...labels.layers);
  return {
    ...{ left: y.left, right, above: labels.above, below: 24, stretches: true, height: plotHeight, layers },
    key: keyOf(
      chart,
      bands.length > 0,
      bursts.length > 0,
      (bands.at(-1)?.at ?? 0) > (points.at(-1)?.at ?? 0),
    ),
  };
}

function keyOf(chart: TimeChart, bands: boolean, bursts: boolean, forecast: boolean): KeyEntry[] {
  const key: KeyEntry[] = [{ style: "line", shape: "line", text: clean(chart.unit) }];
  if (bands) key.push({ style: "band", shape: "square", text: word(chart.language, "expected") });
  if (forecast) key.push({ style: "middle", shape: "line", text: word(chart.language, "forecast") });
  if (bursts) key.push({ style: "burst", shape: "line", text: word(chart.language, "burst") });
  return key.length > 1 ? key : [];
}

/** A stretch with the point before and behind it: a burst of one hour is a peak, not a dot. */
function withNeighbours<T extends { at: number; value: number | null }>(
  points: readonly T[],
  inside: (at: number) => boolean,
): T[] {
  return points.filter(
    (point, n) =>
      point.value !== null &&
      (inside(point.at) ||
        inside(points[n - 1]?.at ?? Number.NaN) ||
        inside(points[n + 1]?.at ?? Number.NaN)),
  );
}

const row = 18;

/** The words of the greatest bursts, over the plot, in two rows where they would run into each other. */
function burstLabels(
  bursts: NonNullable<TimeChart["bursts"]>,
  points: readonly { at: number; value: number | null }[],
  part: (at: number) => number,
  plot: number,
  pen: Pen,
): { layers: Layer[]; above: number } {
  const ranked = bursts
    .map((burst) => {
      const inside = points.filter(({ at, value }) => value !== null && at >= burst.from && at <= burst.to);
      const peak = inside.reduce<(typeof inside)[number] | undefined>(
        (best, one) => (best && (best.value ?? 0) >= (one.value ?? 0) ? best : one),
        undefined,
      );
      return { label: burst.label ?? "", at: peak?.at ?? burst.from, value: peak?.value ?? 0 };
    })
    .filter(({ label }) => clean(label) !== "")
    .sort((a, b) => b.value - a.value || a.at - b.at);
  const rows: [number, number][][] = [[], []];
  const layers: Layer[] = [];
  for (const { label, at } of ranked) {
    const text = pen.fit(label, plot * 0.6, sizes.small, 600);
    const wide = pen.measure(text, sizes.small, 600);
    const middle = Math.min(1, Math.max(0, part(at))) * plot;
    const from = Math.min(plot - wide, Math.max(0, middle - wide / 2));
    const free = rows.findIndex((taken) => taken.every(([a, b]) => from > b + 10 || from + wide < a - 10));
    if (free < 0) continue;
    rows[free]?.push([from, from + wide]);
    const share = (from + wide / 2) / plot;
    layers.push({
      data: { values: [{}] },
      mark: { type: "text", style: "burst-label", align: "center", baseline: "alphabetic" },
      encoding: {
        x: { value: { expr: `width * ${share.toFixed(4)}` } },
        y: { value: -6 - free * row },
        text: { value: text },
      },
    });
  }
  const used = rows.filter((taken) => taken.length > 0).length;
  return { layers, above: used * row };
}
