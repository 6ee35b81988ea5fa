/** Clock times of a zone, with its daylight saving. */

export interface Clock {
  year: number;
  /** 1 … 12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock there shows. An unknown zone is taken for UTC: a chart is better than none. */
export function clockOf(zone: string, at: number): Clock {
  let format = formats.get(zone);
  if (!format) {
    const day = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const shape = { ...day, hour: "numeric", minute: "numeric", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-US", { ...shape, timeZone: knownZone(zone) });
    formats.set(zone, format);
  }
  const found: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = found;
  return { year, month, day, hour, minute };
}

export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** When a clock there shows this; an hour that daylight saving skips is the one after it. Months and days may run over. */
export function instantOf(zone: string, year: number, month: number, day: number, hour = 0): number {
  const wanted = Date.UTC(year, month - 1, day, hour);
  let at = wanted;
  for (let round = 0; round < 2; round++) {
    const shown = clockOf(zone, at);
    at += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
  }
  return at;
}
