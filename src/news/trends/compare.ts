/** Terms, languages, sources and voices beside one another. */
import type { Archive, Compared, Side, Source } from "../../types.ts";
import { calendarOf, seriesOf } from "./calendar.ts";
import { sumOf } from "./line.ts";

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
  const read = new Set<Source>();
  for (const side of sides) {
    const own = sources.filter((source) => belongs(source, side));
    for (const source of own) read.add(source);
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
  return {
    step: days ? "day" : "hour",
    sides: compared,
    sources: read.size,
    sample: [...read].some(({ kind }) => kind === "sample"),
  };
}

function belongs(source: Source, { voice, source: part }: Side): boolean {
  if (voice !== undefined && (source.voice ?? "media") !== voice) return false;
  return part === undefined || source.title.toLowerCase().includes(part.toLowerCase());
}
