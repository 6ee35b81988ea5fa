/** The drawing thread's own module. Everything heavy is loaded here, with the first chart. */
import type { Chart, ChartTable, LiveChart } from "../types.ts";
import { specOf } from "./build.ts";
import { openFonts } from "./fonts/fonts.ts";
import { altOf, tableOf } from "./say.ts";
import { sketchOf } from "./sketch.ts";
import { createPen } from "./text.ts";
import { configOf, dark, light } from "./theme.ts";
import { pngOf } from "./worker/png.ts";
import { svgOf } from "./worker/svg.ts";
import { withXmp } from "./xmp.ts";

export interface DrawTask {
  chart: Chart;
  /** Of the picture on a screen, pixels. */
  width: number;
  theme: "light" | "dark";
}

export interface Drawn {
  png: Uint8Array;
  width: number;
  height: number;
  alt: string;
  table: ChartTable;
  sketch: string;
  live: LiveChart;
}

/** A chat shows pictures on screens of two pixels to one. */
const zoom = 2;
const narrowWidth = 340;
let fonts: ReturnType<typeof openFonts> | undefined;

export async function draw({ chart, width, theme }: DrawTask): Promise<Drawn> {
  fonts ??= openFonts();
  const pen = createPen(fonts);
  const spec = specOf(chart, { width, pen });
  const narrow = specOf(chart, { width: narrowWidth, pen });
  const live = { spec, narrow, light: configOf(light), dark: configOf(dark) };
  const svg = await svgOf(spec, live[theme], fonts);
  const png = await pngOf(svg, fonts, zoom);
  return {
    png: withXmp(png.bytes),
    width: Math.round(png.width / zoom),
    height: Math.round(png.height / zoom),
    alt: altOf(chart),
    table: tableOf(chart),
    sketch: sketchOf(chart),
    live,
  };
}
