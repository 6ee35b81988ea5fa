/** Times and numbers as a sentence has them. */
import type { ChartFrame, ChartStep } from "../../types.ts";
import { localeOf, numberWord } from "../ticks.ts";
import { clockOf, knownZone } from "../zone.ts";

/** "3–9 March 2026" · "2026年3月3日至9日": the days of a window; months where it goes by months. */
export function windowWords(chart: ChartFrame & { step: ChartStep }, from: number, to: number): string {
  const months = { month: "long", year: "numeric" } as const;
  const shape = chart.step === "month" ? months : { ...months, day: "numeric" as const };
  const whole = format(chart, shape);
  if (whole.format(from) === whole.format(to)) return whole.format(from);
  if (chart.language === "en")
    return whole
      .formatRange(from, to)
      .replace(/\s/g, " ")
      .replace(/^(\d+) – (?=\d+ )/, "$1–");
  const [first, last] = [clockOf(chart.zone, from), clockOf(chart.zone, to)];
  const end = whole.format(to).replace(first.year === last.year ? /^\d+年/ : "", "");
  const sameMonth = first.year === last.year && first.month === last.month && chart.step !== "month";
  return `${whole.format(from)}至${sameMonth ? end.replace(/^\d+月/, "") : end}`;
}

/** "0–3" · "−0.4 to 0.2" */
export function spanWords(chart: ChartFrame, low: number, high: number): string {
  if (low === high) return numeral(chart, low);
  const between = low >= 0 ? "–" : chart.language === "zh" ? "至" : " to ";
  return `${numeral(chart, low)}${between}${numeral(chart, high)}`;
}

/** Longer windows may hold a day of the same name twice (ms). */
export const longWindow = 300 * 86_400_000;

/** When a step was: "7 March at 14:00", "7 March", "the week of 2 March", "March 2026"; with its year where that is asked for. */
export function stepWords(chart: ChartFrame & { step: ChartStep }, at: number, year = false): string {
  const zh = chart.language === "zh";
  const shape = { day: "numeric", month: "long", ...(year && { year: "numeric" as const }) } as const;
  switch (chart.step) {
    case "hour": {
      const day = format(chart, shape).format(at);
      return `${day}${zh ? " " : " at "}${clockWords(chart, at)}`;
    }
    case "day":
      return format(chart, shape).format(at);
    case "week": {
      const day = format(chart, shape).format(at);
      return zh ? `${day}当周` : `the week of ${day}`;
    }
    case "month":
      return format(chart, { month: "long", year: "numeric" }).format(at);
  }
}

/** "7 March, 14:00–19:00": from a step's beginning to another's end. */
export function stretchWords(chart: ChartFrame & { step: ChartStep }, from: number, to: number): string {
  if (from === to) return stepWords(chart, from);
  if (chart.step !== "hour") {
    const last = stepWords(chart, to);
    return `${stepWords(chart, from)} – ${last}`;
  }
  const day = format(chart, { day: "numeric", month: "long" });
  const end = to + 3_600_000;
  const [first, last] = [day.format(from), day.format(end)];
  if (first === last) return `${stepWords(chart, from)}–${clockWords(chart, end)}`;
  return `${stepWords(chart, from)} – ${stepWords(chart, end)}`;
}

/** For tables: it sorts as it reads. "2026-03-07 14:00" */
export function tableTime(chart: ChartFrame & { step: ChartStep }, at: number): string {
  const shape = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const day = new Intl.DateTimeFormat("sv-SE", { ...shape, timeZone: knownZone(chart.zone) }).format(at);
  return chart.step === "hour" ? `${day} ${clockWords(chart, at)}` : day;
}

export const numeral = (chart: ChartFrame, value: number): string => numberWord(value, chart.language);

const clockWords = (chart: ChartFrame, at: number) =>
  format(chart, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

function format(chart: ChartFrame, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(chart.language), { ...shape, timeZone: knownZone(chart.zone) });
}
