/** A Vega-Lite specification as SVG, without a browser and without its canvas: words are measured by the shipped fonts. */
import * as vega from "vega";
import { compile } from "vega-lite";
import type { Fonts, Weight } from "../fonts/fonts.ts";
import type { Layer } from "../layer.ts";

const quiet = {
  level: () => quiet,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
};

/** Vega measures words by this where there is no canvas; its typings do not tell. */
const metrics = (
  vega as unknown as {
    textMetrics: { width(item: { fontSize?: number; fontWeight?: unknown }, text: unknown): number };
  }
).textMetrics;

export async function svgOf(spec: Layer, config: Layer, fonts: Fonts): Promise<string> {
  metrics.width = (item, text) =>
    fonts.measure(String(text ?? ""), item.fontSize ?? 11, weightOf(item.fontWeight));
  const compiled = compile({ ...spec, config } as never, { logger: quiet as never }).spec;
  // Data stands in the specification: nothing is ever fetched.
  const loader = vega.loader();
  loader.load = () => Promise.reject(new Error("a chart loads nothing"));
  loader.sanitize = () => Promise.reject(new Error("a chart links nowhere"));
  const view = new vega.View(vega.parse(compiled), { renderer: "none", loader, logger: quiet as never });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

export const weightOf = (weight: unknown): Weight => (weight === "bold" || Number(weight) >= 600 ? 600 : 400);
