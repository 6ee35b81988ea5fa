/** What bursts in a desk's sources, told by the stories in which it does. */
import type { Bursting, Desk, Source, Story, Trend, TrendCounts } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { outletsOf } from "../events.ts";
import { type Calendar, calendarOf, hourMs, learnMs } from "./calendar.ts";
import { type Found, findBursts } from "./find.ts";
import { groupWords } from "./group.ts";
import { readHours, stepsOf, storiesByHour } from "./hours.ts";
import { type LabelParts, labelBursts } from "./label-bursts.ts";
import { beyondOrdinary, isYoung, leastOf, leastOutlets, storiesShown } from "./measure.ts";
import { termsOf } from "./terms-of.ts";

/** Words looked at closely, stories read for them, and what is shown of both. */
const wordsLookedAt = 60;
const storiesLookedAt = 3_000;
const namesShown = 3;
const besideShown = 4;

export interface BurstingParts extends LabelParts {
  counts: Pick<TrendCounts, "read">;
}

export async function burstingNow(
  { archive, counts, labels }: BurstingParts,
  sources: readonly Source[],
  since: number,
  now: number,
): Promise<Bursting> {
  const hours = await readHours(counts, sources, since - learnMs, now, since);
  const calendar = calendarOf(storiesByHour(hours), since - learnMs, now);
  const steps = stepsOf(hours, calendar, "terms");
  const found = await findBursts({
    steps,
    place: calendar.place,
    stepsADay: calendar.stepsADay,
    from: Math.max(0, Math.min(calendar.steps - 1, calendar.indexOf(since))),
    least: leastOf(calendar),
  });
  const young = isYoung(calendar);
  const told = young ? found.filter((one) => beyondOrdinary(one, steps)) : found;
  const strongest = [...told].sort((a, b) => a.p - b.p).slice(0, wordsLookedAt);
  const first = Math.min(...strongest.map(({ began }) => calendar.at(began)));
  const hits = strongest.length
    ? await archive.search({
        match: "any",
        sourceIds: sources.map(({ id }) => id),
        since: first,
        until: now,
        limit: storiesLookedAt,
      })
    : [];
  return {
    step: calendar.name,
    trends: await trendsOf(
      strongest,
      hits.map(({ story }) => story),
      calendar,
    ),
    labels: (await labelBursts({ archive, labels }, hours, sources, since, now)).bursts,
    looked: {
      stories: steps.reduce((sum, step) => sum + step.stories, 0),
      days: Math.round((calendar.steps * calendar.ms) / (24 * hourMs)),
      young,
      words: new Set(steps.flatMap(({ terms }) => [...terms.keys()])).size,
    },
  };
}

async function trendsOf(
  found: readonly Found[],
  stories: readonly Story[],
  calendar: Calendar,
): Promise<readonly Trend[]> {
  const breathe = createBreath();
  const wanted = new Map(found.map((one) => [one.term, one]));
  const saying = new Map<string, Map<string, Story>>();
  const spelled = new Map<string, Map<string, number>>();
  for (const story of stories) {
    for (const [term, words] of termsOf(story)) {
      const one = wanted.get(term);
      if (!one || story.publishedAt < calendar.at(one.began)) continue;
      saying.set(term, (saying.get(term) ?? new Map()).set(story.id, story));
      const forms = spelled.get(term) ?? new Map<string, number>();
      spelled.set(term, forms.set(words, (forms.get(words) ?? 0) + 1));
    }
    await breathe();
  }
  const several = outletsOf(stories) > leastOutlets;
  const worded = found.flatMap((one) => {
    const told = saying.get(one.term);
    if (!told || (several && outletsOf([...told.values()]) < leastOutlets)) return [];
    return [{ ...one, stories: new Set(told.keys()) }];
  });
  const wordsOf = (term: string) =>
    [...(spelled.get(term) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0] ?? term;
  return groupWords(worded).flatMap((group): Trend[] => {
    const [lead] = group;
    if (!lead) return [];
    const told = [...(saying.get(lead.term)?.values() ?? [])];
    // A name tells more than a word, where nearly as many stories have it.
    const named = [...group].sort(
      (a, b) => Number(isName(b, lead.count)) - Number(isName(a, lead.count)) || a.p - b.p,
    );
    const names = distinct(named.map(({ term }) => wordsOf(term)));
    return [
      {
        words: names.slice(0, namesShown),
        with: names.slice(namesShown, namesShown + besideShown),
        from: calendar.at(lead.began),
        at: calendar.at(lead.at),
        until: calendar.at(lead.until),
        going: lead.until >= calendar.steps - 1,
        count: lead.count,
        expected: lead.expected,
        p: lead.p,
        outlets: outletsOf(told),
        stories: told.sort((a, b) => b.publishedAt - a.publishedAt).slice(0, storiesShown),
      },
    ];
  });
}

function isName({ term, count }: Found, of: number): boolean {
  return term.includes(" ") && count >= of / 2;
}

/** "Malaysia Airlines" says "Malaysia" and "airlines" too. */
function distinct(names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase().split(" "));
  return names.filter((_, at) => {
    const own = lower[at] ?? [];
    return !lower.some(
      (other, n) =>
        n !== at &&
        own.every((word) => other.includes(word)) &&
        (other.length > own.length || (other.length === own.length && n < at)),
    );
  });
}

/** A desk's own sources and everybody's. */
export async function sourcesOf(
  desk: Desk,
  sources: { list(): Promise<readonly Source[]> },
): Promise<readonly Source[]> {
  return (await sources.list()).filter(({ deskId }) => deskId === "" || deskId === desk.id);
}
