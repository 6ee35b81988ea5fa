/** Dates as Chinese writes them, with their ISO 8601 value. */

import { DAY, dayOf, exists, iso, isoDay, shifted, weekday } from "./calendar.ts";
import type { Cover } from "./cover.ts";
import type { FoundDate } from "./dates-en.ts";
import { numeral } from "./number-zh.ts";
import { type Around, around, tenseOf, yearSaid } from "./tense.ts";

const Y = "((?:1[5-9]|20)\\d{2}|[一二][〇零一二三四五六七八九]{3})";
const N = "(\\d{1,2}|[一二三四五六七八九十]{1,3})";
const M = `${N}月(?:份)?`;
const D = `${N}[日号]`;
const TO = "(?:至|到|-|–|—|~|～)";
const SHIFTS: Readonly<Record<string, number>> = {
  前天: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晨: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  后天: 2,
};
const YEARS: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1, 后年: 2 };
const WEEKS: Readonly<Record<string, number>> = { 上: -1, 本: 0, 这: 0, 下: 1 };
const UNITS: Readonly<Record<string, "day" | "week" | "month" | "year">> = {
  天: "day",
  日: "day",
  周: "week",
  个星期: "week",
  星期: "week",
  个月: "month",
  年: "year",
};

type Reading = (
  groups: readonly (string | undefined)[],
  now: number | undefined,
  around: Around,
) => string | undefined;

const value = (text: string | undefined): number => numeral(text ?? "") ?? Number.NaN;

function day(
  year: number | undefined,
  month: number,
  date: number,
  now: number | undefined,
  { before, behind }: Around = { before: "", behind: "" },
): string | undefined {
  const known = year ?? (now === undefined ? undefined : yearSaid(month, date, now, before, behind));
  return exists(known, month, date) ? iso(known, month, date) : undefined;
}

const yearOf = (
  digits: string | undefined,
  word: string | undefined,
  now: number | undefined,
): number | undefined =>
  digits ? value(digits) : word && now !== undefined ? dayOf(now).year + (YEARS[word] ?? 0) : undefined;

const range = (from: string | undefined, to: string | undefined): string | undefined =>
  from && to ? `${from}/${to}` : undefined;
const WORDS = Object.keys(YEARS).join("|");
const WHEN = `(?:${Y}年|(${WORDS}))`;

