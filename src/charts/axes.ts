/** The two axes that charts over time have in common. */
import type { ChartFrame, ChartStep } from "../types.ts";
import type { Layer } from "./layer.ts";
import { stepMs } from "./series.ts";
import type { Pen } from "./text.ts";
import { sizes } from "./theme.ts";
import { numberWord, roundSteps, type Tick, timeTicks } from "./ticks.ts";

export const plotHeight = 230;

export interface ValueAxis {
  low: number;
  high: number;
  /** Pixels that its labels take. */
  left: number;
  encoding: Layer;
  /** Pixels from the plot's upper edge. */
  y(value: number): number;
}

export function valueAxis(
  chart: ChartFrame,
  values: readonly number[],
  range: readonly [number, number] | undefined,
  field: string,
  pen: Pen,
  height = plotHeight,
): ValueAxis {
  const low = range?.[0] ?? Math.min(0, least(values));
  const high = range?.[1] ?? Math.max(0, greatest(values));
  const whole = values.every(Number.isInteger) && !range;
  const steps = roundSteps(low, high > low ? high : low + 1, 4, whole);
  const ticks = steps.map((value) => ({ value, label: numberWord(value, chart.language) }));
  const [first = 0, last = 1] = [steps[0], steps.at(-1)];
  return {
    low: first,
    high: last,
    left: 10 + Math.max(...ticks.map(({ label }) => pen.measure(label, sizes.small))),
    encoding: {
      field,
      type: "quantitative",
      scale: { domain: [first, last], nice: false, zero: false },
      axis: { ...axisOf(ticks), grid: true, labelPadding: 8, orient: "left" },
    },
    y: (value) => height * (1 - (value - first) / (last - first)),
  };
}

export interface TimeAxis {
  from: number;
  to: number;
  encoding: Layer;
  /** 0 … 1 of the plot's width. */
  part(at: number): number;
}

/** @param width of the plot, pixels */
export function timeAxis(
  chart: ChartFrame & { step: ChartStep },
  times: readonly number[],
  width: number,
  pen: Pen,
): TimeAxis {
  const half = stepMs[chart.step] / 2;
  let [from, to] = [least(times), greatest(times)];
  if (to - from < half) [from, to] = [from - half, to + half];
  const ticks = timeTicks(from, to, width, chart, pen, stepMs[chart.step]);
  return {
    from,
    to,
    encoding: {
      field: "at",
      type: "quantitative",
      scale: { domain: [from, to], nice: false, zero: false },
      axis: { ...axisOf(ticks), grid: false, labelPadding: 8, orient: "bottom", ticks: true, tickSize: 5 },
    },
    part: (at) => (at - from) / (to - from),
  };
}

/** Labels are words of ours, looked up: the axis' own would know neither zone nor language. */
export function axisOf(ticks: readonly Tick[]): Layer {
  const labels = Object.fromEntries(ticks.map(({ value, label }) => [String(value), label]));
  return {
    values: ticks.map(({ value }) => value),
    labelExpr: `(${JSON.stringify(labels)})[datum.value]`,
    labelOverlap: "greedy",
    labelFlush: false,
    title: null,
  };
}

// Spreading ten thousand arguments would end the stack.
export const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
export const greatest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), -Infinity);
