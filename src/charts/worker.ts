/** The drawing thread's own module. Everything heavy is loaded here, with the first chart. */
import type { Chart, ChartTable, LiveChart } from "../types.ts";
import { specOf } from "./build.ts";
import { openFonts } from "./fonts/fonts.ts";
import { altOf, tableOf } from "./say.ts";
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
  live: LiveChart;
}

/** A chat shows pictures on screens of two pixels to one. */
const zoom = 2;
let fonts: ReturnType<typeof openFonts> | undefined;

export async function draw({ chart, width, theme }: DrawTask): Promise<Drawn> {
  fonts ??= openFonts();
  const spec = specOf(chart, { width, pen: createPen(fonts) });
  const live = { spec, light: configOf(light), dark: configOf(dark) };
  const svg = await svgOf(spec, live[theme], fonts);
  const png = await pngOf(svg, fonts, zoom);
  return {
    png: withXmp(png.bytes),
    width: Math.round(png.width / zoom),
    height: Math.round(png.height / zoom),
    alt: altOf(chart),
    table: tableOf(chart),
    live,
  };
}
