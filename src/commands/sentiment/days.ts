/** “yesterday”, 「上周」: the beginning of a day in the desk's zone, by its name. */

const dayMs = 86_400_000;
const NAMED = {
  en: "today|yesterday|this week|last week|this month|last month|(?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
  zh: "今天|昨天|前天|本周|这周|上周|本月|这个?月|上个?月|(?:上?周|星期)[一二三四五六日天]",
};
/** For larger patterns; ask `namedDay` what it is. */
export const NAMED_DAY = `${NAMED.en}|${NAMED.zh}`;
const WEEKDAYS = ["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"];
const WEEKDAYS_ZH = "日一二三四五六";

/** ms since 1970; undefined for what names no day. `zone`: IANA. A day of the week is the last one that was. */
export function namedDay(text: string, now: number, zone: string): number | undefined {
  const name = text.trim().toLowerCase();
  const here = clockOf(now, zone);
  const today = here - (here % dayMs);
  const weekday = new Date(here).getUTCDay();
  const monday = today - ((weekday + 6) % 7) * dayMs;
  const first = Date.UTC(new Date(here).getUTCFullYear(), new Date(here).getUTCMonth(), 1);
  const back = (at: number) => at - (here - now);
  if (/^(today|今天)$/.test(name)) return back(today);
  if (/^(yesterday|昨天)$/.test(name)) return back(today - dayMs);
  if (name === "前天") return back(today - 2 * dayMs);
  if (/^(this week|本周|这周)$/.test(name)) return back(monday);
  if (/^(last week|上周)$/.test(name)) return back(monday - 7 * dayMs);
  if (/^(this month|本月|这个?月)$/.test(name)) return back(first);
  if (/^(last month|上个?月)$/.test(name)) return back(monthBefore(first));
  const wanted = weekdayOf(name);
  // Today's own name is meant for a week ago.
  return wanted === undefined ? undefined : back(today - (((weekday - wanted + 6) % 7) + 1) * dayMs);
}

function weekdayOf(name: string): number | undefined {
  const en = /^(?:last )?(mon|tues|wednes|thurs|fri|satur|sun)day$/.exec(name)?.[1];
  if (en !== undefined) return WEEKDAYS.indexOf(en);
  const zh = /^(?:上?周|星期)([一二三四五六日天])$/.exec(name)?.[1];
  return zh === undefined ? undefined : Math.max(0, WEEKDAYS_ZH.indexOf(zh));
}

function monthBefore(first: number): number {
  const last = new Date(first - dayMs);
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), 1);
}

/** What the clock on the wall shows there, as if it were UTC. */
function clockOf(now: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(now);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}
