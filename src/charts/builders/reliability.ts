/** A reliability diagram: how sure a model is against how often it is right (Niculescu-Mizil and Caruana, ICML 2005). */
import type { ReliabilityChart } from "../../types.ts";
import { axisOf } from "../axes.ts";
import type { Layer } from "../layer.ts";
import type { Drawing, Room } from "../sheet.ts";
import { sizes } from "../theme.ts";
import { word } from "../words.ts";

const ticks = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: `${Math.round(value * 100)}%` }));
const scale = { domain: [0, 1], nice: false, zero: false };

export function drawReliability(chart: ReliabilityChart, { width, pen }: Room): Drawing | undefined {
  const bins = binsOf(chart);
  if (bins.length === 0) return undefined;
  const left = 14 + pen.measure("100%", sizes.small);
  const side = Math.min(300, width - left - 24);
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const axis = { ...axisOf(ticks), grid: true, labelPadding: 8 };
  const x = { field: "confidence", type: "quantitative", scale, axis };
  const y = { field: "accuracy", type: "quantitative", scale, axis };
  const values = bins.map(({ count, ...bin }) => ({ ...bin, size: 40 + 260 * (count / most) }));
  const intervals = values.filter(({ low, high }) => low !== undefined && high !== undefined);
  const say = (key: "perfect" | "confidence" | "accuracy") => word(chart.language, key);
  const layers: Layer[] = [
    {
      data: {
        values: [
          { confidence: 0, accuracy: 0 },
          { confidence: 1, accuracy: 1 },
        ],
      },
      mark: { type: "line", style: "middle" },
      encoding: { x, y },
    },
    { data: { values }, mark: { type: "line", style: "line" }, encoding: { x, y } },
  ];
  if (intervals.length > 0)
    layers.push({
      data: { values: intervals },
      mark: { type: "rule", style: "interval" },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    });
  layers.push(
    {
      data: { values },
      mark: { type: "point", filled: true, style: "point", opacity: 1 },
      encoding: { x, y, size: { field: "size", type: "quantitative", scale: null, legend: null } },
    },
    words(pen.fit(say("confidence"), side, sizes.small), side / 2, side + 42, "center"),
  );
  return {
    ...{ left, right: width - left - side, above: 0, below: 46, stretches: false, height: side, layers },
    key: [
      { style: "point", shape: "circle", text: `${say("accuracy")} · ECE ${chart.ece.toFixed(3)}` },
      { style: "middle", shape: "line", text: say("perfect") },
    ],
  };
}

function words(text: string, x: number, y: number, align: string): Layer {
  return {
    data: { values: [{}] },
    mark: { type: "text", style: "quiet", align, baseline: "alphabetic" },
    encoding: { x: { value: x }, y: { value: y }, text: { value: text } },
  };
}

/** Those with something in them, by confidence. */
export function binsOf(chart: ReliabilityChart): ReliabilityChart["bins"][number][] {
  const share = (value: number) => value >= 0 && value <= 1;
  return chart.bins
    .filter(({ confidence, accuracy, count }) => share(confidence) && share(accuracy) && count > 0)
    .map(({ low, high, ...bin }) => ({
      ...bin,
      ...(low !== undefined && high !== undefined && share(low) && share(high) && { low, high }),
    }))
    .sort((a, b) => a.confidence - b.confidence);
}
