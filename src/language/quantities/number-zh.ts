/** Numbers as Chinese writes them: 1.2万亿, 三千五百, 二〇二六, 三分之一, 三成. */
import type { Cover } from "./cover.ts";
import { add, type Found } from "./number-en.ts";
import { CHINESE, round } from "./scales.ts";

const DIGIT = "〇零一二两三四五六七八九";
/** No numeral is longer; what is, is not read. */
const LONGEST = 24;
const NUMERAL = `${DIGIT}十百千万亿`;
const MIXED =
  /(?<![\d,])(\d[\d,]{0,20}(?:\.\d{1,20})?)\s?[多余来]?((?:[十百千]?万亿|[十百千]?万|[十百千]?亿|千|百))(?:(\d[\d,]{0,20}(?:\.\d{1,20})?)((?:[百千]?万)|千|百))?/gu;
const WRITTEN = new RegExp(`[${NUMERAL}]+(?:点[${DIGIT}]+)?(?:[多余来]?[万亿]+)*`, "gu");
/** 一辆车 is "a car"; 一人 and 一年 are counted. */
const ARTICLE = /^[个位名家艘架辆座所条件起次场支只项种台套部份枚颗届篇册间头匹株棵张幅轮局]/u;
/** 两三, 七八: one or the other. */
const EITHER = /^(?:一[二两]|[二两]三|三四|四五|五六|六七|七八|八九)$/u;
const PART = new RegExp(
  `(?<![${NUMERAL}\\d])([${NUMERAL}]{1,${LONGEST}}|\\d{1,${LONGEST}})分之([${NUMERAL}]{1,${LONGEST}}(?:点[${DIGIT}]{1,${LONGEST}})?|\\d{1,${LONGEST}}(?:\\.\\d{1,${LONGEST}})?)`,
  "gu",
);
const TENTHS = /([一二两三四五六七八九]|\d)成([一二三四五六七八九半])?(?![立为员了功本长熟都效就绩果品人])/gu;
/** A lone numeral is a number only before what is counted: 三人, 两名, 五家; not in 一些, 统一, 十分. */
const COUNTED =
  /^(?:多|余)?(?:名|人|个|位|家|艘|架|辆|座|所|条|件|起|次|场|支|只|项|种|台|套|部|份|吨|公里|米|公斤|千克|平方|小时|分钟|秒|度|级|岁|倍|户|枚|颗|届|篇|册|间|头|匹|株|棵|张|幅|轮|局|分(?=$|[,.，。、；;钟以的])|点(?!名|评|击|燃|出)|元|美元|欧元|英镑|日元|港元|亿|万|天|周|年|月|日|国|省|市|县|州)/u;

/** In order; none overlaps another. Folded text. */
export function chineseNumbers(text: string, cover: Cover): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(PART)) {
    const below = numeral(match[1] ?? "");
    const above = numeral(match[2] ?? "");
    if (below && above !== undefined)
      add(found, cover, {
        start: match.index,
        end: match.index + match[0].length,
        value: round(above / below),
        fraction: true,
      });
  }
  for (const match of text.matchAll(TENTHS)) {
    const tenths =
      (numeral(match[1] ?? "") ?? 0) + (match[2] === "半" ? 0.5 : (CHINESE[match[2] ?? ""] ?? 0) / 10);
    // 一成不变, 七成新: only what counts a share.
    if (/^(?:不变|新)/.test(text.slice(match.index + match[0].length))) continue;
    add(found, cover, {
      start: match.index,
      end: match.index + match[0].length,
      value: round(tenths / 10),
      fraction: true,
    });
  }
  for (const match of text.matchAll(MIXED)) {
    const [whole, first = "", scale = "", second, lower] = match;
    const value =
      Number(first.replaceAll(",", "")) * scaleOf(scale) +
      (second ? Number(second.replaceAll(",", "")) * scaleOf(lower ?? "") : 0);
    if (Number.isFinite(value))
      add(found, cover, {
        start: match.index,
        end: match.index + whole.length,
        value: round(value),
        scaled: true,
        digits: true,
      });
  }
  for (const match of text.matchAll(WRITTEN)) {
    const [whole] = match;
    const end = match.index + whole.length;
    if (whole.length === 1 && !COUNTED.test(text.slice(end, end + 3))) continue;
    if (whole.length === 1 && /[第统唯专任同万千百亿]/.test(text.charAt(match.index - 1))) continue;
    if (whole.length > LONGEST) continue;
    if (whole === "一" && ARTICLE.test(text.slice(end, end + 1))) continue;
    if (/^[万亿千百十]/.test(whole) && (!/^十/.test(whole) || /[数几好]/.test(text.charAt(match.index - 1))))
      continue;
    const value = numeral(whole.replace(/[多余来]/g, ""));
    if (value !== undefined)
      add(found, cover, { start: match.index, end, value: round(value), scaled: /[万亿]/.test(whole) });
  }
  return found.sort((a, b) => a.start - b.start);
}

const scaleOf = (scale: string): number =>
  [...scale].reduce((product, sign) => product * (CHINESE[sign] ?? 1), 1);

/** 三千五百万 → 35000000; 二〇二六 → 2026; 一点五亿 → 150000000; "12" → 12; undefined for what is no numeral. */
export function numeral(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const pointed = new RegExp(`^([${NUMERAL}]+)点([${DIGIT}]+)([万亿]*)$`, "u").exec(text);
  if (pointed) {
    const whole = numeral(pointed[1] ?? "");
    if (whole === undefined) return undefined;
    const decimals = [...(pointed[2] ?? "")].map((sign) => CHINESE[sign] ?? 0).join("");
    return Number(`${whole}.${decimals}`) * scaleOf(pointed[3] ?? "");
  }
  if (EITHER.test(text)) return undefined;
  if (new RegExp(`^[${DIGIT}]{2,}$`, "u").test(text))
    return Number([...text].map((sign) => CHINESE[sign] ?? 0).join(""));
  let total = 0;
  let section = 0;
  let digit = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const sign of text) {
    const value = CHINESE[sign];
    if (value === undefined) return undefined;
    if (value < 10) {
      // 二三百 is "two or three hundred", 一二三四十 nothing at all.
      if (digit > 0) return undefined;
      digit = value;
    } else if (value < 1e4) {
      if (value >= last) return undefined;
      section += (digit || 1) * value;
      last = value;
      digit = 0;
    } else {
      section += digit;
      total = value === 1e8 && total > 0 && section === 0 ? total * 1e8 : total + (section || 1) * value;
      if (value === 1e8 && total % 1e8 !== 0) return undefined;
      section = 0;
      digit = 0;
      last = Number.POSITIVE_INFINITY;
    }
  }
  // 三千五 is 3,500, 一万二 is 12,000.
  const tail = /[千百万亿][一二三四五六七八九]$/u.test(text) ? (CHINESE[text.at(-2) ?? ""] ?? 10) / 10 : 1;
  return total + section + digit * tail;
}
