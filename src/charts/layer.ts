/** A piece of a Vega-Lite specification: what is drawn, or how a value becomes a place or a colour. */
export type Layer = Readonly<Record<string, unknown>>;
