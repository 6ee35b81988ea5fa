/** From when on a burst is told, and how much of it. */
import { ordinaryShare } from "../../language/ordinary.ts";
import type { Calendar } from "./calendar.ts";
import type { Found, Step } from "./find.ts";
import { upperTail } from "./tails.ts";

export const storiesShown = 4;
/** A burst told by fewer outlets is one house's doing, where there are more. */
export const leastOutlets = 2;

const dayMs = 86_400_000;
/** With less of a past, what is usual at an hour of the week is hardly known. */
const knownAfterDays = 14;
/** How unlikely a word's count must be in news of anywhere, and how much its share there is to be doubted (1/k of a negative binomial). */
const unlikely = 1e-3;
const doubt = 0.2;
/** A word in every tenth story anywhere ("people", "government") is no news by itself, however often a young desk's few stories have it. */
const everywhere = 0.1;

export const isYoung = ({ steps, ms }: Pick<Calendar, "steps" | "ms">) => steps * ms < knownAfterDays * dayMs;

/** What of a young desk's usual is not known its words' share in other news says: "people" stands in every seventh story anywhere. */
export function beyondOrdinary(
  { term, began, at, count }: Pick<Found, "term" | "began" | "at" | "count">,
  steps: readonly Pick<Step, "stories">[],
): boolean {
  const share = ordinaryShare(term);
  if (share === 0) return true;
  if (share >= everywhere) return false;
  const stories = steps.slice(began, at + 1).reduce((sum, step) => sum + step.stories, 0);
  return stories > 0 && upperTail(count, share * stories, doubt) < unlikely;
}

/** Fewer mentions within half a day (or twelve days) are nobody's news. */
export function leastOf({ name }: Pick<Calendar, "name">): number {
  return name === "day" ? 6 : 4;
}
