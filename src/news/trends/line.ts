/** One topic over time: how often it was told, how often that was to be expected, and where it burst. */
import type { Archive, HourCount, Source, Story, TopicLine } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { outletsOf } from "../events.ts";
import { type Watched, type WatchRequest, watching } from "./bursts.ts";
import { calendarOf, learnMs, seriesOf } from "./calendar.ts";
import { fitSeason } from "./season.ts";
import { lowerQuantile, upperQuantile } from "./tails.ts";
import { termsOf } from "./terms-of.ts";

const outside = 0.05;
const dayMs = 86_400_000;
const longestByHour = 7 * 24 + 1;
const storiesLookedAt = 300;
const besideShown = 3;
const storiesShown = 4;

export async function topicLine(
  archive: Pick<Archive, "hours" | "search">,
  sources: readonly Source[],
  topic: string,
  since: number,
  now: number,
): Promise<TopicLine> {
  const query = {
    match: "all",
    sourceIds: sources.map(({ id }) => id),
    since: since - learnMs,
    until: now,
  } as const;
  const all = await archive.hours(query);
  const said = await archive.hours({ ...query, words: topic });
  const calendar = calendarOf(all, since - learnMs, now);
  const { place, stepsADay } = calendar;
  const counts = seriesOf(said, calendar);
  const total = seriesOf(all, calendar);
  const from = Math.max(0, Math.min(calendar.steps - 1, calendar.indexOf(since)));
  const [watched] = await watchSlowly({ series: [{ key: topic, counts }], place, stepsADay, from, total });
  const shown = counts.slice(from);
  const usual = Array.from(watched?.expected ?? [], (mean, n) => ({
    at: calendar.at(from + n),
    mean,
    dispersion: watched?.dispersion[n] ?? 0,
  }));
  const bursts = [];
  for (const alarm of watched?.alarms ?? []) {
    const stories = await storiesOf(
      archive,
      { ...query, words: topic },
      calendar.at(alarm.began),
      calendar.at(alarm.until + 1),
    );
    bursts.push({
      with: beside(stories, topic),
      from: calendar.at(alarm.began),
      at: calendar.at(alarm.at),
      until: calendar.at(alarm.until),
      going: alarm.until >= calendar.steps - 1,
      count: alarm.count,
      expected: alarm.expected,
      p: alarm.p,
      outlets: outletsOf(stories),
      stories: stories.slice(0, storiesShown),
    });
  }
  const points = Array.from(shown, (value, n) => ({ at: calendar.at(from + n), value }));
  const ahead = forecast(counts, total, calendar, watched?.dispersion.at(-1) ?? 0.1);
  const byDay = calendar.name === "hour" && points.length > longestByHour;
  return {
    step: byDay ? "day" : calendar.name,
    points: byDay
      ? inDays(points.map(({ at, value }) => ({ at, mean: value, dispersion: 0 }))).map(({ at, mean }) => ({
          at,
          value: mean,
        }))
      : points,
    expected: (byDay
      ? inDays([...usual, ...ahead])
      : [...usual, ...ahead.slice(0, stepsADay === 1 ? 7 : 24)]
    ).map(band),
    bursts,
    sample: sources.some(({ kind }) => kind === "sample"),
    total: shown.reduce((sum, one) => sum + one, 0),
    days: Math.round((calendar.steps * calendar.ms) / dayMs),
  };
}

interface Usual {
  at: number;
  mean: number;
  dispersion: number;
}

/** Hours that are as many as a picture's columns are noise: they are shown by the day (UTC). */
function inDays(hours: readonly Usual[]): Usual[] {
  return [...Map.groupBy(hours, ({ at }) => Math.floor(at / dayMs) * dayMs)].map(([at, ofDay]) => {
    const mean = ofDay.reduce((sum, one) => sum + one.mean, 0);
    const variance = ofDay.reduce((sum, one) => sum + one.mean * one.mean * one.dispersion, 0);
    return { at, mean, dispersion: mean > 0 ? variance / (mean * mean) : 0 };
  });
}

async function watchSlowly(request: WatchRequest): Promise<readonly Watched[]> {
  const breathe = createBreath();
  const steps = watching(request);
  let next = steps.next();
  while (!next.done) {
    await breathe();
    next = steps.next();
  }
  return next.value;
}

function band({ at, mean, dispersion }: Usual) {
  return {
    at,
    low: lowerQuantile(outside, mean, dispersion),
    middle: mean,
    high: upperQuantile(outside, mean, dispersion),
  };
}

/** What is to come, by what is known now; the step that is under way is not counted as if it were over. */
function forecast(
  counts: Float64Array,
  total: Float64Array,
  { place, stepsADay, steps, at }: ReturnType<typeof calendarOf>,
  dispersion: number,
) {
  const end = steps - 1;
  const whole = fitSeason({ counts: total, end, place, stepsADay, dispersion: 0.01 });
  const mean = whole.expected.reduce((sum, one) => sum + one, 0) / whole.expected.length;
  const season = fitSeason({ counts, end, place, stepsADay, shape: whole.expected.map((one) => one / mean) });
  // To the end of tomorrow, so that days are whole.
  const length = stepsADay === 1 ? 7 : 48 - new Date(at(steps) - 1).getUTCHours() - 1;
  return Array.from({ length }, (_, n) => ({
    at: at(steps + n),
    mean: season.expected[(place + steps + n) % season.expected.length] ?? 0,
    dispersion: dispersion + season.doubt,
  }));
}

async function storiesOf(
  archive: Pick<Archive, "search">,
  query: Parameters<Archive["hours"]>[0],
  since: number,
  until: number,
): Promise<readonly Story[]> {
  const hits = await archive.search({ ...query, since, until: until - 1, limit: storiesLookedAt });
  return hits.map(({ story }) => story).sort((a, b) => b.publishedAt - a.publishedAt);
}

/** What else these stories say, in most of them. */
export function beside(stories: readonly Story[], topic: string): readonly string[] {
  const own = new Set(termsOf({ title: topic, text: "" }).keys());
  const seen = new Map<string, { words: string; count: number }>();
  for (const story of stories)
    for (const [term, words] of termsOf(story)) {
      if (own.has(term) || term.split(" ").some((part) => own.has(part))) continue;
      const known = seen.get(term) ?? { words, count: 0 };
      known.count++;
      seen.set(term, known);
    }
  const often = [...seen.values()]
    .filter(({ count }) => count >= Math.max(2, stories.length / 4))
    .sort((a, b) => b.count * size(b.words) - a.count * size(a.words));
  return [...new Set(often.map(({ words }) => words))].slice(0, besideShown);
}

/** Names of two words say more than one word of them. */
const size = (words: string) => (words.includes(" ") ? 1.5 : 1);

/** Of all stories, for a comparison of sides. */
export function sumOf(hours: readonly HourCount[]): number {
  return hours.reduce((sum, { count }) => sum + count, 0);
}
