/** Days as ISO text, and arithmetic on them; everything in UTC, so that a day is a day. */

export const DAY = 86_400_000;

export interface Day {
  year: number;
  /** 1 … 12 */
  month: number;
  day: number;
}

export function dayOf(at: number): Day {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const msOf = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day);

/** Is there such a day? Without a year a leap year is taken. */
export function exists(year: number | undefined, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

const two = (value: number): string => String(value).padStart(2, "0");
const four = (value: number): string => String(value).padStart(4, "0");

/** "2026-03-05", "2026-03", "2026"; without a year "--03-05" and "--03", as ISO 8601:2000 has it. */
export function iso(year: number | undefined, month?: number, day?: number): string {
  const head = year === undefined ? "-" : four(year);
  if (month === undefined) return head;
  return day === undefined ? `${head}-${two(month)}` : `${head}-${two(month)}-${two(day)}`;
}

export const isoDay = (at: number): string => {
  const { year, month, day } = dayOf(at);
  return iso(year, month, day);
};

/** The year in which a month and day lie nearest to the day that is spoken from. */
export function nearestYear(month: number, day: number, now: number): number {
  const { year } = dayOf(now);
  return [year - 1, year, year + 1].reduce((best, one) =>
    Math.abs(Date.UTC(one, month - 1, day) - now) < Math.abs(Date.UTC(best, month - 1, day) - now)
      ? one
      : best,
  );
}

/** 1 (Monday) … 7. */
export const weekday = (at: number): number => new Date(at).getUTCDay() || 7;

/** ISO 8601 week: "2026-W12". */
export function isoWeek(at: number): string {
  const thursday = at + (4 - weekday(at)) * DAY;
  const { year } = dayOf(thursday);
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${two(week)}`;
}

export function addMonths(at: number, months: number): Day {
  const { year, month, day } = dayOf(at);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const y = first.getUTCFullYear();
  const m = first.getUTCMonth() + 1;
  return { year: y, month: m, day: Math.min(day, new Date(Date.UTC(y, m, 0)).getUTCDate()) };
}

/** A span of time back or ahead of a day, in its own unit: "2026-03-05", "2026-W10", "2026-03", "2026". */
export function shifted(now: number, unit: "day" | "week" | "month" | "year" | "decade", by: number): string {
  if (unit === "day") return isoDay(now + by * DAY);
  if (unit === "week") return isoWeek(now + by * 7 * DAY);
  if (unit === "month") {
    const { year, month } = addMonths(now, by);
    return iso(year, month);
  }
  const years = unit === "decade" ? by * 10 : by;
  return iso(dayOf(now).year + years);
}
