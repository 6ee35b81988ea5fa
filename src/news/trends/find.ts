/** From counts of terms to the terms that burst. */
import { createBreath } from "../breathe.ts";
import { type Alarm, watching } from "./bursts.ts";
import type { StepsADay } from "./season.ts";

/** What came in one step: how many stories, and by term in how many of them. */
export interface Step {
  stories: number;
  terms: ReadonlyMap<string, number>;
}

export interface Found extends Alarm {
  term: string;
  /** From the first judged step on. */
  counts: readonly number[];
  means: readonly number[];
}

export interface FindRequest {
  /** Every step from the first on, empty ones too. */
  steps: readonly Step[];
  place: number;
  stepsADay: StepsADay;
  /** The first step that is judged. */
  from: number;
  /** Fewer mentions than this within half a day (or twelve days) are nobody's news. */
  least: number;
}

const window = 12;

/** Bursts of any term, in the order in which they were told. Gives way to the event loop every few milliseconds. */
export async function findBursts(request: FindRequest): Promise<readonly Found[]> {
  const { steps, from, least, place, stepsADay } = request;
  const breathe = createBreath();
  const { wanted, others } = await candidates(steps, from, least, breathe);
  const series = new Map([...wanted].map((term) => [term, new Float64Array(steps.length)]));
  for (const [at, step] of steps.entries()) {
    for (const [term, count] of step.terms) {
      const counts = series.get(term);
      if (counts) counts[at] = count;
    }
    await breathe();
  }
  const total = Float64Array.from(steps, (step) => step.stories);
  const watch = watching({
    series: [...series].map(([key, counts]) => ({ key, counts })),
    ...{ place, stepsADay, from, total, others },
  });
  let next = watch.next();
  while (!next.done) {
    await breathe();
    next = watch.next();
  }
  return next.value
    .flatMap(({ key, alarms, expected }) =>
      alarms
        .filter(({ count }) => count >= least)
        .map((alarm) => ({
          ...alarm,
          term: key,
          counts: [...(series.get(key) ?? []).slice(from)],
          means: [...expected],
        })),
    )
    .sort((a, b) => a.at - b.at || a.p - b.p);
}

/** Terms that at any judged moment had enough mentions in a window; the others are only counted. */
async function candidates(
  steps: readonly Step[],
  from: number,
  least: number,
  breathe: () => Promise<void> | undefined,
): Promise<{ wanted: ReadonlySet<string>; others: number }> {
  const held = new Map<string, number>();
  const wanted = new Set<string>();
  const all = new Set<string>();
  for (let at = Math.max(0, from - window + 1); at < steps.length; at++) {
    for (const [term, count] of steps[at]?.terms ?? []) {
      const sum = (held.get(term) ?? 0) + count;
      held.set(term, sum);
      all.add(term);
      if (sum >= least) wanted.add(term);
    }
    for (const [term, count] of steps[at - window + 1]?.terms ?? []) {
      const sum = held.get(term);
      if (sum !== undefined && at - window + 1 >= from - window + 1) held.set(term, sum - count);
    }
    await breathe();
  }
  return { wanted, others: all.size - wanted.size };
}
