/** Which sources hold a story, and since when. A story stands in the archive once, however many desks have its feed. */
import type { Queryable, SqlValue } from "../types.ts";
import type { StoryRow } from "./archive-rows.ts";
import { placeholders, rowPlaceholders } from "./engine.ts";

interface Link {
  storyId: string;
  sourceId: string;
  /** ms: when this source brought it. */
  collectedAt: number;
}

/** A link that is there keeps its time: what a source brings again is not news. */
export async function link(within: Pick<Queryable, "run">, links: readonly Link[]): Promise<void> {
  await within.run(
    `insert into story_sources (story_id, source_id, collected_at) values ${rowPlaceholders(links.length, 3)}
     on conflict do nothing`,
    links.flatMap(({ storyId, sourceId, collectedAt }) => [storyId, sourceId, Math.round(collectedAt)]),
  );
}

/**
 * As an expression no index is asked for it: a story has one link or a few, which are looked through at once, and not sought source by source
 * (measured in SQLite with twenty sources: half the time of a digest).
 */
const one = (column: string, ids: string) => `${column} || '' in (${ids})`;

/** For `from stories s`: what one of these sources holds. Mostly it brought the story, and the story itself says so. */
export function heldBy(sourceIds: readonly string[], params: SqlValue[]): string {
  const ids = listed(sourceIds, params);
  return `(s.source_id in (${ids})
    or exists (select 1 from story_sources l where l.story_id = s.id and ${one("l.source_id", ids)}))`;
}

/**
 * For `from stories s, story_sources l`: each story with the first of its links to these sources, and no other. `by`: what is looked up by what,
 * stories by links or links by stories.
 */
export function firstLink(by: "links" | "stories", sourceIds: readonly string[], params: SqlValue[]): string {
  const ids = listed(sourceIds, params);
  const these = by === "links" ? `l.source_id in (${ids})` : one("l.source_id", ids);
  return `l.story_id = s.id and ${these} and not exists
    (select 1 from story_sources e where e.story_id = l.story_id and ${one("e.source_id", ids)}
     and (e.collected_at < l.collected_at or (e.collected_at = l.collected_at and e.source_id < l.source_id)))`;
}

/** The stories as these sources hold them (none: as they are): with the source that brought it to them first, and its time. */
export async function asHeldBy(
  database: Pick<Queryable, "all">,
  sourceIds: readonly string[],
  stories: readonly StoryRow[],
): Promise<readonly StoryRow[]> {
  const others = sourceIds.length ? stories.filter((row) => !sourceIds.includes(row.source_id)) : [];
  if (!others.length) return stories;
  const params = others.map(({ id }): SqlValue => id);
  const links = await database.all<Pick<StoryRow, "id" | "source_id" | "collected_at">>(
    `select s.id, l.source_id, l.collected_at from stories s cross join story_sources l
     where s.id in (${placeholders(1, others.length)}) and ${firstLink("stories", sourceIds, params)}`,
    params,
  );
  const held = new Map(links.map((row) => [row.id, row]));
  return stories.map((row) => ({ ...row, ...held.get(row.id) }));
}

/**
 * Takes away up to `limit` links of these sources, and the stories that nobody holds then. `links`: how many it found; `gone`: the numbers of
 * those stories. A story that others hold goes over to the first of them.
 */
export async function unlink(
  within: Queryable,
  sourceIds: readonly string[],
  limit: number,
): Promise<{ links: number; gone: number[] }> {
  const params: SqlValue[] = [limit];
  const links = await within.all<{ story_id: string }>(
    `delete from story_sources where (story_id, source_id) in
       (select story_id, source_id from story_sources where source_id in (${listed(sourceIds, params)}) limit $1)
     returning story_id`,
    params,
  );
  if (!links.length) return { links: 0, gone: [] };
  const ids = [...new Set(links.map(({ story_id }) => story_id))];
  const these = `id in (${placeholders(1, ids.length)})`;
  const held = "exists (select 1 from story_sources l where l.story_id = stories.id)";
  const gone = await within.all<{ seq: number }>(
    `delete from stories where ${these} and not ${held} returning seq`,
    ids,
  );
  await within.run(
    `update stories set source_id =
       (select source_id from story_sources l where l.story_id = stories.id order by collected_at, source_id limit 1)
     where ${these} and ${held}`,
    ids,
  );
  return { links: links.length, gone: gone.map(({ seq }) => seq) };
}

function listed(sourceIds: readonly string[], params: SqlValue[]): string {
  const from = params.length + 1;
  params.push(...sourceIds);
  return placeholders(from, sourceIds.length);
}
