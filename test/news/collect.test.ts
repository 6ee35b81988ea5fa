import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFetch } from "../../src/net/fetch.ts";
import { createPages } from "../../src/net/pages.ts";
import { type Collect, createCollect } from "../../src/news/collect.ts";
import { openStore } from "../../src/store/index.ts";
import type { Source, Store } from "../../src/types.ts";
import { type FeedServer, failing, silent, startFeedServer } from "../fakes/feed-server.ts";
import { turnsDuring } from "../fakes/loop.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { readDataTar } from "../fakes/tar.ts";

const signal = new AbortController().signal;
const fetch = createFetch({ allowPrivate: true, log: quietLog, gapMs: 1 });
const impatient: typeof fetch = Object.assign(
  (url: string, options: Parameters<typeof fetch>[1]) =>
    fetch(url, /silent/.test(url) ? { ...options, timeoutMs: 300 } : options),
  { stop: fetch.stop },
);
const pages = createPages({ fetch, log: quietLog });
let server: FeedServer;
let folder: string;
let store: Store;
let now: number;
let collect: Collect;
const opened: Collect[] = [];

const entry = (
  n: number,
  title = `Story number ${n}`,
  text = `The council voted for the ${n}th time. `.repeat(30),
) =>
  `<item><title>${title}</title><guid isPermaLink="false">g${n}</guid><link>/news/${n}?utm_source=rss</link><description>${text}</description><pubDate>Tue, 03 Mar 2026 05:06:07 GMT</pubDate></item>`;
