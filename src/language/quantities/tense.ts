/** Which year a day without one belongs to: its sentence tells of what was, or of what is to come. */
import { DAY, dayOf, nearestYear } from "./calendar.ts";

const SAID =
  /(?<ahead>\b(?:will|shall|won['’]t|due|set to|plan(?:s|ned|ning)?|expect(?:s|ed)?|would|going to|scheduled|begins?|starts?|opens?|until|till|forecast|upcoming|next|to be)\b|将(?![军领士])|拟(?:于|定)?|预[计定期]|计划|即将|有望|届时)|(?<past>(?<!\b(?:be|being|been) )\b(?:was|were|had|did|has|have|said|went|fell|rose|won|lost|took|left|began|came|became|died|made|met|sold|bought|gave|told|found|held|shot|hit|since|\p{L}{2,}ed)\b|[了曾已]|成立|造成|以来)/giu;

/** A day so near is meant itself, whatever else the sentence tells of: "slated for March 14". */
const SOON = 30;

/** What stands last before a place in a sentence decides ("said it will open in September"), else what comes first behind it ("In August the lake was …"). */
export function tenseOf(before: string, behind: string): "ahead" | "past" | undefined {
  const said = [...before.matchAll(SAID)].at(-1) ?? [...behind.matchAll(SAID)][0];
  return said && (said.groups?.ahead ? "ahead" : "past");
}

/** Where the sentence says no tense, the nearest such day is meant. `before` and `behind`: the sentence on both sides. */
export function yearSaid(month: number, day: number, now: number, before: string, behind: string): number {
  const nearest = nearestYear(month, day, now);
  if (Math.abs(Date.UTC(nearest, month - 1, day) - now) < SOON * DAY) return nearest;
  const tense = tenseOf(before, behind);
  if (!tense) return nearest;
  const { year } = dayOf(now);
  const today = Math.floor(now / DAY) * DAY;
  const at = Date.UTC(year, month - 1, day);
  if (tense === "ahead") return at >= today ? year : year + 1;
  return at <= today ? year : year - 1;
}

export interface Around {
  before: string;
  behind: string;
}

const REACH = 160;

/** The sentence around a place, as far as it is near. */
export function around(text: string, start: number, end: number): Around {
  const head = text.slice(Math.max(0, start - REACH), start);
  const tail = text.slice(end, end + REACH);
  const stop = tail.search(/[.!?](?:\s|$)|[。！？;；\n]/u);
  const pieces = head.split(/[.!?]\s(?=["“]?\p{Lu})|[。！？;；\n]/u);
  return { before: pieces.at(-1) ?? "", behind: stop < 0 ? tail : tail.slice(0, stop) };
}
