/** What every chart has around it: title, second line, key, source, in pixels that are counted here, so that nothing overlaps. */
import type { ChartFrame } from "../types.ts";
import type { Layer } from "./layer.ts";
import { colourOf } from "./palette.ts";
import type { Pen } from "./text.ts";
import { sizes } from "./theme.ts";
import { word } from "./words.ts";

/** A builder's part: the picture between title and source. Pixels. */
export interface Drawing {
  /** Beside the plot: for labels of the axis of values, for names at the ends of lines. */
  left: number;
  right: number;
  /** Above and under the plot, for axes. */
  above: number;
  below: number;
  height: number;
  layers: readonly Layer[];
  key?: readonly KeyEntry[];
  /** It may be drawn wider or narrower: a line over time, not a square. */
  stretches: boolean;
}

/** Drawn in a style of the theme, or in the colour of a series. */
export type KeyEntry = { shape: string; text: string } & ({ style: string } | { series: number });

export interface Room {
  width: number;
  pen: Pen;
}

const edge = 20;
const lineHeight = 1.3;

/** A whole Vega-Lite specification without colours. @param room of the whole picture */
export function sheetOf(chart: ChartFrame, drawing: Drawing, { width, pen }: Room): Layer {
  const inner = width - 2 * edge;
  const layers: Layer[] = [];
  let y = edge;
  const write = (lines: readonly string[], style: string, size: number) => {
    for (const line of lines) {
      y += size * lineHeight;
      layers.push(textAt(line, -drawing.left, y - size * 0.35, style));
    }
  };
  write(pen.lines(chart.title, inner, sizes.title, 600, 2), "title", sizes.title);
  if (chart.subtitle) write(pen.lines(chart.subtitle, inner, sizes.small, 400, 2), "quiet", sizes.small);
  if (drawing.key && drawing.key.length > 0) y = keyRows(drawing, inner, y + 8, pen, layers);
  const top = y + 14 + drawing.above;
  // So far everything was counted from the picture's upper edge; marks are counted from the plot's.
  const lifted = layers.map((layer) => shifted(layer, -top));
  const foot: Layer[] = [];
  let under = drawing.height + drawing.below;
  const footWrite = (text: string, style: string, weight: 400 | 600, most: number) => {
    for (const line of pen.lines(text, inner, sizes.small, weight, most)) {
      under += sizes.small * lineHeight;
      foot.push(textAt(line, -drawing.left, under, style));
    }
  };
  if (chart.source || chart.sample) under += 8;
  if (chart.sample) footWrite(word(chart.language, "sample"), "sample", 600, 1);
  if (chart.source) footWrite(word(chart.language, "source", { source: chart.source }), "quiet", 400, 2);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: Math.max(40, inner - drawing.left - drawing.right),
    height: drawing.height,
    usermeta: { stretches: drawing.stretches },
    autosize: { type: "none" },
    padding: {
      left: edge + drawing.left,
      right: edge + drawing.right,
      top,
      bottom: under - drawing.height + edge * 0.8,
    },
    layer: [...drawing.layers, ...lifted, ...foot],
  };
}

const once = { values: [{}] };

/** Words that stand at a place of the picture, not at a value. */
export function textAt(
  text: string,
  x: number,
  y: number,
  style: string,
  align: "left" | "center" | "right" = "left",
): Layer {
  return {
    data: once,
    mark: { type: "text", style, align, baseline: "alphabetic", clip: false },
    encoding: { x: { value: x }, y: { value: y }, text: { value: text } },
  };
}

/** Marks and words in rows; as many rows as it takes. Gives the new y. */
function keyRows(drawing: Drawing, inner: number, from: number, pen: Pen, layers: Layer[]): number {
  let x = 0;
  let y = from + sizes.small;
  for (const entry of drawing.key ?? []) {
    const { shape, text } = entry;
    const style = "style" in entry ? { style: entry.style } : {};
    const colour = "series" in entry ? { color: colourOf(entry.series) } : {};
    const shown = pen.fit(text, inner - 30, sizes.small);
    const wide = 24 + pen.measure(shown, sizes.small) + 18;
    if (x > 0 && x + wide - 18 > inner) {
      x = 0;
      y += sizes.small * 1.5;
    }
    const at = x - drawing.left;
    const place = { x: { value: at }, y: { value: y - 4.5 } };
    layers.push(
      shape === "line"
        ? {
            data: once,
            mark: { type: "rule", ...style },
            encoding: { x: { value: at }, x2: { value: at + 18 }, y: place.y, ...colour },
          }
        : {
            data: once,
            mark: { type: "point", filled: true, shape, size: 110, opacity: 1, ...style },
            encoding: { ...place, x: { value: at + 9 }, ...colour },
          },
      textAt(shown, at + 24, y, "quiet"),
    );
    x += wide;
  }
  return y + 4;
}

function shifted(layer: Layer, by: number): Layer {
  const encoding = layer.encoding as { y: { value: number } };
  return { ...layer, encoding: { ...encoding, y: { value: encoding.y.value + by } } };
}
