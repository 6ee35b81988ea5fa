/** What a chart says, without a word on how it is drawn: plain data, from which the picture, its words and its table are made. */
import type { Language } from "./chat.ts";

/** Around every chart. Names and titles may come from outside: whoever draws them cuts and cleans them. */
export interface ChartFrame {
  /** What is shown, in a few words: "Mentions of harbour bridge per hour". It begins the alt text too. */
  title: string;
  /** One more line: the desk, a model's version. */
  subtitle?: string;
  /** Where the numbers come from: "3,120 stories from 14 sources". Stands at the foot; for nothing of one's own "". */
  source: string;
  /** Made of the sample newsroom or simulated: the picture says so. */
  sample?: boolean;
  language: Language;
  /** IANA name: times are shown as the desk's clock tells them. */
  zone: string;
}

export type ChartStep = "hour" | "day" | "week" | "month";

/** The value of the step that begins at `at` (ms since 1970). A value that is no finite number is a gap. */
export interface ChartPoint {
  at: number;
  value: number;
}

/** `low` and `high` bound what is usual; `middle` is expected. */
export interface ChartBand {
  at: number;
  low: number;
  middle: number;
  high: number;
}

/** One line over time, with what was to be expected around it, and what stood out. */
export interface TimeChart extends ChartFrame {
  kind: "time";
  /** What is counted: "mentions", "提及". */
  unit: string;
  step: ChartStep;
  /** Oldest first. */
  points: readonly ChartPoint[];
  /** May reach beyond the last point: then it is a forecast. */
  expected?: readonly ChartBand[];
  /** `from` the first step's beginning, `to` the last step's beginning (ms); `label` a few words ("evacuation, dam"). */
  bursts?: readonly { from: number; to: number; label?: string }[];
  /** Fixed ends of the axis of values: [−1, 1] for sentiment. Else it begins at 0. */
  range?: readonly [number, number];
}

export interface ChartSeries {
  name: string;
  /** Oldest first. */
  points: readonly ChartPoint[];
}

/** Two to five lines on one axis. */
export interface CompareChart extends ChartFrame {
  kind: "compare";
  unit: string;
  step: ChartStep;
  series: readonly ChartSeries[];
  range?: readonly [number, number];
}

/** Bars from left to right, in the order given; below zero they go left. */
export interface BarsChart extends ChartFrame {
  kind: "bars";
  unit: string;
  bars: readonly {
    label: string;
    value: number;
    /** An interval around the value. */
    low?: number;
    high?: number;
    /** Stands out: the live model, the one asked for. */
    mark?: boolean;
  }[];
  range?: readonly [number, number];
}

/** Parts of a whole over time, as shares of each step's sum; at most seven, the rest is summed up. */
export interface SharesChart extends ChartFrame {
  kind: "shares";
  /** What is shared out: "stories". */
  unit: string;
  step: ChartStep;
  series: readonly ChartSeries[];
}

/** How sure a model is beside how often it is right: on the line is calibrated. */
export interface ReliabilityChart extends ChartFrame {
  kind: "reliability";
  /** `confidence` and `accuracy` 0 … 1: the mean of each bin; `low` and `high` an interval of the accuracy. Empty bins are left out. */
  bins: readonly { confidence: number; accuracy: number; count: number; low?: number; high?: number }[];
  /** Expected calibration error, 0 … 1. */
  ece: number;
}

/** `counts[i][j]`: how often label i (the truth) was called label j. */
export interface ConfusionChart extends ChartFrame {
  kind: "confusion";
  labels: readonly string[];
  counts: readonly (readonly number[])[];
}

/** Names that occur together. */
export interface NetworkChart extends ChartFrame {
  kind: "network";
  /** What the weights count: "stories". */
  unit: string;
  /** `id` is what links name; `group` ("person", "place" …, in the chart's language) is told by colour and shape, at most five. */
  nodes: readonly { id: string; name: string; weight: number; group?: string }[];
  /** Undirected; a link whose end is not among the nodes is left out. */
  links: readonly { a: string; b: string; weight: number }[];
}

export type Chart =
  | TimeChart
  | CompareChart
  | BarsChart
  | SharesChart
  | ReliabilityChart
  | ConfusionChart
  | NetworkChart;

/** The numbers of a chart as words, for whoever cannot see it or wants to copy them. */
export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many rows more there are. */
  left: number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * What a page with scripts draws anew: Vega-Lite specifications without colours, and the colours (`config`) for a light and a dark page.
 * `usermeta.stretches`: its width may be changed. JSON.
 */
export interface LiveChart {
  spec: Json;
  /** For a telephone's width. */
  narrow: Json;
  light: Json;
  dark: Json;
}
