/** Numbers, shares, money, times and dates of a text, English or Chinese, with values that can be reckoned with. */
import type { Quantity } from "../../types.ts";
import { times } from "./clock.ts";
import { type Cover, cover } from "./cover.ts";
import { type Currency, currencyAfter, currencyBefore } from "./currencies.ts";
import { englishDates } from "./dates-en.ts";
import { chineseDates } from "./dates-zh.ts";
import { fold } from "./fold.ts";
import { englishNumbers, type Found } from "./number-en.ts";
import { chineseNumbers } from "./number-zh.ts";
import { round } from "./scales.ts";

const PERCENT = /^(?: ?%| ?per ?cent(?!age|ile)| percentage points?| ?个百分点| ?pp\b)/iu;
/** Parts of names and references, and rankings: "G20", "COVID-19", "Boeing 737", "No. 10", "Article 5". */
const NAMED =
  /(?:[A-Za-zÀ-ɏ]-?|[#№/_@]|\bNo\. ?|\bArticle |\bChapter |\bBoeing |\bAirbus |\bRoute |\bFlight )$/u;
const RANGE = /^ ?(?:-|–|—|to|至|到|~|～) ?$/u;

/**
 * In order; none overlaps another. A range ("5–7 million", "5%至7%") is one, with `to`. Dates that are said relative to a day ("last Tuesday", "3月5日" without a year)
 * are reckoned from `now` (ms since 1970; its day in UTC): without it relative ones are left out, and days without a year stay so ("--03-05").
 */
export function quantities(original: string, now?: number): readonly Quantity[] {
  const text = fold(original);
  const chinese = /\p{Script=Han}/u.test(text);
  const taken = cover(text.length);
  const found: Quantity[] = [];
  const at = (start: number, end: number) => ({ start, end, text: original.slice(start, end) });
  const dates = [...(chinese ? chineseDates(text, now, taken) : []), ...englishDates(text, now, taken)];
  for (const { start, end, value } of dates) found.push({ kind: "date", ...at(start, end), date: value });
  for (const { start, end, value } of times(text, chinese))
    if (taken.take(start, end)) found.push({ kind: "time", ...at(start, end), time: value });
  const numbers = [...(chinese ? chineseNumbers(text, taken) : []), ...englishNumbers(text, taken)].sort(
    (a, b) => a.start - b.start,
  );
  const measured = numbers.flatMap((number) => measure(text, number, chinese, taken) ?? []);
  for (const one of joined(text, measured)) found.push({ ...one.value, ...at(one.start, one.end) });
  return found.sort((a, b) => a.start - b.start);
}

type Value =
  | { kind: "number"; value: number; to?: number }
  | { kind: "percent"; value: number; to?: number }
  | { kind: "money"; amount: number; to?: number; currency: string };
interface Measured {
  start: number;
  end: number;
  value: Value;
  number: Found;
  /** Its currency stands before it, behind it. */
  before?: Currency;
  after?: Currency;
}

function measure(text: string, number: Found, chinese: boolean, taken: Cover): Measured | undefined {
  const { start, end, value } = number;
  const tail = text.slice(end, end + 30);
  const head = text.slice(Math.max(0, start - 12), start);
  // Each sign belongs to one number: in "3人民币3" to the first.
  const signBefore = currencyBefore(head, chinese);
  const before = signBefore && taken.take(start - signBefore.length, start) ? signBefore : undefined;
  const signAfter = currencyAfter(tail);
  const after = signAfter && taken.take(end, end + signAfter.length) ? signAfter : undefined;
  if (before || after) {
    // "$5 Canadian" is said more exactly behind; "人民币5000元" and "港币5000元" again, or with the word for any currency.
    const bare = before && head.slice(-before.length).trim() === "$";
    const unit = after && (!before || bare) ? after : (before ?? (after as Currency));
    const from = before ? start - before.length : start;
    const again = after && (after.currency === unit.currency || text.slice(end, end + after.length) === "元");
    const to = after && again ? end + after.length : end;
    return {
      start: from,
      end: to,
      value: { kind: "money", amount: round(value * unit.share), currency: unit.currency },
      number,
      before,
      after,
    };
  }
  const percent = PERCENT.exec(tail);
  if (percent && !(number.fraction ?? false))
    return { start, end: end + percent[0].length, value: { kind: "percent", value: round(value) }, number };
  if (number.fraction && /^百分之/u.test(text.slice(start)))
    return { start, end, value: { kind: "percent", value: round(value * 100) }, number };
  if (number.fraction && /成/u.test(text.slice(start, end)))
    return { start, end, value: { kind: "percent", value: round(value * 100) }, number };
  if (number.digits && (NAMED.test(head) || /^\/\d/.test(tail) || isLabel(text, start, end)))
    return undefined;
  if (
    number.digits &&
    /^[A-Za-z]|^-\p{Lu}/u.test(tail) &&
    !/^(?:km|kg|cm|mm|mph|kph|ft|lb|mg|kW|MW|GW|m\b|g\b|C\b|F\b|x\b)/u.test(tail)
  )
    return undefined;
  // "one" is a number only where something is counted with it; far oftener it is a pronoun.
  if (
    /^one$/i.test(text.slice(start, end)) &&
    !/^ (?:person|man|woman|child|hundred|day|week|month|year|hour|minute|vote|seat|goal|point|death|in \w+)\b/i.test(
      tail,
    )
  )
    return undefined;
  return { start, end, value: { kind: "number", value: round(value) }, number };
}

/** "02319" is a code, "4." or "2、" before a paragraph its number. */
function isLabel(text: string, start: number, end: number): boolean {
  if (/^0\d/.test(text.slice(start, start + 2))) return true;
  return (
    end - start <= 2 &&
    /(?:^|\n) *$/u.test(text.slice(Math.max(0, start - 4), start)) &&
    /^(?:、|\.(?!\d)|\) )/u.test(text.slice(end, end + 3))
  );
}

/** Two of one kind with a dash or "to" between them are one range; the scale and unit said once count for both. */
function joined(text: string, all: readonly Measured[]): readonly Measured[] {
  const result: Measured[] = [];
  for (const one of all) {
    const last = result.at(-1);
    const between = last && text.slice(last.end, one.start);
    const range = last && between !== undefined && RANGE.test(between) ? ranged(last, one, text) : undefined;
    if (range) result[result.length - 1] = range;
    else result.push(one);
  }
  return result;
}

function ranged(from: Measured, to: Measured, text: string): Measured | undefined {
  const bare = from.value.kind === "number";
  // "rose from $2 to $2.40" is two amounts; "from 5 to 7 million" has its scale once, and is one.
  const whole = !to.number.scaled || from.number.scaled || !bare;
  if (whole && /(?:\bfrom|从|由) ?$/iu.test(text.slice(Math.max(0, from.start - 5), from.start)))
    return undefined;
  if (!from.number.digits || !to.number.digits || "to" in from.value) return undefined;
  // A score ("won 3-2") and a telephone number are two numbers.
  if (
    bare &&
    to.value.kind === "number" &&
    !to.number.scaled &&
    !/[~～至到]|–| to $/u.test(text.slice(from.end, to.start))
  )
    return undefined;
  const scale = !from.number.scaled && to.number.scaled ? scaleOf(to, text) : 1;
  const low = (from.value.kind === "money" ? from.value.amount : from.value.value) * scale;
  const high = to.value.kind === "money" ? to.value.amount : to.value.value;
  if (low >= high) return undefined;
  const [start, end, number] = [from.start, to.end, to.number];
  if (to.value.kind === "money" && (bare || from.value.kind === "money")) {
    if (from.value.kind === "money" && from.value.currency !== to.value.currency) return undefined;
    return {
      start,
      end,
      number,
      value: { kind: "money", amount: round(low), to: round(high), currency: to.value.currency },
    };
  }
  if (from.value.kind === "money" && to.value.kind === "number" && from.before)
    return {
      start,
      end,
      number,
      value: { kind: "money", amount: round(low), to: round(high), currency: from.value.currency },
    };
  if (to.value.kind === "money" || from.value.kind === "money") return undefined;
  if (to.value.kind === "percent" ? !bare && from.value.kind !== "percent" : !bare) return undefined;
  return { start, end, number, value: { kind: to.value.kind, value: round(low), to: round(high) } };
}

/** What the digits of a number were multiplied with. */
function scaleOf({ number }: Measured, text: string): number {
  const digits = Number(
    /-?[\d,]+(?:\.\d+)?/.exec(text.slice(number.start, number.end))?.[0].replaceAll(",", ""),
  );
  return digits ? number.value / digits : 1;
}
