/** The sample newsroom: invented stories that make the first run worth looking at. Marked as sample everywhere, gone with one command. */
import { readFile } from "node:fs/promises";
import type { Archive, Log, Source, Sources, Story } from "../types.ts";

/** One story as `sample/stories.jsonl` holds it, a line each. */
export interface SampleStory {
  id: string;
  outlet: string;
  language: "en" | "zh";
  title: string;
  text: string;
  /** Hours before now. */
  hoursAgo: number;
  /** For tests: stories with one slug tell one event. Never stored, and never given to the clustering. */
  event?: string;
}

export interface SampleParts {
  archive: Archive;
  sources: Sources;
  flag(name: string): Promise<string | undefined>;
  setFlag(name: string, value: string): Promise<void>;
  log: Log;
  now(): number;
}

export interface Sample {
  /** Puts it there on the very first start, and keeps its times near now while it is there. */
  ensure(deskId: string): Promise<void>;
  present(): Promise<boolean>;
  /** Takes away its sources and stories for good; gives the number of stories. */
  remove(): Promise<number>;
}

const file = new URL("./sample/stories.jsonl", import.meta.url);
const hour = 3_600_000;
const minute = 60_000;
/** Older than this and it is dated anew at the next start. */
const stale = 20 * hour;

export function createSample({ archive, sources, flag, setFlag, log, now }: SampleParts): Sample {
  const own = async () => (await sources.list()).filter((source) => source.kind === "sample");

  /** Anew: a known story keeps its first times in the archive, so the old ones go first. Outlets that somebody removed stay away. */
  async function put(deskId: string, at: number, first: boolean): Promise<void> {
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    const all = lines.map((line) => JSON.parse(line) as SampleStory);
    const kept = new Set((await own()).map((source) => source.id));
    const read = first ? all : all.filter((story) => kept.has(sourceId(story.outlet)));
    if (first)
      for (const outlet of new Set(read.map((story) => story.outlet)))
        await sources.add(sourceOf(outlet, deskId, at));
    else await archive.remove([...kept]);
    await archive.add(read.map((story) => storyOf(story, at)));
    await setFlag("sample", String(at));
    log.info({ stories: read.length }, "the sample newsroom is in; `sources remove sample` takes it away");
  }

  return {
    async ensure(deskId) {
      const at = await flag("sample");
      if (at === "removed") return;
      if (at === undefined || now() - Number(at) > stale) await put(deskId, now(), at === undefined);
    },
    present: async () => (await own()).length > 0,
    async remove() {
      const ids = (await own()).map((source) => source.id);
      const count = ids.length > 0 ? await archive.remove(ids) : 0;
      for (const id of ids) await sources.remove(id);
      await setFlag("sample", "removed");
      return count;
    },
  };
}

const sourceId = (outlet: string) => `sample-${outlet.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}`;

function sourceOf(outlet: string, deskId: string, at: number): Source {
  return {
    id: sourceId(outlet),
    deskId,
    url: `sample:${sourceId(outlet)}`,
    title: outlet,
    kind: "sample",
    dueAt: Number.MAX_SAFE_INTEGER,
    failures: 0,
    addedAt: at,
  };
}

function storyOf({ id, outlet, language, title, text, hoursAgo }: SampleStory, at: number): Story {
  const publishedAt = at - Math.round(hoursAgo * hour);
  return {
    id,
    sourceId: sourceId(outlet),
    url: `sample:${id}`,
    title,
    text,
    language,
    outlet,
    publishedAt,
    collectedAt: Math.min(at, publishedAt + 5 * minute),
    sample: true,
  };
}
