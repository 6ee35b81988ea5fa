/** Times of the day: "3.30pm", "15:30", "下午3点半". */
import { numeral } from "./number-zh.ts";

export interface FoundTime {
  start: number;
  end: number;
  /** "15:30", 24 hours. */
  value: string;
}

const ENGLISH =
  /\b(?:([01]?\d|2[0-4])[:.]([0-5]\d)(?: ?([ap])(?:m\b|\.m\.))?|(1[0-2]|[1-9]) ?([ap])(?:m\b|\.m\.))(?![\d:])/giu;
const PART = "凌晨|清晨|早晨|早上|今早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜间|深夜|夜里";
const CHINESE = new RegExp(
  `(${PART})?(?<![\\d.:])(\\d{1,2}|[一二两三四五六七八九十]{1,3})(?:(时|点)(?:(\\d{1,2}|[一二三四五六七八九十]{1,3})分(?!之)|(半|整|许|一刻|三刻))?|[:：]([0-5]\\d))(?![代期间候差钟评名击心线位子半缀\\d])`,
  "gu",
);
const PAST_NOON = /[中下]午|午[间后]|晚|傍|夜/u;
const EVENING = /[今昨明当]晚$/u;

/** In order of the text within each language. `chinese`: whether to look for Chinese ones. */
export function times(text: string, chinese: boolean): FoundTime[] {
  const found: FoundTime[] = [];
  if (chinese)
    for (const match of text.matchAll(CHINESE)) {
      const value = chineseClock(match);
      if (value) found.push({ start: match.index, end: match.index + match[0].length, value });
    }
  for (const match of text.matchAll(ENGLISH)) {
    const value = englishClock(match);
    if (value) found.push({ start: match.index, end: match.index + match[0].length, value });
  }
  return found;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Undefined where a point between digits is a decimal. */
function englishClock(match: RegExpMatchArray): string | undefined {
  const [whole, h, m, half, alone, aloneHalf] = match;
  const letter = (half ?? aloneHalf)?.toLowerCase();
  if (whole.includes(".") && !letter) return undefined;
  const hour = Number(h ?? alone);
  if (letter ? hour > 12 || hour === 0 : hour > 24 || (hour === 24 && m !== "00")) return undefined;
  const day = letter === "p" ? (hour % 12) + 12 : letter === "a" ? hour % 12 : hour;
  return `${two(day)}:${m ?? "00"}`;
}

function chineseClock(match: RegExpMatchArray): string | undefined {
  const [, said, h = "", sign, minutes, word, colon] = match;
  const part =
    said ?? EVENING.exec(match.input?.slice(Math.max(0, (match.index ?? 0) - 2), match.index) ?? "")?.[0];
  // 3点 may be points, a sum, an item of a list; with its part of the day or its minutes it is a time.
  if (sign === "点" && part === undefined && minutes === undefined && (word === undefined || word === "许"))
    return undefined;
  // 一时 is "for a while".
  if (sign === "时" && part === undefined && minutes === undefined && !/^\d/.test(h)) return undefined;
  const hour = numeral(h) ?? Number.NaN;
  const minute =
    minutes !== undefined
      ? (numeral(minutes) ?? Number.NaN)
      : colon !== undefined
        ? Number(colon)
        : word === "半"
          ? 30
          : word === "一刻"
            ? 15
            : word === "三刻"
              ? 45
              : 0;
  if (!(hour <= 24 && minute < 60) || (hour === 24 && minute > 0)) return undefined;
  const late = part !== undefined && PAST_NOON.test(part) && hour < 12 && !(part === "中午" && hour > 9);
  const early = part !== undefined && !PAST_NOON.test(part) && hour === 12 && part === "凌晨";
  return `${two(late ? hour + 12 : early ? 0 : hour)}:${two(minute)}`;
}