const feed = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Harbour Post</title><link>/</link>${items.join("")}</channel></rss>`;
const make = (fullText = false) => {
  const made = createCollect({ ...store, fetch: impatient, pages, fullText, now: () => now, log: quietLog });
  opened.push(made);
  return made;
};
const add = (path: string, change: Partial<Source> = {}) =>
  store.sources.add({
    id: `s${path}`,
    deskId: "d1",
    url: server.origin + path,
    title: "",
    kind: "feed",
    dueAt: 0,
    failures: 0,
    addedAt: 0,
    ...change,
  });
const titles = async () =>
  (await store.archive.search({ match: "any", limit: 1000 })).map(({ story }) => story.title).sort();

beforeAll(async () => {
  server = await startFeedServer();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "collect-"));
  now = Date.UTC(2026, 5, 1);
  store = await openStore({ databaseUrl: undefined, dataDir: folder, log: quietLog, now: () => now });
  collect = make();
});
afterEach(async () => {
  for (const one of opened.splice(0)) {
    await one.stop();
    await one.stop();
  }
  await store.close();
  await rm(folder, { recursive: true });
});
afterAll(async () => {
  await pages.stop();
  await fetch.stop();
  await server.stop();
});

describe("collecting", () => {
  test("keeps what is new, asks only for what changed, and never tells a story twice", async () => {
    server.on("/a", feed(entry(1), entry(2)));
    await add("/a");
    expect(await collect.collect("due", signal)).toEqual([{ source: "s/a", added: 2, changed: 0, seen: 2 }]);
    expect(await store.sources.get("s/a")).toMatchObject({
      title: "Harbour Post",
      failures: 0,
      lastOkAt: now,
    });
    expect((await store.archive.byUrl(`${server.origin}/news/1`))?.outlet).toBe("Harbour Post");
    expect(await collect.collect("due", signal)).toEqual([]);

    now += 10 * 60_000;
    expect(await collect.collect("due", signal)).toEqual([
      { source: "s/a", added: 0, changed: 0, seen: 0, skipped: "unchanged" },
    ]);

    server.on("/a", feed(entry(1, "An edited headline"), entry(2), entry(3)));
    expect(await collect.collect(["s/a"], signal)).toEqual([
      { source: "s/a", added: 1, changed: 1, seen: 3 },
    ]);
    expect(await titles()).toEqual(["An edited headline", "Story number 2", "Story number 3"]);
  });

  test("one failing source holds up no other, and each failure is told where people look", async () => {
    server.on("/good", feed(entry(1)));
    server.on("/500", failing(500));
    server.on("/silent", silent);
    server.on("/page", "<!doctype html><html><body>hello</body></html>", "text/html");
    server.on("/junk", "<rss version='2.0'><channel><item><ti");
    for (const path of ["/500", "/silent", "/page", "/nowhere", "/good"]) await add(path);
    await add("/x", { url: "http://127.0.0.1:1/" });
    const reports = new Map(
      (await collect.collect("due", signal)).map((report) => [report.source, report.problem]),
    );
    expect(reports.get("s/good")).toBeUndefined();
    expect(reports.get("s/500")).toMatch(/error 500/);
    expect(reports.get("s/silent")).toMatch(/did not finish/);
    expect(reports.get("s/page")).toMatch(/web page/);
    expect(reports.get("s/nowhere")).toMatch(/dead: .*404/);
    expect(reports.get("s/x")).toMatch(/could not be reached/);
    expect(await titles()).toEqual(["Story number 1"]);
    expect((await store.sources.get("s/500"))?.lastProblem).toMatch(/error 500/);
    expect(await store.journal.read({ kind: "collect", limit: 50 })).toHaveLength(5);
  });

  test("failures are asked less and less often, and forgotten when all is well", async () => {
    server.on("/moody", failing(500));
    await add("/moody");
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      await collect.collect("due", signal);
      const source = await store.sources.get("s/moody");
      waits.push((source?.dueAt ?? 0) - now);
      now = source?.dueAt ?? now;
    }
    expect(waits.slice(0, 3)).toEqual([18, 36, 72].map((minutes) => minutes * 60_000));
    expect(waits.at(-1)).toBe(24 * 3600_000);
    server.on("/moody", feed(entry(1)));
    await collect.collect("due", signal);
    const well = await store.sources.get("s/moody");
    expect(well).toMatchObject({ failures: 0, dueAt: now + 9 * 60_000 });
    expect(well?.lastProblem).toBeUndefined();
  });

  test("a site's own wish to wait is kept, and what is gone is not asked again", async () => {
    server.on("/busy", failing(503, { "retry-after": "86000" }));
    server.on("/gone", failing(410));
    await add("/busy");
    await add("/gone");
    // The wish counts from the real clock, as the site's does.
    now = Date.now();
    await collect.collect("due", signal);
    expect(((await store.sources.get("s/busy"))?.dueAt ?? 0) - now).toBeGreaterThan(85_000_000);
    now += 300 * 24 * 3600_000;
    server.on("/busy", feed());
    expect((await collect.collect("due", signal)).map((report) => report.source)).toEqual(["s/busy"]);
  });

  test("two at once never ask one source twice; an unknown id is told", async () => {
    for (let n = 0; n < 20; n++) {
      server.on(`/many/${n}`, feed(entry(n)));
      await add(`/many/${n}`);
    }
    const other = make();
    const [one, two] = await Promise.all([collect.collect("due", signal), other.collect("due", signal)]);
    expect(one.length + two.length).toBe(20);
    expect(await titles()).toHaveLength(20);
    expect(await collect.collect(["nobody"], signal)).toMatchObject(
      [{ source: "nobody", problem: /no such/ }].map(() => ({ source: "nobody" })),
    );
  });

  test("stopped in the middle it rejects nothing, and what was not asked is due again", async () => {
    server.on("/slow", silent);
    await add("/slow");
    const stopped = new AbortController();
    const work = collect.collect("due", stopped.signal);
    setTimeout(() => stopped.abort(), 50);
    expect(await work).toEqual([]);
    expect(await store.sources.get("s/slow")).toMatchObject({ dueAt: now, failures: 0 });
  });

  test("a feed of 5 MB does not hold up the loop", async () => {
    const paragraph = "The harbour council voted on Tuesday to rebuild the old ferry pier. ".repeat(60);
    const large = feed(...Array.from({ length: 1150 }, (_, n) => entry(n, `Story ${n}`, paragraph)));
    expect(large.length).toBeGreaterThan(4.5e6);
    server.on("/large", large);
    await add("/large");
    let added = 0;
    const turns = await turnsDuring(async () => {
      added = (await collect.collect("due", signal))[0]?.added ?? 0;
    });
    expect(added).toBe(1150);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("full text", () => {
  const teaser = (n: number) => entry(n, `Story number ${n}`, "Read more on our site.");
  const article = (n: number) =>
    `<html lang="en"><head><title>t</title></head><body><article><h1>Story number ${n}</h1>${`<p>${"The whole story of the pier is told here, word by word. ".repeat(6)}</p>`.repeat(5)}</article></body></html>`;

  test("is read from the page where the feed has a teaser, once, and stays", async () => {
    server.on("/teasers", feed(teaser(1), teaser(2)));
    server.on("/news/1", article(1), "text/html");
    const own = make(true);
    await add("/teasers");
    await own.collect("due", signal);
    const asked = () => server.asked.filter((one) => one.path.startsWith("/news/")).length;
    const before = asked();
    expect((await store.archive.byUrl(`${server.origin}/news/1`))?.text).toMatch(/whole story/);
    // Story 2 has no page: its teaser is kept.
    expect((await store.archive.byUrl(`${server.origin}/news/2`))?.text).toBe("Read more on our site.");
    server.on("/teasers", feed(teaser(1), teaser(2), entry(3)));
    expect(await own.collect(["s/teasers"], signal)).toMatchObject([{ added: 1, changed: 0 }]);
    expect(asked()).toBe(before);
    expect((await store.archive.byUrl(`${server.origin}/news/1`))?.text).toMatch(/whole story/);
  });
  test("is not asked for where the setting says no", async () => {
    server.on("/teasers", feed(teaser(1)));
    await add("/teasers");
    const before = server.asked.length;
    await collect.collect("due", signal);
    expect(server.asked.length).toBe(before + 1);
  });
});

const real = readDataTar("feeds/real_samples.tar.gz")?.filter((file) => file.name.includes("/input/"));
test.skipIf(!real)(
  "the 21 real feeds, over HTTP, into the archive (skipped where ../shared/data is not there)",
  async () => {
    for (const { name, bytes } of real ?? []) {
      const path = `/real/${name.split("/").at(-1)}`;
      server.on(path, bytes);
      await add(path);
    }
    const reports = await collect.collect("due", signal);
    expect(reports).toHaveLength(21);
    expect(reports.filter((report) => report.problem).map((report) => report.source)).toEqual([
      "s/real/unrecognized.rss",
    ]);
    const added = reports.reduce((sum, report) => sum + report.added, 0);
    expect(added).toBeGreaterThan(450);
    expect(await store.archive.count({ match: "any" })).toBe(added);
    const hits = await store.archive.search({ words: "Trump State of the Union", match: "all", limit: 5 });
    expect(hits[0]?.story).toMatchObject({ sourceId: "s/real/guardian.rss", language: "en" });
    for (const { story } of await store.archive.search({ match: "any", limit: 1000 })) {
      expect(story.title + story.text).not.toMatch(
        /<\/?(p|div|img|br|script)\b[^>]*>|&(nbsp|quot);|[\u0000-\u0008]/,
      );
      expect(story.url).toMatch(/^https?:\/\//);
    }
    // Again, and nothing is new.
    for (const source of await store.sources.list())
      await store.sources.update(source.id, { etag: undefined });
    const again = await collect.collect(
      reports.map((report) => report.source),
      signal,
    );
    expect(again.reduce((sum, report) => sum + report.added + report.changed, 0)).toBe(0);
  },
);

describe("stories from a file", () => {
  const rows = [
    { id: "1", title: "One", text: "First story.", date: "2017-09-15 09:52:00", domain: "a.example" },
    {
      title: "Two",
      text: "第二篇报道：港口委员会星期二投票决定重建码头。",
      publishedAt: 1505469120,
      outlet: "B",
      url: "https://b.example/2?utm_source=x",
    },
  ];
  test("are added under a source of their own, once; bad lines are told by number", async () => {
    const path = join(folder, "stories.jsonl.gz");
    const lines = [
      JSON.stringify(rows[0]),
      "not json",
      "",
      "[]",
      '{"title":"x"}',
      '{"title":"x","text":"y","date":"someday"}',
      JSON.stringify(rows[1]),
    ];
    await writeFile(path, gzipSync(lines.join("\r\n")));
    const told: number[] = [];
    const report = await collect.importFile(path, {
      deskId: "d1",
      progress: (done, of) => told.push(done / of),
    });
    expect(report).toMatchObject({ lines: 7, added: 2, changed: 0 });
    expect(report.problems).toEqual([
      { line: 2, problem: "is not JSON" },
      { line: 4, problem: "is not a JSON object" },
      { line: 5, problem: 'has no "text"' },
      { line: 6, problem: "has a date that is not understood" },
    ]);
    expect(told.at(-1)).toBe(1);
    expect(await store.sources.get(report.source)).toMatchObject({
      kind: "import",
      title: "stories",
      deskId: "d1",
    });
    expect((await store.archive.search({ words: "First", match: "all", limit: 1 }))[0]?.story).toMatchObject({
      outlet: "a.example",
      publishedAt: Date.UTC(2017, 8, 15, 9, 52),
      collectedAt: now,
    });
    expect(await store.archive.byUrl("https://b.example/2")).toMatchObject({
      language: "zh",
      publishedAt: 1505469120_000,
    });
    expect(await collect.importFile(path, { deskId: "d1" })).toMatchObject({ added: 0, changed: 0 });
  });
  test("of an old archive count as collected when they were published, and outlets go by their names", async () => {
    const path = join(folder, "old.jsonl");
    const dated = { ...rows[0], domain: "WWW.a.example" };
    const undated = { title: "Three", text: "No date.", outlet: "www." };
    await writeFile(path, [dated, undated].map((row) => JSON.stringify(row)).join("\n"));
    await collect.importFile(path, { deskId: "d1", asArchive: true });
    const find = async (words: string) =>
      (await store.archive.search({ words, match: "all", limit: 1 }))[0]?.story;
    const published = Date.UTC(2017, 8, 15, 9, 52);
    expect(await find("First")).toMatchObject({
      outlet: "a.example",
      publishedAt: published,
      collectedAt: published,
    });
    expect(await find("date")).toMatchObject({ outlet: "www.", collectedAt: now });
    const news = { match: "any", collected: true, since: now - 7 * 86_400_000 } as const;
    expect(await store.archive.count(news)).toBe(1);
  });
  test.each<[string, string | Uint8Array | undefined]>([
    ["a file that is not there", undefined],
    ["damaged gzip", gzipSync("x".repeat(1000)).subarray(0, 20)],
  ])("%s is told with the mend", async (_, content) => {
    const path = join(folder, "bad.jsonl.gz");
    if (content !== undefined) await writeFile(path, content);
    await expect(collect.importFile(path, { deskId: "d1" })).rejects.toThrow(/cannot be read.*JSON lines/);
  });
  const events = new URL("../../../shared/data/clustering/events_fulltext.jsonl.gz", import.meta.url)
    .pathname;
  test.skipIf(!real)(
    "the 189 articles of events_fulltext (skipped where ../shared/data is not there)",
    async () => {
      expect(await collect.importFile(events, { deskId: "d1" })).toMatchObject({
        lines: 189,
        added: 189,
        problems: [],
      });
    },
  );
});
