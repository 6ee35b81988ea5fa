/** Half a year of dated agency news, day by day, every word a series: are three events found, and what else is told? */
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { findBursts } from "../../../../src/news/trends/find.ts";
import { groupWords } from "../../../../src/news/trends/group.ts";
import { termsOf } from "../../../../src/news/trends/terms-of.ts";
import { readRows } from "../data.ts";
import type { Run } from "../frame.ts";
import { subjects } from "./subjects.ts";

/**
 * The day it began, and words by which an alarm is known to be of it. Found: such an alarm is raised at most a week ahead (a championship is written
 * about before it begins) and no later than the next day, and stands on the day or the next.
 */
const events = [
  { id: "MH370", day: "2014-03-08", words: /malaysia|mh370|airlin|jetlin/ },
  { id: "Crimea", day: "2014-02-27", words: /crimea/ },
  { id: "World Cup", day: "2014-06-12", words: /world cup/ },
];
const dayMs = 86_400_000;
const learnt = 28;

export async function yahoo(run: Run): Promise<void> {
  const set = "yahoo_rss_2014";
  const rows = readRows<{ id: string; date: string; text: string }>(run, set, `trends/${set}`);
  if (!rows) return;
  const began = performance.now();
  const first = Math.min(...rows.map(({ date }) => Date.parse(date)));
  const last = Math.max(...rows.map(({ date }) => Date.parse(date)));
  const steps = Array.from({ length: (last - first) / dayMs + 1 }, () => ({
    stories: 0,
    terms: new Map<string, number>(),
  }));
  const said = new Map<string, Map<number, string[]>>();
  for (const { id, date, text } of rows) {
    const step = steps[(Date.parse(date) - first) / dayMs];
    if (!step) continue;
    step.stories++;
    for (const term of termsOf({ title: "", text }).keys()) {
      step.terms.set(term, (step.terms.get(term) ?? 0) + 1);
      const days = said.get(term) ?? new Map<number, string[]>();
      const day = (Date.parse(date) - first) / dayMs;
      said.set(term, days.set(day, [...(days.get(day) ?? []), id]));
    }
  }
  const place = (new Date(first).getUTCDay() + 6) % 7;
  const found = await findBursts({ steps, place, stepsADay: 1, from: learnt, least: 6 });
  const seconds = (performance.now() - began) / 1000;
  const dayOf = (step: number) => new Date(first + step * dayMs).toISOString().slice(0, 10);
  const hits = events.map((event) => {
    const day = (Date.parse(event.day) - first) / dayMs;
    return found.filter(
      ({ term, at, until }) => event.words.test(term) && at >= day - 7 && at <= day + 1 && until >= day,
    );
  });
  for (const [n, event] of events.entries())
    run.predict({
      set,
      id: event.id,
      gold: event.day,
      predicted: hits[n]?.map(({ term, at }) => `${dayOf(at)} ${term}`) ?? [],
      score: hits[n]?.[0]?.sure ?? null,
    });
  // Everything else that was told, by what it is about: whoever reads the rows says which of them were news.
  const trends = groupWords(
    [...found]
      .sort((a, b) => a.p - b.p)
      .map((one) => ({
        ...one,
        stories: new Set(
          [...(said.get(one.term) ?? [])].flatMap(([day, ids]) =>
            day >= one.began && day <= one.until ? ids : [],
          ),
        ),
      })),
  );
  for (const words of trends) {
    const raised = Math.min(...words.map(({ at }) => at));
    const known = events.find((event) => words.some(({ term }) => event.words.test(term)));
    run.predict({
      set,
      id: `${dayOf(raised)} ${words[0]?.term}`,
      gold: known?.id ?? null,
      predicted: words.map(({ term, at, began, until, count, expected, p }) => ({
        ...{ term, at: dayOf(at), began: dayOf(began), until: dayOf(until), count, p },
        expected: Math.round(expected * 10) / 10,
      })),
      score: Math.max(...words.map(({ sure }) => sure)),
    });
  }
  await subjects(run, set, rows);
  const share = (places: readonly number[]) =>
    places.filter((at) => (hits[at]?.length ?? 0) > 0).length / places.length;
  run.row({
    set,
    n: events.length,
    metric: "recall",
    value: share(events.map((_, at) => at)),
    ci: interval(events.length, (places) => share([...places]), run.seed, 500),
    baselines: {},
    seconds,
  });
}
