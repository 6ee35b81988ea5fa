/** Numbers as English writes them: digits with a scale, words, fractions. */
import type { Cover } from "./cover.ts";
import { ENGLISH, round, SCALES } from "./scales.ts";

export interface Found {
  start: number;
  end: number;
  value: number;
  /** "½", "a third": what a fraction of something is. */
  fraction?: boolean;
  /** Has a scale word or sign of its own. */
  scaled?: boolean;
  /** Digits, not words. */
  digits?: boolean;
}

const SCALE =
  "(?:[Hh]undred|[Tt]housand|[MmBb]illion|[Tt]rillion|HUNDRED|THOUSAND|[MB]ILLION|TRILLION|mln|bln|trn|[bB][nN]|mn|tn|[kmbKMB])";
const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+`;
const NUMERIC = new RegExp(
  String.raw`(?:(?<![A-Za-zÀ-ɏ\d_]|\d[.,])|(?<=RMB|Rs|[A-Z]{3}))((?<![\w)%])[-−])?(${DIGITS})(?:[ -]?(${SCALE})(?![A-Za-zÀ-ɏ\d]))?`,
  "gu",
);
const UNITS = Object.keys(ENGLISH).join("|");
const ONE = `(?:${UNITS})(?:[ -](?:${Object.keys(ENGLISH).slice(1, 10).join("|")}))?`;
const BIG = "hundred|thousand|million|billion|trillion|dozen";
const WORDED = new RegExp(
  String.raw`\b(?:half an? (?:${BIG})|(?:an? |${ONE} )(?:${BIG})(?: (?:${BIG}))*(?:(?: and |, | )(?:${ONE})(?: (?:${BIG}))*)*|(?:${ONE}) and a (?:half|quarter)(?: (?:${BIG}))?|${ONE}(?=[ -](?:${BIG})\b)[ -](?:${BIG})|${ONE})\b`,
  "giu",
);
const PARTS: Readonly<Record<string, number>> = {
  ...{
    half: 2,
    halves: 2,
    third: 3,
    thirds: 3,
    quarter: 4,
    quarters: 4,
    fifth: 5,
    fifths: 5,
    sixth: 6,
    sixths: 6,
  },
  ...{ seventh: 7, sevenths: 7, eighth: 8, eighths: 8, ninth: 9, ninths: 9, tenth: 10, tenths: 10 },
};
const FRACTION =
  /\b(?:(?:an? |one[ -])(third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?= of\b)|(two|three|four|five|six|seven|eight|nine)[ -](thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)|(?<!and a )half (?=of\b|the\b))/giu;

/** In order; none overlaps another. Folded text. */
export function englishNumbers(text: string, cover: Cover): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(FRACTION)) {
    const [whole, single, count, parts] = match;
    const value = single
      ? 1 / (PARTS[single.toLowerCase()] ?? 1)
      : count
        ? (ENGLISH[count.toLowerCase()] ?? 0) / (PARTS[(parts ?? "").toLowerCase()] ?? 1)
        : 0.5;
    add(found, cover, {
      start: match.index,
      end: match.index + whole.trimEnd().length,
      value: round(value),
      fraction: true,
    });
  }
  for (const match of text.matchAll(NUMERIC)) {
    const [whole, minus, digits = "", scale = ""] = match;
    const value = Number(digits.replaceAll(",", "")) * (SCALES[scale.toLowerCase()] ?? 1);
    if (!Number.isFinite(value)) continue;
    const sign = minus ? -1 : 1;
    add(found, cover, {
      start: match.index,
      end: match.index + whole.length,
      value: round(sign * value),
      scaled: scale !== "",
      digits: true,
    });
  }
  for (const match of text.matchAll(WORDED)) {
    const value = spelled(match[0].toLowerCase());
    const scaled = new RegExp(`\\b(?:${BIG})\\b`, "i").test(match[0]);
    if (value !== undefined)
      add(found, cover, {
        start: match.index,
        end: match.index + match[0].length,
        value: round(value),
        scaled,
      });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** "two hundred and fifty thousand" → 250000; "half a million" → 500000. */
export function spelled(words: string): number | undefined {
  const half = /^half an? (\w+)$/.exec(words);
  if (half) return (SCALES[half[1] ?? ""] ?? 0) / 2;
  const more = / and a (half|quarter)( |$)/.exec(words);
  const extra = more ? (more[1] === "half" ? 0.5 : 0.25) : 0;
  let total = 0;
  let group = 0;
  let seen = false;
  for (const word of words.replace(/ and a (half|quarter)/, " +").split(/[ ,-]+/)) {
    if (word === "and" || word === "") continue;
    if (word === "+") group += extra;
    else if (word === "a" || word === "an") group = 1;
    else if (word === "hundred" || word === "dozen") group = (group || 1) * (SCALES[word] ?? 1);
    else if (SCALES[word] !== undefined) {
      total += (group || 1) * (SCALES[word] ?? 1);
      group = 0;
    } else if (ENGLISH[word] !== undefined) group += ENGLISH[word] ?? 0;
    else return undefined;
    seen = true;
  }
  return seen ? total + group : undefined;
}

/** Unless some of it is read already. */
export function add(found: Found[], cover: Cover, one: Found): void {
  if (cover.take(one.start, one.end)) found.push(one);
}
