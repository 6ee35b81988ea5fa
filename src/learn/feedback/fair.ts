/**
 * Which taught examples a training may learn from. Nobody can move a model alone: a person's share is capped, a text counts once by the
 * most of those who labelled it, a text that people disagree on evenly counts not at all, and what is held out is never learnt from.
 */
import type { TaughtExample } from "../../types.ts";
import { textKey } from "../held-out.ts";
import type { LabelledExample } from "../recipe.ts";

export interface Caps {
  /** Of one person and day, the first ones. */
  aDay: number;
  /** Of one person, the newest ones. */
  inAll: number;
  /** Of one person, as a share of what all others gave together; never below `least`. */
  share: number;
  least: number;
}

export const caps: Caps = { aDay: 30, inAll: 300, share: 0.25, least: 20 };

const dayMs = 86_400_000;

/** @param heldOut texts that no training may see. The same examples give the same result. */
export function fairExamples(
  taught: readonly TaughtExample[],
  heldOut: Iterable<string>,
  limits: Caps = caps,
): readonly LabelledExample[] {
  const closed = new Set([...heldOut].map(textKey));
  const open = taught.filter((one) => !closed.has(textKey(one.text)));
  return agreed(capped(open, limits)).map(({ text, label, start, end, language, by, at }) => ({
    ...{ text, label, language, by, at },
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  }));
}

function capped(taught: readonly TaughtExample[], limits: Caps): readonly TaughtExample[] {
  const people = [...Map.groupBy([...taught].sort(byTime), (one) => one.by).values()].map((own) => {
    const days = Map.groupBy(own, (one) => Math.floor(one.at / dayMs)).values();
    return [...days].flatMap((day) => day.slice(0, limits.aDay)).slice(-limits.inAll);
  });
  const all = people.reduce((sum, own) => sum + own.length, 0);
  return people
    .flatMap((own) => {
      const others = all - own.length;
      return own.slice(-Math.max(limits.least, Math.floor(limits.share * others)));
    })
    .sort(byTime);
}

function agreed(taught: readonly TaughtExample[]): readonly TaughtExample[] {
  const texts = Map.groupBy(taught, (one) => `${textKey(one.text)}\n${one.start ?? ""}-${one.end ?? ""}`);
  return [...texts.values()].flatMap((votes) => {
    const labels = [...Map.groupBy(votes, (one) => one.label).values()].sort((a, b) => b.length - a.length);
    const [first, second] = labels;
    return first?.[0] && first.length > (second?.length ?? 0) ? [first[0]] : [];
  });
}

const byTime = (a: TaughtExample, b: TaughtExample) =>
  a.at - b.at || (a.by < b.by ? -1 : a.by > b.by ? 1 : a.text < b.text ? -1 : 1);
