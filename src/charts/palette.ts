/** Colours by number: one scale for lines, areas, names and keys, so that they agree. */
import type { Layer } from "./layer.ts";

export const mostSeries = 7;
const scale = { domain: Array.from({ length: mostSeries }, (_, n) => n) };

/** Of the series whose number is in a field. */
export const colourBy = (field: string): Layer => ({ field, type: "nominal", scale, legend: null });

/** Of series `n`. */
export const colourOf = (n: number): Layer => ({ datum: n, type: "nominal", scale, legend: null });

/** Different shapes for whoever sees no colours. */
export const shapes = ["circle", "square", "triangle-up", "diamond", "cross"] as const;
