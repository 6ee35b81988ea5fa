/** Parts of a whole over time: stacked areas that always fill the height, each named at its end. */
import type { SharesChart } from "../../types.ts";
import { axisOf, plotHeight, timeAxis } from "../axes.ts";
import { dodged } from "../dodge.ts";
import { colourBy } from "../palette.ts";
import { type Shares, sharesOf } from "../shares-of.ts";
import type { Drawing, Room } from "../sheet.ts";
import { sizes } from "../theme.ts";
import { drawBars } from "./bars.ts";

const gap = 19;

export function drawShares(chart: SharesChart, room: Room): Drawing | undefined {
  const { width, pen } = room;
  const shares = sharesOf(chart);
  const { times, names } = shares;
  if (times.length === 0) return undefined;
  // One moment is no course of time.
  if (times.length === 1) return drawBars(asBars(chart, shares), room, "%");
  const last = shares.at(times.length - 1);
  const labels = names.map((name, n) => {
    const share = ` ${Math.round((last[n] ?? 0) * 100)}%`;
    const room = width * 0.3 - pen.measure(share, sizes.text, 600);
    return `${pen.fit(name, room, sizes.text, 600) || "–"}${share}`;
  });
  const right = 14 + Math.max(...labels.map((label) => pen.measure(label, sizes.text, 600)));
  const ticks = [0, 0.5, 1].map((value) => ({ value, label: `${value * 100}%` }));
  const left = 10 + pen.measure("100%", sizes.small);
  const x = timeAxis(chart, times, width - left - right, pen);
  const y = {
    field: "from",
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { ...axisOf(ticks), grid: true, labelPadding: 8 },
  };
  const values = times.flatMap((at, t) => {
    let from = 0;
    return shares.at(t).map((share, n) => {
      const one = { at, n, from, to: from + share };
      from += share;
      return one;
    });
  });
  let from = 0;
  const middles = last.map((share) => {
    from += share;
    return plotHeight * (1 - (from - share / 2));
  });
  const spots = dodged(middles, gap, plotHeight);
  return {
    ...{ left, right, above: 0, below: 24, stretches: true, height: plotHeight },
    layers: [
      {
        data: { values },
        mark: { type: "area", style: "part", line: false },
        encoding: {
          ...{ x: x.encoding, y, y2: { field: "to" }, color: colourBy("n") },
          order: { field: "n", type: "quantitative" },
        },
      },
      {
        data: { values: labels.map((text, n) => ({ n, text, spot: spots[n] })) },
        mark: { type: "text", style: "strong", align: "left", baseline: "middle" },
        encoding: {
          x: { value: { expr: "width + 8" } },
          y: { field: "spot", type: "quantitative", scale: null, axis: null },
          text: { field: "text", type: "nominal" },
          color: colourBy("n"),
        },
      },
    ],
  };
}

function asBars({ series: _, step: _step, ...chart }: SharesChart, shares: Shares) {
  const bars = shares.names.map((label, n) => ({ label, value: Math.round(100 * (shares.at(0)[n] ?? 0)) }));
  return { ...chart, kind: "bars" as const, bars };
}
