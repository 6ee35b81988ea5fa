/** Terms, languages, sources and voices beside one another, and names that stand together. */
import type { Archive, Compared, NameNetwork, Side, Source } from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { calendarOf, seriesOf } from "./calendar.ts";
import { sumOf } from "./line.ts";
import { termsOf } from "./terms-of.ts";

/** Longer stretches are shown by the day. */
const byHourMs = 4 * 86_400_000;
const dayMs = 86_400_000;

export async function compareSides(
  archive: Pick<Archive, "hours">,
  sources: readonly Source[],
  sides: readonly Side[],
  since: number,
  now: number,
): Promise<Compared> {
  const query = { match: "all", since, until: now } as const;
  const all = await archive.hours({ ...query, sourceIds: sources.map(({ id }) => id) });
  const hourly = calendarOf(all, since, now);
  const days = hourly.name === "day" || now - since > byHourMs;
  const compared = [];
  for (const side of sides) {
    const own = sources.filter((source) => belongs(source, side));
    const hours = await archive.hours({
      ...query,
      sourceIds: own.map(({ id }) => id),
      ...(side.words === undefined ? {} : { words: side.words }),
      ...(side.language === undefined ? {} : { language: side.language }),
    });
    const start = Math.floor(since / dayMs) * dayMs;
    const daily = Array.from({ length: Math.floor((now - start) / dayMs) + 1 }, (_, n) => ({
      at: start + n * dayMs,
      value: 0,
    }));
    for (const { at, count } of hours) {
      const day = daily[Math.floor((at - start) / dayMs)];
      if (day) day.value += count;
    }
    compared.push({
      name: side.name,
      points: days ? daily : Array.from(seriesOf(hours, hourly), (value, n) => ({ at: hourly.at(n), value })),
      total: sumOf(hours),
      sources: own.length,
    });
  }
  return { step: days ? "day" : "hour", sides: compared };
}

function belongs(source: Source, { voice, source: part }: Side): boolean {
  if (voice !== undefined && (source.voice ?? "media") !== voice) return false;
  return part === undefined || source.title.toLowerCase().includes(part.toLowerCase());
}

const storiesLookedAt = 500;
const namesShown = 14;
const leastTogether = 2;

/** Names of two words (people, places, bodies) in the stories on a topic, linked where they stand in the same ones. */
export async function nameNetwork(
  archive: Pick<Archive, "search">,
  sources: readonly Source[],
  topic: string | undefined,
  since: number,
  now: number,
): Promise<NameNetwork> {
  const breathe = createBreath();
  const hits = await archive.search({
    match: "all",
    sourceIds: sources.map(({ id }) => id),
    ...{ since, until: now, limit: storiesLookedAt },
    ...(topic === undefined ? {} : { words: topic }),
  });
  const names = new Map<string, { name: string; stories: Set<string> }>();
  for (const { story } of hits) {
    for (const [term, words] of termsOf(story)) {
      if (!term.includes(" ")) continue;
      const known = names.get(term) ?? { name: words, stories: new Set<string>() };
      known.stories.add(story.id);
      names.set(term, known);
    }
    await breathe();
  }
  const shown = [...names]
    .filter(([, { stories }]) => stories.size >= leastTogether)
    .sort((a, b) => b[1].stories.size - a[1].stories.size || (a[0] < b[0] ? -1 : 1))
    .slice(0, namesShown);
  const links = shown.flatMap(([a, one], n) =>
    shown.slice(n + 1).flatMap(([b, other]) => {
      const weight = one.stories.intersection(other.stories).size;
      return weight >= leastTogether ? [{ a, b, weight }] : [];
    }),
  );
  return {
    nodes: shown.map(([id, { name, stories }]) => ({ id, name, weight: stories.size })),
    links,
    stories: hits.length,
  };
}
