/** What a desk may see of the archive. */
import type { Archive, ArchiveQuery, Desk, Sources, Story } from "../types.ts";

/** More than this a window does not hold: the newest are looked at. */
const windowLimit = 10_000;

/** Its own sources and everybody's. */
export async function sourceIdsOf(desk: Desk, sources: Sources): Promise<readonly string[]> {
  const all = await sources.list();
  return all.filter((source) => source.deskId === "" || source.deskId === desk.id).map((source) => source.id);
}

/** "energy, climate" are two topics, either of which will do; a topic of several words needs all of them. */
function topicsOf(topic: string | undefined): readonly (string | undefined)[] {
  const parts = (topic ?? "")
    .split(/[,;、，；]/u)
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.length ? parts : [undefined];
}

/** What came in from `sourceIds` after `since` and until `until` (ms), each story once. */
export async function collectedBetween(
  archive: Archive,
  sourceIds: readonly string[],
  since: number,
  until: number,
  topic: string | undefined,
): Promise<readonly Story[]> {
  if (!sourceIds.length) return [];
  const stories = new Map<string, Story>();
  for (const words of topicsOf(topic)) {
    const query: ArchiveQuery = {
      match: "all",
      sourceIds,
      since,
      until,
      collected: true,
      limit: windowLimit,
      ...(words === undefined ? {} : { words }),
    };
    for (const { story } of await archive.search(query)) stories.set(story.id, story);
  }
  // Half open, so that of two windows that touch a story is in exactly one.
  return [...stories.values()].filter((story) => story.collectedAt > since && story.collectedAt <= until);
}
