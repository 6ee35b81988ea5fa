/** Where the axes are marked, and with what words. */
import type { Language } from "../types.ts";
import type { Pen } from "./text.ts";
import { sizes } from "./theme.ts";
import { clockOf, instantOf, knownZone } from "./zone.ts";

export interface Tick {
  value: number;
  label: string;
}

export const localeOf = (language: Language): string => (language === "zh" ? "zh-CN" : "en-GB");

/** 1,234 · 12.3K · 1.2万; shares and scores with two figures behind the point. */
export function numberWord(value: number, language: Language): string {
  const size = Math.abs(value);
  if (size >= 10_000)
    return new Intl.NumberFormat(localeOf(language), { notation: "compact", maximumFractionDigits: 1 })
      .format(value)
      .replace("-", "−");
  const digits = Number.isInteger(value) ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits })
    .format(value)
    .replace("-", "−");
}

/** Round values from at most `low` to at least `high`, about `count` of them; the ends are the axis'. Steps of 1, 2 or 5 × 10ⁿ. */
export function roundSteps(low: number, high: number, count: number, whole: boolean): number[] {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  const step = whole ? Math.max(1, Math.round(factor * power)) : factor * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((high > low ? high : low + span) / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

const hour = 3_600_000;
const day = 24 * hour;

interface Rhythm {
  /** ms, about */
  every: number;
  /** The first instant after `at` that the clock marks. */
  next(at: number, zone: string): number;
}

const hours = (count: number): Rhythm => ({
  every: count * hour,
  next(at, zone) {
    const clock = clockOf(zone, at);
    const next = instantOf(
      zone,
      clock.year,
      clock.month,
      clock.day,
      (Math.floor(clock.hour / count) + 1) * count,
    );
    return next > at ? next : at + hour;
  },
});
const days = (count: number): Rhythm => ({
  every: count * day,
  next(at, zone) {
    const clock = clockOf(zone, at);
    // Counted from a Monday, so that seven make weeks.
    const since = Math.floor(Date.UTC(clock.year, clock.month - 1, clock.day) / day) - 4;
    return instantOf(zone, clock.year, clock.month, clock.day + count - (((since % count) + count) % count));
  },
});
const months = (count: number): Rhythm => ({
  every: count * 30.44 * day,
  next(at, zone) {
    const clock = clockOf(zone, at);
    return instantOf(zone, clock.year, (Math.floor((clock.month - 1) / count) + 1) * count + 1, 1);
  },
});

const rhythms: readonly Rhythm[] = [
  ...[1, 2, 3, 6, 12].map(hours),
  ...[1, 2, 7, 14].map(days),
  ...[1, 2, 3, 6, 12, 24, 60, 120].map(months),
];

/** Clock times of the zone between two instants, as many as `width` pixels hold side by side. */
export function timeTicks(
  from: number,
  to: number,
  width: number,
  { zone, language }: { zone: string; language: Language },
  pen: Pen,
  smallest: number,
): Tick[] {
  for (const rhythm of rhythms) {
    if (rhythm.every < smallest * 0.9 || (to - from) / rhythm.every > width / 20) continue;
    const values: number[] = [];
    for (let at = rhythm.next(from - 1, zone); at <= to; at = rhythm.next(at, zone)) values.push(at);
    const ticks = values.map((value) => ({ value, label: tickLabel(value, rhythm.every, zone, language) }));
    const widest = Math.max(0, ...ticks.map(({ label }) => pen.measure(label, sizes.small)));
    if (ticks.length * (widest + 18) <= width + 18) return ticks;
  }
  return [];
}

function tickLabel(at: number, every: number, zone: string, language: Language): string {
  const clock = clockOf(zone, at);
  const form = (shape: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(language), { ...shape, timeZone: knownZone(zone) }).format(at);
  if (every < day && clock.hour !== 0) return form({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (every < 28 * day) return form({ day: "numeric", month: "short" });
  if (every > 300 * day) return form({ year: "numeric" });
  return clock.month === 1 || every > 300 * day
    ? form({ month: "short", year: "numeric" })
    : form({ month: "short" });
}
