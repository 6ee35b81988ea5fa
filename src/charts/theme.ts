/**
 * Colours, for a light card and for a dark one. The hues are Okabe and Ito's (Color Universal Design, 2008), told apart with every common
 * kind of colour blindness; on a light ground they are darkened until words in them can be read too (contrast ≥ 4.5).
 */

export interface Theme {
  ground: string;
  ink: string;
  quiet: string;
  grid: string;
  band: string;
  /** What stands out. */
  burst: string;
  burstGround: string;
  /** In this order: no two neighbours are alike to anybody. */
  series: readonly string[];
  /** Little … much. */
  ramp: readonly [string, string];
}

export const light: Theme = {
  ground: "#ffffff",
  ink: "#1a1a1a",
  quiet: "#5c5c5c",
  grid: "#e4e4e4",
  band: "#dbe6ee",
  burst: "#b34700",
  burstGround: "#fdecdf",
  series: ["#00629b", "#b34700", "#00795a", "#a3457d", "#2b2b2b", "#7a6400", "#6e6e6e"],
  ramp: ["#f1f6fa", "#00568a"],
};

export const dark: Theme = {
  ground: "#1b1d20",
  ink: "#f0f0f0",
  quiet: "#b0b4b8",
  grid: "#3a3d41",
  band: "#2c3a45",
  burst: "#ff9a52",
  burstGround: "#3d2b1f",
  series: ["#56b4e9", "#ff9a52", "#2fc9a0", "#e39ac4", "#e8dc4a", "#f0f0f0", "#9aa0a6"],
  ramp: ["#232a30", "#56b4e9"],
};

export const font = "Noto Sans, Noto Sans SC, sans-serif";
/** Pixels. A chat shows the picture at about two thirds of its width. */
export const sizes = { title: 20, text: 15, small: 13 };

/** Vega-Lite's `config`: marks name their style, so that the specification itself holds no colour. */
export function configOf(theme: Theme): Record<string, unknown> {
  const words = { font, fontSize: sizes.text, color: theme.ink };
  return {
    background: theme.ground,
    aria: false,
    view: { stroke: null },
    font,
    range: { category: [...theme.series], ramp: [...theme.ramp], heatmap: [...theme.ramp] },
    axis: {
      domain: false,
      ticks: false,
      gridColor: theme.grid,
      labelColor: theme.quiet,
      labelFont: font,
      labelFontSize: sizes.small,
      titleColor: theme.quiet,
      titleFont: font,
      titleFontSize: sizes.small,
      titleFontWeight: "normal",
    },
    style: {
      title: { ...words, fontSize: sizes.title, fontWeight: 600 },
      label: words,
      strong: { ...words, fontWeight: 600 },
      quiet: { ...words, fontSize: sizes.small, color: theme.quiet },
      sample: { ...words, fontSize: sizes.small, fontWeight: 600, color: theme.burst },
      "burst-label": { ...words, fontSize: sizes.small, fontWeight: 600, color: theme.burst },
      "on-much": { ...words, color: theme === light ? "#ffffff" : "#101214" },
      line: { color: theme.series[0], strokeWidth: 2 },
      point: { color: theme.series[0] },
      bar: { color: theme.series[0] },
      "bar-mark": { color: theme.burst },
      middle: { color: theme.quiet, strokeWidth: 1.5, strokeDash: [4, 4] },
      band: { color: theme.band, opacity: 1 },
      burst: { color: theme.burst, strokeWidth: 3 },
      "burst-point": { color: theme.burst },
      "burst-ground": { color: theme.burstGround },
      zero: { color: theme.quiet, strokeWidth: 1 },
      link: { color: theme.quiet, strokeOpacity: 0.45 },
      part: { color: theme.ground, strokeWidth: 1 },
      interval: { color: theme.ink, strokeWidth: 1.5 },
      halo: { ...words, color: theme.ground, stroke: theme.ground, strokeWidth: 4 },
    },
  };
}
