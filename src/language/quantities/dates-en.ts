/** Dates as English writes them, with their ISO 8601 value. */

import { DAY, dayOf, exists, iso, isoDay, shifted, weekday } from "./calendar.ts";
import type { Cover } from "./cover.ts";
import { spelled } from "./number-en.ts";
import { type Around, around, tenseOf, yearSaid } from "./tense.ts";

export interface FoundDate {
  start: number;
  end: number;
  /** "2026-03-05", "2026-03", "2026", "2026-W10", "2025-Q3", "199X"; from/to: "2026-03-05/2026-03-07"; without a year: "--03-05". */
  value: string;
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const WEEKDAY = `(?:${WEEKDAYS.join("|")})`;
const NUMBER = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const DD = "(\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "((?:1[5-9]|20)\\d{2})";
const DASH = "\\s?(?:-|–|—|to|until|through|and)\\s?";

type Reading = (
  groups: readonly (string | undefined)[],
  now: number | undefined,
  context: Around,
) => string | undefined;

const NOWHERE: Around = { before: "", behind: "" };
const monthOf = (word: string): number =>
  MONTHS.findIndex((month) => month.startsWith(word.toLowerCase().slice(0, 3))) + 1;
const count = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : /^an?$/i.test(word) ? 1 : (spelled(word.toLowerCase()) ?? 0);

function day(
  year: string | undefined,
  month: number,
  date: number,
  now: number | undefined,
  { before, behind }: Around = NOWHERE,
): string | undefined {
  const known = year
    ? Number(year)
    : now === undefined
      ? undefined
      : yearSaid(month, date, now, before, behind);
  return exists(known, month, date) ? iso(known, month, date) : undefined;
}

function range(from: string | undefined, to: string | undefined): string | undefined {
  return from && to ? `${from}/${to}` : undefined;
}

const UNITS = { day: "day", week: "week", month: "month", year: "year", decade: "decade" } as const;
type Unit = keyof typeof UNITS;
const unitOf = (word: string): Unit => word.toLowerCase().replace(/s$/, "") as Unit;

function relativeWeekday(
  word: string,
  name: string,
  now: number | undefined,
  { before, behind }: Around,
): string | undefined {
  if (now === undefined) return undefined;
  const wanted = WEEKDAYS.indexOf(name.toLowerCase()) + 1;
  const back = (weekday(now) - wanted + 7) % 7;
  const which = word.toLowerCase();
  if (which === "last") return isoDay(now - (back || 7) * DAY);
  // Of the week that begins next, as "下周五" is.
  if (which === "next") return isoDay(now + (7 + wanted - weekday(now)) * DAY);
  if (which === "this") return isoDay(now + (wanted - weekday(now)) * DAY);
  // News tells of what was: the last such day, today among them, unless something is to come.
  return isoDay(tenseOf(before, behind) === "ahead" ? now + ((7 - back) % 7) * DAY : now - back * DAY);
}

/** Tried in this order; what an earlier one found is not read again. */
const PATTERNS: readonly (readonly [string, Reading])[] = [
  [
    String.raw`\b((?:1[5-9]|20)\d{2})-(\d{2})-(\d{2})(?=T|\b)`,
    ([y, m, d]) => day(y, Number(m), Number(d), undefined),
  ],
  [
    String.raw`\b(\d{1,2})[/.](\d{1,2})[/.]((?:1[5-9]|20)\d{2})\b`,
    ([a, b, y]) => {
      const [first, second] = [Number(a), Number(b)];
      // 05/03 is the fifth of March or May the third: nobody can tell.
      if (first <= 12 && second <= 12 && first !== second) return undefined;
      return first > 12 ? day(y, second, first, undefined) : day(y, first, second, undefined);
    },
  ],
  [
    `\\b(?:${WEEKDAY},? (?:the )?)?${DD}(?: of)? (${MONTH})\\.?(?:,? ${YEAR})?${DASH}(?:${WEEKDAY},? )?${DD}(?: of)? (${MONTH})\\.?(?:,? ${YEAR})?\\b`,
    ([d1, m1, y1, d2, m2, y2], now, around) =>
      range(
        day(y1 ?? y2, monthOf(m1 ?? ""), Number(d1), now, around),
        day(y2 ?? y1, monthOf(m2 ?? ""), Number(d2), now, around),
      ),
  ],
  [
    `\\b(${MONTH})\\.? ${DD}${DASH}(${MONTH})\\.? ${DD}(?:,? ${YEAR})?\\b`,
    ([m1, d1, m2, d2, y], now, around) =>
      range(
        day(y, monthOf(m1 ?? ""), Number(d1), now, around),
        day(y, monthOf(m2 ?? ""), Number(d2), now, around),
      ),
  ],
  [
    `\\b${DD}${DASH}${DD}(?: of)? (${MONTH})\\b\\.?(?:,? ${YEAR}\\b)?`,
    ([d1, d2, m, y], now, around) =>
      range(
        day(y, monthOf(m ?? ""), Number(d1), now, around),
        day(y, monthOf(m ?? ""), Number(d2), now, around),
      ),
  ],
  [
    `\\b(${MONTH})\\.? ${DD}\\s?(?:-|–|—|to|through)\\s?${DD}(?:,? ${YEAR})?\\b`,
    ([m, d1, d2, y], now, around) =>
      range(
        day(y, monthOf(m ?? ""), Number(d1), now, around),
        day(y, monthOf(m ?? ""), Number(d2), now, around),
      ),
  ],
  [
    `\\b(?:${WEEKDAY},? (?:the )?)?${DD}(?: of)? (${MONTH})\\b\\.?(?:,? ${YEAR}\\b)?`,
    ([d, m, y], now, around) => day(y, monthOf(m ?? ""), Number(d), now, around),
  ],
  [
    `\\b(?:${WEEKDAY},? )?(${MONTH})\\.? (?:the )?${DD}(?:,? ${YEAR})?\\b(?!,\\d|\\.\\d|%)`,
    ([m, d, y], now, around) => day(y, monthOf(m ?? ""), Number(d), now, around),
  ],
  [`\\b(${MONTH})\\b\\.?,? (?:of )?${YEAR}\\b`, ([m, y]) => iso(Number(y), monthOf(m ?? ""))],
  [
    `\\b(?:(first|second|third|fourth)[ -]quarter(?: of| in)?|q([1-4]))(?: (?:of )?(?:the )?)?${YEAR}\\b`,
    ([word, digit, y]) =>
      `${y}-Q${digit ?? ["first", "second", "third", "fourth"].indexOf((word ?? "").toLowerCase()) + 1}`,
  ],
  [`\\b${YEAR}(?:-|–| to )${YEAR}\\b`, ([a, b]) => range(a, b)],
  [
    `\\b((?:1[5-9]|20)\\d{2})[-–](\\d{2})\\b(?!-)`,
    ([a, b]) => (Number(b) === (Number(a) + 1) % 100 ? `${a}/${(a ?? "").slice(0, 2)}${b}` : undefined),
  ],
  [
    `\\bthe (?:(?:early|late|mid)[- ])?((?:1[5-9]|20)\\d)0['’]?s\\b|\\b((?:1[5-9]|20)\\d)0['’]?s\\b`,
    ([a, b]) => `${a ?? b}X`,
  ],
  [
    `\\b(?:the day (before yesterday|after tomorrow)|(today|tonight|this (?:morning|afternoon|evening)|yesterday|last night|tomorrow))\\b`,
    ([far, near], now) => {
      if (now === undefined) return undefined;
      const shift = far
        ? /before/i.test(far)
          ? -2
          : 2
        : { yesterday: -1, "last night": -1, tomorrow: 1 }[(near ?? "").toLowerCase()];
      return isoDay(now + (shift ?? 0) * DAY);
    },
  ],
  [
    `\\b(last|next|this|on) (${WEEKDAY})\\b`,
    ([word, name], now, around) => relativeWeekday(word ?? "", name ?? "", now, around),
  ],
  [`\\b(${WEEKDAY})\\b`, ([name], now, around) => relativeWeekday("", name ?? "", now, around)],
  [
    `\\b(last|next|this|the previous|the coming) (week|month|year|decade)\\b`,
    ([word, unit], now) =>
      now === undefined
        ? undefined
        : shifted(
            now,
            unitOf(unit ?? ""),
            /last|prev/i.test(word ?? "") ? -1 : /this/i.test(word ?? "") ? 0 : 1,
          ),
  ],
  [
    `\\b(last|next|this) (${MONTH})\\b`,
    ([word, name], now) => {
      if (now === undefined) return undefined;
      const { year, month } = dayOf(now);
      const wanted = monthOf(name ?? "");
      const which = (word ?? "").toLowerCase();
      if (which === "this") return iso(year, wanted);
      return which === "last"
        ? iso(wanted < month ? year : year - 1, wanted)
        : iso(wanted > month ? year : year + 1, wanted);
    },
  ],
  [
    `\\b${NUMBER} (days?|weeks?|months?|years?|decades?) (ago|earlier)\\b`,
    ([n, unit], now) => (now === undefined ? undefined : ago(now, count(n ?? ""), unitOf(unit ?? ""), -1)),
  ],
  [
    `\\b(?:in ${NUMBER} (days?|weeks?|months?|years?)(?:['’] time)?|${NUMBER} (days?|weeks?|months?|years?) from now)\\b(?! (?:of|ending|to))`,
    ([n1, u1, n2, u2], now, { before, behind }) =>
      // "in three years" may be how long something took: only where what is to come is spoken of.
      now === undefined ||
      (n1 && !/\b(?:will|to be|due|set to|plans?|expected|would|going to)\b/i.test(before + behind))
        ? undefined
        : ago(now, count(n1 ?? n2 ?? ""), unitOf(u1 ?? u2 ?? ""), 1),
  ],
  [
    `\\b(?:in|since|by|from|until|till|before|after|during|of|for|late|early|mid-?|summer|winter|spring|autumn|fall|year)[ -]${YEAR}\\b(?![,.]\\d| (?:people|men|women|votes|points|metres|miles|km))`,
    ([y]) => y,
  ],
  [
    `\\b(?:in|since|by|until|during|of|late|early|mid-?|for) (${MONTH.replace("may", "May").replace("mar(?:ch)?", "March")})\\b(?! \\d)`,
    ([m], now, { before, behind }) => {
      const month = monthOf(m ?? "");
      return now === undefined ? iso(undefined, month) : iso(yearSaid(month, 15, now, before, behind), month);
    },
  ],
  [`(?<=^|[(,] ?)${YEAR}(?=[),])`, ([y]) => y],
];

/** "three days ago" is a day, "two months ago" a month. */
function ago(now: number, n: number, unit: Unit, sign: 1 | -1): string {
  return shifted(now, unit, sign * n);
}

const COMPILED = PATTERNS.map(([pattern, read]) => [new RegExp(pattern, "giu"), read] as const);

/** Folded text; `now` in ms, for what is said relative to it. */
export function englishDates(text: string, now: number | undefined, cover: Cover): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [pattern, read] of COMPILED)
    for (const match of text.matchAll(pattern)) {
      // Only the date itself, without the word before it that gave it away.
      const lead =
        /^(?:in|since|by|from|until|till|before|after|during|of|for|late|early|mid-?|summer|winter|spring|autumn|fall|year|on|the)[ -](?=(?:the )?[\dA-Z])/iu.exec(
          match[0],
        );
      const start =
        match.index + (lead && !/^in \S+ (?:day|week|month|year)/i.test(match[0]) ? lead[0].length : 0);
      // The point at the end is the sentence's.
      const end = match.index + match[0].replace(/[.\s]+$/u, "").length;
      if (/^may$/i.test(match[1] ?? "") && !/^May/.test(match[1] ?? "")) continue;
      const value = read(match.slice(1), now, around(text, match.index, match.index + match[0].length));
      if (value !== undefined && cover.take(start, end)) found.push({ start, end, value });
    }
  return found.sort((a, b) => a.start - b.start);
}
