/** “harbour bridge since 14d”: a topic, and how far back. */
import { UserError } from "../../errors.ts";
import { NAMED_DAY, namedDay } from "./days.ts";
import { all } from "./words.ts";

const hourMs = 3_600_000;
const LENGTHS: Readonly<Record<string, number>> = {
  h: hourMs,
  小时: hourMs,
  d: 24 * hourMs,
  天: 24 * hourMs,
  日: 24 * hourMs,
  w: 7 * 24 * hourMs,
  周: 7 * 24 * hourMs,
  m: 30 * 24 * hourMs,
  个月: 30 * 24 * hourMs,
  y: 365 * 24 * hourMs,
  年: 365 * 24 * hourMs,
};
const LENGTH =
  /^(\d{1,4})\s*(?:(h)(?:ours?)?|(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:onths?)?|(y)(?:ears?)?|(小时|天|日|周|个月|年))$/iu;
const BEHIND =
  /^([\s\S]*?)[\s,，]*\b(?:since|over the (?:last|past)|in the (?:last|past)|for the (?:last|past))\s+(.+?)\s*$/iu;
const BEHIND_ZH = /^([\s\S]*?)[\s,，]*(?:最近|过去|近)\s*(\d{1,4}\s*(?:小时|天|日|周|个月|年))\s*$/u;
const DATE_ZH = /^([\s\S]*?)[\s,，]*自\s*(\d{4}-\d{2}-\d{2})\s*(?:以来|起)\s*$/u;

const DAY = new RegExp(`^(?:${NAMED_DAY})$`, "iu");
const THIS_DAY =
  /^([\s\S]*?)(?:[\s,，]+(this week|this month|today|yesterday)|[\s,，]*[自从]?(今天|昨天|前天|本周|上周|本月|上个?月)(?:以来|起|开始)?)\s*$/iu;

export interface TopicSince {
  topic: string;
  since: string | undefined;
}

const LIKE_DATE = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/;

/** What follows the last "since" only counts where it is meant as a time: "since you been gone" is part of a topic. */
export function topicAndSince(text: string): TopicSince {
  const trimmed = text.trim();
  for (const pattern of [BEHIND, BEHIND_ZH, DATE_ZH]) {
    const found = pattern.exec(trimmed);
    const since = found?.[2]?.trim();
    if (found?.[1] && since !== undefined && (LENGTH.test(since) || LIKE_DATE.test(since) || DAY.test(since)))
      return { topic: found[1].trim(), since };
  }
  const day = THIS_DAY.exec(trimmed);
  const named = day?.[2] ?? day?.[3];
  if (day?.[1]?.trim() && named !== undefined) return { topic: day[1].trim(), since: named };
  return { topic: trimmed, since: undefined };
}

/** ms since 1970; `zone` (IANA) says when a day that is named begins. @throws UserError for what is no time, or none in the past. */
export function sinceWhen(since: string, now: number, zone: string): number {
  const text = since.trim();
  const length = LENGTH.exec(text);
  if (length) {
    const unit = length.slice(2).find((one) => one !== undefined) ?? "d";
    return now - Number(length[1]) * (LENGTHS[unit.toLowerCase()] ?? LENGTHS.d ?? 0);
  }
  const at = namedDay(text, now, zone) ?? dateOf(text);
  if (at === undefined) throw new UserError(all("since", { since: text.slice(0, 40) }), all("since.mend"));
  if (at >= now) throw new UserError(all("future", { since: text.slice(0, 40) }), all("future.mend"));
  return at;
}

/** The beginning of a day, UTC. */
function dateOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  // 31 February is no day, though some parsers make it one of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? undefined : at;
}
