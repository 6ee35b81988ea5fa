/** Dates as pages and feeds write them. */

const zones: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  IST: 5.5,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Nothing on the web is older, and nothing is from far ahead: such a date is a mistake and worth less than none. */
const earliest = Date.UTC(1970, 0, 2);
const latest = Date.UTC(2200, 0, 1);

/**
 * RFC 822 and 2822 with their usual mistakes (no seconds, no comma, two-digit years, zone names, long month names), W3C-DTF and
 * ISO 8601 with any part left out, asctime. A date without a zone is UTC. Undefined for everything else.
 * @returns ms since 1970
 */
export function parseMoment(text: string): number | undefined {
  const trimmed = text.trim().replaceAll(/\s+/g, " ").slice(0, 64);
  const moment = iso(trimmed) ?? wordy(trimmed);
  return moment !== undefined && moment >= earliest && moment < latest ? moment : undefined;
}

function iso(text: string): number | undefined {
  const found =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ]*(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)? ?(.*))?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [
    ,
    year = "",
    month = "1",
    day = "1",
    hour = "0",
    minute = "0",
    second = "0",
    fraction = "",
    zone = "",
  ] = found;
  const offset = zoneMinutes(zone);
  if (offset === undefined) return undefined;
  return utc(+year, +month - 1, +day, +hour, +minute, +second, offset, Number(`0.${fraction || 0}`));
}

function wordy(text: string): number | undefined {
  const words = text.replace(/^[\p{L}.]+, ?/u, "");
  const dayFirst = /^(?:[a-z]{3,9} )?(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4}|\d{2}),?(?: (.*))?$/i.exec(words);
  if (dayFirst) return fromParts(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4]);
  const yearLast =
    /^(?:[a-z]{3,9} )?([a-z]{3,9})\.? (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([a-z]+))? (\d{4})$/i.exec(
      words,
    );
  if (yearLast)
    return fromParts(yearLast[5], yearLast[1], yearLast[2], `${yearLast[3]} ${yearLast[4] ?? ""}`);
  const american = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4}),?(?: (?:at )?(.*))?$/i.exec(words);
  if (american) return fromParts(american[3], american[1], american[2], american[4]);
  return undefined;
}

function fromParts(year = "", monthName = "", day = "", rest = ""): number | undefined {
  const month = months.indexOf(monthName.slice(0, 3).toLowerCase());
  const time = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)? ?([ap]m)? ?(.*)$/i.exec(rest.trim());
  if (month < 0 || (rest.trim() !== "" && !time)) return undefined;
  const offset = zoneMinutes(time?.[5] ?? "");
  if (offset === undefined) return undefined;
  let hour = Number(time?.[1] ?? 0);
  if (/pm/i.test(time?.[4] ?? "") && hour < 12) hour += 12;
  if (/am/i.test(time?.[4] ?? "") && hour === 12) hour = 0;
  // RFC 2822 §4.3: two digits below 50 are of this century.
  const full = year.length === 2 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year);
  return utc(full, month, Number(day), hour, Number(time?.[2] ?? 0), Number(time?.[3] ?? 0), offset, 0);
}

/** Minutes east of Greenwich; undefined for what is no zone. */
function zoneMinutes(text: string): number | undefined {
  const zone = text
    .trim()
    .replace(/ ?\(.*\)$/, "")
    .toUpperCase();
  if (zone === "") return 0;
  const named = zones[zone];
  if (named !== undefined) return named * 60;
  const found = /^(?:GMT|UTC)? ?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!found) return undefined;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}

function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  offset: number,
  fraction: number,
): number | undefined {
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60)
    return undefined;
  return Date.UTC(year, month, day, hour, minute - offset, second, Math.round(fraction * 1000));
}
