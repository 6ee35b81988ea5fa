/** Names that occur together: the bigger the more often, the thicker the line the more often together. */
import type { NetworkChart } from "../../types.ts";
import { layOut, placeLabels } from "../network-layout.ts";
import { colourBy, shapes } from "../palette.ts";
import type { Drawing, Room } from "../sheet.ts";
import { sizes } from "../theme.ts";

export function drawNetwork(chart: NetworkChart, { width, pen }: Room): Drawing | undefined {
  const height = Math.round(Math.max(300, Math.min(420, width * 0.75)));
  const { spots, ties } = layOut(chart, width, height);
  if (spots.length === 0) return undefined;
  const groups = [...new Set(spots.map(({ group }) => group))].slice(0, shapes.length);
  const numberOf = (group: string) => Math.max(0, groups.indexOf(group));
  const strongest = ties[0]?.weight ?? 1;
  const x = { field: "x", type: "quantitative", axis: null, scale: { domain: [0, width], nice: false } };
  const y = {
    field: "y",
    type: "quantitative",
    axis: null,
    scale: { domain: [height, 0], nice: false, zero: false },
  };
  const labels = placeLabels(
    spots,
    ({ name }) => {
      const text = pen.fit(name, width * 0.3, sizes.small);
      return { text, width: pen.measure(text, sizes.small) };
    },
    sizes.small,
    { width, height },
  );
  const words = (align: string, style: string) => {
    const values = labels.filter((label) => label.align === align);
    return values.length === 0
      ? []
      : [
          {
            data: { values },
            mark: { type: "text", style, align, baseline: "middle", fontSize: sizes.small },
            encoding: { x, y, text: { field: "text", type: "nominal" } },
          },
        ];
  };
  const sides = ["left", "right", "center"];
  return {
    ...{ stretches: false, left: 0, right: 0, above: 0, below: 0, height },
    layers: [
      ...(ties.length > 0
        ? [
            {
              data: {
                values: ties.map(({ a, b, weight }) => ({
                  ...{ x: a.x, y: a.y, x2: b.x, y2: b.y },
                  size: 1 + 5 * (weight / strongest),
                })),
              },
              mark: { type: "rule", style: "link" },
              encoding: {
                ...{ x, y, x2: { field: "x2" }, y2: { field: "y2" } },
                size: { field: "size", type: "quantitative", scale: null, legend: null },
              },
            },
          ]
        : []),
      {
        data: {
          values: spots.map(({ x, y, radius, group }) => ({
            x,
            y,
            size: 3 * radius ** 2,
            n: numberOf(group),
          })),
        },
        mark: { type: "point", filled: true, opacity: 1 },
        encoding: {
          ...{ x, y, color: colourBy("n") },
          size: { field: "size", type: "quantitative", scale: null, legend: null },
          shape: {
            ...{ field: "n", type: "nominal", legend: null },
            scale: { domain: shapes.map((_, n) => n), range: [...shapes] },
          },
        },
      },
      ...sides.flatMap((align) => words(align, "halo")),
      ...sides.flatMap((align) => words(align, "label")),
    ],
    key:
      groups.length > 1
        ? groups.map((text, n) => ({ series: n, shape: shapes[n] ?? "circle", text: text || "–" }))
        : [],
  };
}
