/** Which of the archive's work on SQLite is done in a thread: what would hold up the loop by more than a few ms (measured). */
import type { Story } from "../types.ts";
import { type Hands, ownHands } from "./archive.ts";
import { type ArchiveThread, createArchiveThread } from "./archive-thread.ts";
import type { SqliteEngine } from "./sqlite.ts";

/** A feed's news goes in at once (a story takes about .3 ms); a load goes to the thread, in parcels that are copied in a few ms. */
const fewStories = 16;
const parcel = 250;

/** A common word's search, or one by sources, takes about 3 ms a thousand stories: small archives are not worth a thread's start. */
const smallArchive = 2_000;

/** Reading and writing have a thread each, started when first needed: a load and a wide search do not wait for one another. */
export function threadedHands(engine: SqliteEngine): Hands & { stop(): Promise<void> } {
  const own = ownHands(engine);
  const writing = createArchiveThread(engine);
  const reading: ArchiveThread = createArchiveThread(engine);
  return {
    async add(stories) {
      if (stories.length <= fewStories) return own.add(stories);
      const added: string[] = [];
      const changed: Story[] = [];
      for (let from = 0; from < stories.length; from += parcel) {
        const done = await writing.add(stories.slice(from, from + parcel));
        added.push(...done.added);
        changed.push(...done.changed);
      }
      return { added, changed };
    },
    async rank(sql, params) {
      const [size] = await engine.all<{ n: number | null }>("select max(seq) as n from stories", []);
      return (size?.n ?? 0) > smallArchive && / match |story_sources/.test(sql)
        ? reading.all(sql, params)
        : own.rank(sql, params);
    },
    async stop() {
      await Promise.all([writing.stop(), reading.stop()]);
    },
  };
}

/** In a thread that holds nobody up: everything on its own connection, and the log moved into the file after each load. */
export function handsOfThread(engine: SqliteEngine): Hands & { stop(): Promise<void> } {
  const own = ownHands(engine);
  return {
    async add(stories) {
      const done = await own.add(stories);
      if (stories.length > fewStories) await engine.checkpoint();
      return done;
    },
    rank: own.rank,
    stop: async () => {},
  };
}
