/** The news room: what came in, as events; what is worth running; what was run before. */
import type { Archive, Log, News, Sources, Story, TextTools } from "../types.ts";
import { createRelated } from "./archive-related.ts";
import { makeDigest } from "./digest.ts";
import { collectedBetween, sourceIdsOf } from "./gather.ts";
import { recommendStories } from "./recommend.ts";
import { findThemes } from "./themes.ts";

export interface NewsParts {
  archive: Archive;
  sources: Sources;
  text: TextTools;
  /** Fetches feeds (`news/collect`). */
  collect: News["collect"];
  log: Log;
}

/** More than these are not read again to recognise repeats; the set holds the newest weeks anyway. */
const toldLimit = 3000;
const dayMs = 86_400_000;

/** The one `News` of the house. Does no work before it is asked. */
export function createNews({ archive, sources, text, collect, log }: NewsParts): News {
  return {
    collect,
    related: createRelated(archive, text),
    async digest(request) {
      const { desk, since, until, topic, delivered } = request;
      const sourceIds = await sourceIdsOf(desk, sources);
      const stories = await collectedBetween(archive, sourceIds, since, until, topic);
      const known = new Map(stories.map((story) => [story.id, story]));
      const told: Story[] = [];
      for (const id of [...delivered].slice(-toldLimit)) {
        const story = known.get(id) ?? (await archive.get(id));
        if (story) told.push(story);
      }
      return await makeDigest(request, { stories, told, sources: sourceIds.length }, text, log);
    },
    async themes(desk, days, now) {
      const sourceIds = await sourceIdsOf(desk, sources);
      const since = now - days * dayMs;
      // Four times as long before: one loud day of last week is not "as ever".
      const from = since - 4 * days * dayMs;
      const stories = await collectedBetween(archive, sourceIds, from, now, undefined);
      return { themes: await findThemes(stories, from, since, now, text), looked: stories.length };
    },
    async recommend(desk, limit, now, topic) {
      const sourceIds = await sourceIdsOf(desk, sources);
      const collected = (since: number, until: number) =>
        collectedBetween(archive, sourceIds, since, until, topic);
      return await recommendStories({ desk, limit, now, topic }, collected, text, log);
    },
  };
}