const PATTERNS: readonly (readonly [string, Reading])[] = [
  [
    "(?<!\\d)((?:1[5-9]|20)\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)",
    ([y, m, d]) => day(Number(y), Number(m), Number(d), undefined),
  ],
  [
    `(?:${WHEN})?${M}${D}${TO}(?:${WHEN})?(?:${M})?${D}`,
    ([y1, w1, m1, d1, y2, w2, m2, d2], now, around) => {
      const first = yearOf(y1, w1, now);
      return range(
        day(first, value(m1), value(d1), now, around),
        day(yearOf(y2, w2, now) ?? first, value(m2 ?? m1), value(d2), now, around),
      );
    },
  ],
  [
    `(?:${WHEN})?${M}${N}${TO}${D}`,
    ([y, w, m, d1, d2], now, around) =>
      range(
        day(yearOf(y, w, now), value(m), value(d1), now, around),
        day(yearOf(y, w, now), value(m), value(d2), now, around),
      ),
  ],
  [
    `(?:${WHEN})?${M}${D}`,
    ([y, w, m, d], now, around) => day(yearOf(y, w, now), value(m), value(d), now, around),
  ],
  [
    `${WHEN}${N}${TO}${M}`,
    ([y, w, m1, m2], now) => {
      const year = yearOf(y, w, now);
      return year === undefined || value(m1) > 12 || value(m2) > 12
        ? undefined
        : range(iso(year, value(m1)), iso(year, value(m2)));
    },
  ],
  [
    `${WHEN}${M}`,
    ([y, w, m], now) => {
      const year = yearOf(y, w, now);
      return year === undefined || value(m) > 12 ? undefined : iso(year, value(m));
    },
  ],
  [
    `${WHEN}?(?:第?([一二三四1-4])季度)`,
    ([y, w, q], now) => {
      const year = yearOf(y, w, now) ?? (now === undefined ? undefined : dayOf(now).year);
      return year === undefined ? undefined : `${year}-Q${value(q)}`;
    },
  ],
  [
    `${WHEN}(上|下)半年`,
    ([y, w, half], now) => {
      const year = yearOf(y, w, now);
      return year === undefined
        ? undefined
        : half === "上"
          ? `${iso(year, 1)}/${iso(year, 6)}`
          : `${iso(year, 7)}/${iso(year, 12)}`;
    },
  ],
  [`${Y}年?${TO}${Y}年`, ([a, b]) => range(iso(value(a)), iso(value(b)))],
  [`${Y}年(?!代)`, ([y]) => iso(value(y))],
  [
    "(?:(\\d{2})|(二十一|二十|十九))世纪(\\d0|[一二三四五六七八九]十)年代",
    ([digits, words, tens]) => `${(digits ? Number(digits) : value(words)) - 1}${value(tens) / 10}X`,
  ],
  [
    `(${Object.keys(SHIFTS).join("|")})`,
    ([word], now) => (now === undefined ? undefined : isoDay(now + (SHIFTS[word ?? ""] ?? 0) * DAY)),
  ],
  [
    "(上|本|这|下)个?(?:周|星期|礼拜)([一二三四五六日天])",
    ([which, name], now) => {
      if (now === undefined) return undefined;
      const wanted = "一二三四五六日".indexOf((name ?? "").replace("天", "日")) + 1;
      return isoDay(now + (wanted - weekday(now) + 7 * (WEEKS[which ?? ""] ?? 0)) * DAY);
    },
  ],
  [
    "(?:周|星期|礼拜)([一二三四五六日天])(?!期)",
    ([name], now, { before, behind }) => {
      if (now === undefined) return undefined;
      const wanted = "一二三四五六日".indexOf((name ?? "").replace("天", "日")) + 1;
      const back = (weekday(now) - wanted + 7) % 7;
      return isoDay(tenseOf(before, behind) === "ahead" ? now + ((7 - back) % 7) * DAY : now - back * DAY);
    },
  ],
  [
    "(上|本|这|下)个?(?:周|星期)(?![一二三四五六日天末])",
    ([which], now) => (now === undefined ? undefined : shifted(now, "week", WEEKS[which ?? ""] ?? 0)),
  ],
  [
    "(上|本|这|下)个?月(?!球|亮|光)(?:(\\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?",
    ([which, date], now) => {
      if (now === undefined) return undefined;
      const month = shifted(now, "month", WEEKS[which ?? ""] ?? 0);
      const [y, m] = month.split("-").map(Number);
      return date === undefined ? month : day(y, m as number, value(date), now);
    },
  ],
  [
    `(${WORDS})(?!级|龄|轻)`,
    ([word], now) => (now === undefined ? undefined : iso(dayOf(now).year + (YEARS[word ?? ""] ?? 0))),
  ],
  [
    "(\\d{1,3}|[一二两三四五六七八九十]{1,3})(天|日|周|个星期|星期|个月|年)(前|之前|以前|后|之后|以后)(?!台|者|所)",
    ([n, unit, way], now) => {
      const known = UNITS[unit ?? ""];
      return now === undefined || !known || Number.isNaN(value(n))
        ? undefined
        : shifted(now, known, value(n) * (/前/.test(way ?? "") ? -1 : 1));
    },
  ],
  [
    `(?<!月|\\d|第|[一二三四五六七八九十])${M}(?!个|大的?[男女婴])`,
    ([m], now, { before, behind }) =>
      value(m) > 12
        ? undefined
        : now === undefined
          ? iso(undefined, value(m))
          : iso(yearSaid(value(m), 15, now, before, behind), value(m)),
  ],
  [
    // News agencies name the day alone: it is of this month.
    "(?<![\\d月一二三四五六七八九十第])(\\d{1,2})日(?![元本均])",
    ([d], now) => {
      if (now === undefined) return undefined;
      const { year, month } = dayOf(now);
      return day(year, month, Number(d), now);
    },
  ],
];

const COMPILED = PATTERNS.map(([pattern, read]) => [new RegExp(pattern, "gu"), read] as const);

/** Folded text; `now` in ms, for what is said relative to it. */
export function chineseDates(text: string, now: number | undefined, cover: Cover): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [pattern, read] of COMPILED)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const result = read(match.slice(1), now, around(text, start, end));
      if (result !== undefined && cover.take(start, end)) found.push({ start, end, value: result });
    }
  return found.sort((a, b) => a.start - b.start);
}
