/** Data folders for the bot under test, filled beside it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createQueue } from "../../../src/jobs/queue.ts";
import { createJobsTable, openStore } from "../../../src/store/index.ts";
import { quietLog } from "../../fakes/quiet-log.ts";
import { storyOf, type Tale } from "./stories.ts";

export interface Folder {
  path: string;
  /** Stories in its archive now. */
  count(): Promise<number>;
  /** Makes every feed due, and lets the bot on this folder collect them by its own job. */
  collectNow(): Promise<void>;
  /** What the sources say is wrong. */
  problems(): Promise<readonly string[]>;
  /** Away with it. */
  remove(): Promise<void>;
}

export interface Filling {
  /** Already in the archive, told evenly over the last `days`. */
  tales: readonly Tale[];
  days: number;
  feeds: readonly { title: string; url: string }[];
  /** ms: when the feeds are due. */
  dueAt: number;
}

/** Nothing is due before somebody says so. */
export const never = Date.UTC(9999, 0, 1);

export const storyId = (n: number) => `tale-${n}`;

export async function makeFolder({ tales, days, feeds, dueAt }: Filling): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "copytaster-bench-"));
  const store = await openStore({ databaseUrl: undefined, dataDir: path, log: quietLog });
  const [desk] = await store.desks.list();
  const now = Date.now();
  for (const [n, feed] of feeds.entries())
    await store.sources.add({
      id: sourceId(n),
      deskId: desk?.id ?? "",
      ...feed,
      kind: "feed",
      dueAt,
      failures: 0,
      addedAt: now,
    });
  const sources = Math.max(1, feeds.length);
  await store.archive.add(
    tales.map((tale, n) =>
      storyOf(
        tale,
        storyId(n),
        sourceId(n % sources),
        now - Math.round((n / tales.length) * days * 86_400_000),
      ),
    ),
  );
  return {
    path,
    count: () => store.archive.count({ match: "any" }),
    async collectNow() {
      for (const source of await store.sources.list()) await store.sources.update(source.id, { dueAt: 0 });
      const queue = createQueue({
        table: createJobsTable(store.database),
        postgres: undefined,
        log: quietLog,
        now: Date.now,
      });
      await queue.send("collect-feeds", {}, { key: "bench", startAt: Date.now(), tries: 1 });
    },
    async problems() {
      const sources = await store.sources.list();
      return sources.flatMap(({ id, lastProblem }) => (lastProblem ? [`${id}: ${lastProblem}`] : []));
    },
    async remove() {
      await store.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

const sourceId = (n: number) => `outlet-${n}`;
