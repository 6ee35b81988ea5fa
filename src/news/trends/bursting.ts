/** What bursts in a desk's sources, told by the stories in which it does. */
import type { Archive, Bursting, Desk, HourCount, Source, Story, Trend, TrendCounts } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { outletsOf } from "../events.ts";
import { type Calendar, calendarOf, learnMs } from "./calendar.ts";
import { hourMs } from "./count.ts";
import { type Found, findBursts, type Step } from "./find.ts";
import { groupWords } from "./group.ts";
import { termsOf } from "./terms-of.ts";

/** Words looked at closely, stories read for them, and what is shown of both. */
const wordsLookedAt = 60;
const storiesLookedAt = 3_000;
const namesShown = 3;
const besideShown = 4;
const storiesShown = 4;
const youngMs = 7 * 24 * hourMs;
const least = { hour: 4, day: 6 };
/** A burst told by fewer outlets is one house's doing, where there are more. */
const leastOutlets = 2;

export interface BurstingParts {
  archive: Pick<Archive, "search">;
  counts: Pick<TrendCounts, "read">;
}

export async function burstingNow(
  { archive, counts }: BurstingParts,
  sources: readonly Source[],
  since: number,
  now: number,
): Promise<Bursting> {
  const read = await readHours(
    counts,
    [...new Set(sources.map(({ url }) => url))],
    since - learnMs,
    now,
    since,
  );
  const hours = [...read].map(([at, { stories }]): HourCount => ({ at, count: stories, group: "" }));
  hours.sort((a, b) => a.at - b.at);
  const calendar = calendarOf(hours, since - learnMs, now);
  const steps = Array.from({ length: calendar.steps }, (): Step & { terms: Map<string, number> } => ({
    stories: 0,
    terms: new Map(),
  }));
  const words = new Set<string>();
  for (const [at, hour] of read) {
    const step = steps[calendar.indexOf(at)];
    if (!step) continue;
    step.stories += hour.stories;
    for (const [term, count] of hour.terms) {
      step.terms.set(term, (step.terms.get(term) ?? 0) + count);
      words.add(term);
    }
  }
  const from = Math.max(0, Math.min(calendar.steps - 1, calendar.indexOf(since)));
  const found = await findBursts({
    steps,
    place: calendar.place,
    stepsADay: calendar.stepsADay,
    from,
    least: calendar.name === "day" ? least.day : least.hour,
  });
  const strongest = [...found].sort((a, b) => a.p - b.p).slice(0, wordsLookedAt);
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
    looked: {
      stories: steps.reduce((sum, step) => sum + step.stories, 0),
      days: Math.round((calendar.steps * calendar.ms) / (24 * hourMs)),
      words: words.size,
    },
  };
}

/**
 * Day by day, so that nobody waits for six weeks to be read. What is usual for a source that was added these days nobody knows: beside older
 * ones it waits until it has a past, or every word of it would be a burst.
 */
async function readHours(
  counts: Pick<TrendCounts, "read">,
  origins: readonly string[],
  since: number,
  until: number,
  judged: number,
): Promise<Map<number, { stories: number; terms: Map<string, number> }>> {
  const breathe = createBreath();
  const hours = new Map<number, { stories: number; terms: Map<string, number> }>();
  const firsts = new Map<string, number>();
  for (let day = since; day <= until; day += 24 * hourMs) {
    const rows = await counts.read(origins, day, Math.min(day + 24 * hourMs, until + 1));
    for (const { origin, at } of rows) firsts.set(origin, Math.min(at, firsts.get(origin) ?? at));
    const grown = [...firsts.values()].some((first) => first <= judged - youngMs);
    for (const row of rows) {
      if (grown && (firsts.get(row.origin) ?? 0) > judged - youngMs) continue;
      const hour = hours.get(row.at) ?? { stories: 0, terms: new Map<string, number>() };
      hours.set(row.at, hour);
      hour.stories += row.stories;
      for (const [term, count] of Object.entries(row.terms))
        hour.terms.set(term, (hour.terms.get(term) ?? 0) + count);
    }
    await breathe();
  }
  return hours;
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
