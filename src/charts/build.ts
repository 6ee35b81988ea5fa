/** From what a chart says to its Vega-Lite specification: pure, but for the fonts that words are measured with. */
import type { Chart } from "../types.ts";
import { drawBars } from "./builders/bars.ts";
import { drawCompare } from "./builders/compare.ts";
import { drawConfusion } from "./builders/confusion.ts";
import { drawNetwork } from "./builders/network.ts";
import { drawReliability } from "./builders/reliability.ts";
import { drawShares } from "./builders/shares.ts";
import { drawTime } from "./builders/time.ts";
import type { Layer } from "./layer.ts";
import { type Drawing, type Room, sheetOf, textAt } from "./sheet.ts";
import { word } from "./words.ts";

/** @param room `width` of the whole picture in pixels, 280 … 1200 */
export function specOf(chart: Chart, room: Room): Layer {
  const inner = { ...room, width: room.width - 40 };
  return sheetOf(chart, drawn(chart, inner) ?? nothing(chart, inner.width), room);
}

function drawn(chart: Chart, room: Room): Drawing | undefined {
  switch (chart.kind) {
    case "time":
      return drawTime(chart, room);
    case "compare":
      return drawCompare(chart, room);
    case "bars":
      return drawBars(chart, room);
    case "shares":
      return drawShares(chart, room);
    case "reliability":
      return drawReliability(chart, room);
    case "confusion":
      return drawConfusion(chart, room);
    case "network":
      return drawNetwork(chart, room);
  }
}

function nothing(chart: Chart, width: number): Drawing {
  const layer = textAt(word(chart.language, "empty"), width / 2, 60, "label", "center");
  return { stretches: true, left: 0, right: 0, above: 0, below: 0, height: 120, layers: [layer] };
}
