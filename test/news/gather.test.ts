import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createFetch } from "../../src/net/fetch.ts";
import { createPages } from "../../src/net/pages.ts";
import { createCollect } from "../../src/news/collect.ts";
import { collectedBetween, sourceIdsOf } from "../../src/news/gather.ts";
import { openStore } from "../../src/store/index.ts";
import { startFeedServer } from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const hour = 3_600_000;
const signal = new AbortController().signal;

/** The last of three has no address of its own. */
const feed = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Harbour Post</title><link>https://post.example/</link>${items
    .map((item, n) => {
      const link = n === 2 ? "" : `<link>https://post.example/${n}</link>`;
      return `<item><title>${item}</title><guid>${item}</guid>${link}<description>Late again.</description></item>`;
    })
    .join("")}</channel></rss>`;

test("two desks with one feed each have its news, in their own time", async () => {
  const server = await startFeedServer();
  const folder = await mkdtemp(join(tmpdir(), "gather-"));
  let now = Date.UTC(2026, 5, 1);
  const store = await openStore({ databaseUrl: undefined, dataDir: folder, log: quietLog, now: () => now });
  const fetch = createFetch({ allowPrivate: true, log: quietLog, gapMs: 1 });
  const pages = createPages({ fetch, log: quietLog });
  const parts = { ...store, fetch, pages, fullText: false, now: () => now, log: quietLog };
  const collect = createCollect(parts);
  onTestFinished(async () => {
    await collect.stop();
    await pages.stop();
    await fetch.stop();
    await store.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const add = (id: string) =>
    store.sources.add({
      id,
      deskId: id,
      url: `${server.origin}/feed`,
      title: "",
      kind: "feed",
      dueAt: 0,
      failures: 0,
      addedAt: now,
    });
  const news = async (id: string, since: number, topic?: string) =>
    (await collectedBetween(store.archive, [id], since, now, topic)).map(({ title }) => title).sort();

  server.on("/feed", feed("Ferry", "Tram", "Bus"));
  await add("city");
  await collect.collect(["city"], signal);
  const began = now;
  now += 5 * hour;
  await add("sport");
  // It is in the archive already: nothing of it is new there, and all of it is new to the desk.
  expect(await collect.collect(["sport"], signal)).toEqual([
    { source: "sport", added: 0, changed: 0, seen: 3 },
  ]);
  expect(await news("sport", now - hour)).toEqual(["Bus", "Ferry", "Tram"]);
  expect(await news("sport", now - hour, "tram, bus")).toEqual(["Bus", "Tram"]);
  expect(await news("city", now - hour)).toEqual([]);
  expect(await news("city", began - 1)).toEqual(["Bus", "Ferry", "Tram"]);
  expect(await store.archive.count({ match: "any" })).toBe(3);

  const source = await store.sources.get("city");
  if (source) await store.sources.add({ ...source, id: "all", deskId: "", url: "https://post.example/all" });
  expect(await sourceIdsOf({ id: "sport", name: "", brief: "", zone: "UTC" }, store.sources)).toEqual([
    "all",
    "sport",
  ]);
});
