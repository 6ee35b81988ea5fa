/** A confusion matrix: rows are the truth, shaded by the share of their row. */
import type { ConfusionChart } from "../../types.ts";
import type { Layer } from "../layer.ts";
import type { Drawing, Room } from "../sheet.ts";
import { clean } from "../text.ts";
import { sizes } from "../theme.ts";
import { numberWord } from "../ticks.ts";
import { word } from "../words.ts";

export const mostLabels = 20;
/** Pixels of a cell: its label is as high. */
const smallest = 18;
/** Above it the shade is so dark that words turn. */
const much = 0.55;

export function drawConfusion(chart: ConfusionChart, { width, pen }: Room): Drawing | undefined {
  const { labels, counts } = matrixOf(chart, Math.min(mostLabels, Math.floor((width * 0.68) / smallest)));
  const count = labels.length;
  if (count === 0 || counts.flat().every((one) => one === 0)) return undefined;
  const rows = pen.fitAll(labels, width * 0.26, sizes.small).map((label) => label || "–");
  const left =
    12 +
    Math.max(
      pen.measure(`${word(chart.language, "truth")} ↓`, sizes.small, 600),
      ...rows.map((label) => pen.measure(label, sizes.small)),
    );
  const cell = Math.max(smallest - 2, Math.min(76, (width - left - 10) / count));
  const side = cell * count;
  const columns = pen.fitAll(labels, 110, sizes.small).map((label) => label || "–");
  const widest = Math.max(...columns.map((label) => pen.measure(label, sizes.small)));
  const turned = widest > cell - 8;
  const above = (turned ? widest : sizes.small) + 36;
  const cells = counts.flatMap((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((value, j) => ({
      ...{ x: j * cell, x2: (j + 1) * cell - 2, y: i * cell, y2: (i + 1) * cell - 2 },
      share: sum > 0 ? value / sum : 0,
      text: numberWord(value, chart.language),
      ...{ cx: j * cell + cell / 2 - 1, cy: i * cell + cell / 2 - 1 },
    }));
  });
  const at = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  const layers: Layer[] = [
    {
      data: { values: cells.map(({ x, x2, y, y2, share }) => ({ x, x2, y, y2, share })) },
      mark: { type: "rect" },
      encoding: {
        ...{ x: at("x"), x2: { field: "x2" }, y: at("y"), y2: { field: "y2" } },
        color: {
          field: "share",
          type: "quantitative",
          scale: { domain: [0, 1], range: "ramp" },
          legend: null,
        },
      },
    },
  ];
  const fits = cells.every(({ text }) => pen.measure(text, sizes.small) <= cell - 4);
  if (fits)
    for (const dark of [false, true]) {
      const some = cells.filter(({ share }) => share > much === dark);
      if (some.length > 0)
        layers.push(
          words(
            some.map(({ text, cx, cy }) => ({ text, x: cx, y: cy })),
            { style: dark ? "on-much" : "label", align: "center", fontSize: sizes.small },
          ),
        );
    }
  layers.push(
    words(
      rows.map((text, n) => ({ text, x: -8, y: n * cell + cell / 2 - 1 })),
      { style: "quiet", align: "right" },
    ),
    words(
      columns.map((text, n) => ({ text, x: n * cell + cell / 2 - 1, y: turned ? -8 : -14 })),
      turned ? { style: "quiet", align: "left", angle: 270 } : { style: "quiet", align: "center" },
    ),
    words([{ text: `${word(chart.language, "predicted")} →`, x: 0, y: -above + 12 }], {
      ...{ style: "strong", align: "left", fontSize: sizes.small },
    }),
    words([{ text: `${word(chart.language, "truth")} ↓`, x: -8, y: -14 }], {
      ...{ style: "strong", align: "right", fontSize: sizes.small },
    }),
  );
  return {
    left,
    right: Math.max(0, width - left - side),
    above,
    below: 4,
    stretches: false,
    height: side,
    layers,
  };
}

function words(values: readonly { text: string; x: number; y: number }[], mark: Layer): Layer {
  return {
    data: { values },
    mark: { type: "text", baseline: "middle", ...mark },
    encoding: {
      x: { field: "x", type: "quantitative", scale: null, axis: null },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      text: { field: "text", type: "nominal" },
    },
  };
}

/** A square of whole numbers, of as many labels as can be drawn: those met most. */
export function matrixOf(chart: ConfusionChart, most = mostLabels): { labels: string[]; counts: number[][] } {
  const value = (i: number, j: number) => {
    const count = chart.counts[i]?.[j] ?? 0;
    return Number.isFinite(count) && count > 0 ? count : 0;
  };
  const all = chart.labels.map((_, i) => i);
  const met = (i: number) => all.reduce((sum, j) => sum + value(i, j) + value(j, i), 0);
  const kept = all
    .map((i) => ({ i, met: met(i) }))
    .sort((a, b) => b.met - a.met || a.i - b.i)
    .slice(0, most)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  return {
    labels: kept.map((i) => clean(chart.labels[i] ?? "")),
    counts: kept.map((i) => kept.map((j) => value(i, j))),
  };
}
