/** From what a chart says to its Vega-Lite specification: pure, but for the fonts that words are measured with. */
import type { Chart } from "../types.ts";
import { drawTime } from "./builders/time.ts";
import { type Drawing, type Layer, type Room, sheetOf, textAt } from "./sheet.ts";
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
    default:
      throw new Error(`no such chart: ${String(chart.kind)}`);
  }
}

function nothing(chart: Chart, width: number): Drawing {
  const layer = textAt(word(chart.language, "empty"), width / 2, 60, "label", "center");
  return { left: 0, right: 0, above: 0, below: 0, height: 120, layers: [layer] };
}
