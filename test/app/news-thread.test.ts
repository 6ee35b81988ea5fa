/** The news room in threads: the same answers as beside it, and nothing is lost when a thread or the house ends. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeployedModel } from "../../src/app/deployed-tools.ts";
import { heardError, tellError } from "../../src/app/news-protocol.ts";
import { createNewsThreads, type NewsThreads } from "../../src/app/news-thread.ts";
import { createNewsroom } from "../../src/app/newsroom.ts";
import { UserError } from "../../src/errors.ts";
import { createTextTools } from "../../src/language/index.ts";
import { loadKeywords } from "../../src/language/keywords/keywords.ts";
import { openModel } from "../../src/language/model-folder.ts";
import { openDesk } from "../../src/learn/topics/desk.ts";
import { writeModel } from "../../src/learn/write-model.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Desk, Source } from "../../src/types.ts";
import { story } from "../contracts/archive.ts";
import { type FeedServer, silent, startFeedServer } from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, kinds } from "../store/databases.ts";

const net = { allowPrivate: true, userAgent: undefined, fullText: false };
const never = new AbortController().signal;
const now = Date.now();
const feed = (count: number) =>
  `<rss version="2.0"><channel><title>Harbour Post</title><link>/</link>${Array.from(
    { length: count },
    (_, n) =>
      `<item><title>Ferry ${n} runs late</title><guid>g${n}</guid><link>/news/${n}</link><description>${"The harbour ferry waited for the tide. ".repeat(30)}</description></item>`,
  ).join("")}</channel></rss>`;

for (const kind of kinds)
  describe.skipIf(kind.skip)(`the news room's threads on ${kind.title}`, () => {
    let ground: Ground;
    let store: OpenStore;
    let threads: NewsThreads;
    let site: FeedServer;
    let desk: Desk;
    let deployed: readonly DeployedModel[] = [];
    const open = (idleMs?: number) =>
      createNewsThreads({
        ...{ store, net, log: quietLog, network: true, models: () => deployed },
        databaseUrl: ground.where.databaseUrl,
        dataDir: ground.where.dataDir,
        ...(idleMs !== undefined && { idleMs }),
      });
    beforeEach(async () => {
      ground = await kind.fresh();
      store = await openStore({ ...ground.where, log: quietLog });
      const [first] = await store.desks.list();
      if (!first) throw new Error("there is a first desk");
      desk = first;
      deployed = [];
      threads = open();
      site = await startFeedServer();
    });
    afterEach(async () => {
      await threads.stop();
      await store.close();
      await site.stop();
      await ground.clear();
    });
    const source = (path: string): Source => ({
      id: `s${path}`,
      deskId: desk.id,
      url: site.origin + path,
      title: "",
      kind: "feed",
      dueAt: 0,
      failures: 0,
      addedAt: now,
    });

    it("collect what the house then finds, while it writes too", async () => {
      site.on("/feed", feed(300));
      await store.sources.add(source("/feed"));
      const collecting = threads.news.collect("due", never);
      let written = 0;
      let done = false;
      void collecting.finally(() => {
        done = true;
      });
      while (!done) {
        await store.setFlag(`f${written++}`, "1");
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await collecting).toMatchObject([{ added: 300, seen: 300 }]);
      expect(written).toBeGreaterThan(5);
      expect(await store.archive.search({ words: "ferry", match: "all", limit: 1000 })).toHaveLength(300);
      expect(await threads.news.collect("due", never)).toEqual([]);
    });

    it("give the same digest, picks, related stories and learnt categories as the news room beside them", async () => {
      await store.sources.add({ ...source("/a"), kind: "import" });
      await store.archive.add(
        Array.from({ length: 40 }, (_, n) =>
          story({
            id: `n${n}`,
            sourceId: "s/a",
            title: `${["Ferry strands at the pier", "Council votes on trams", "Storm closes the dam"][n % 3]} ${n}`,
            text: "Passengers waited while the harbour master spoke of a broken rudder. ".repeat(5),
            publishedAt: now - n * 60_000,
            collectedAt: now - n * 60_000,
          }),
        ),
      );
      const beside = createNewsroom({ store, net, log: quietLog, now: Date.now });
      const request = { desk, since: now - 86_400_000, until: now, delivered: new Set(["n1"]), limit: 5 };
      const about = { title: "Ferry strands", text: "A broken rudder held up passengers.", id: "n0" };
      expect(await threads.news.digest(request)).toEqual(await beside.news.digest(request));
      expect(await threads.news.recommend(desk, 3, now)).toEqual(await beside.news.recommend(desk, 3, now));
      const related = await threads.news.related(about, 5);
      expect(related.length).toBeGreaterThan(0);
      expect(related).toEqual(await beside.news.related(about, 5));
      const examples = Array.from({ length: 9 }, (_, n) => ({
        category: "port",
        text: `Pilots moor ship ${n}`,
      }));
      const learnt = await threads.categories.learn(examples);
      expect(learnt).toEqual(await beside.categories.learn(examples));
      expect(openDesk(learnt).of("The pilots moored a ship")[0]?.category).toBe("port");
      const known = [{ name: "harbour master", kind: "person" as const, also: [] }];
      const asked = { known, folder: undefined };
      const where = { since: now - 86_400_000, until: now };
      const named = await threads.names.ofStories(desk, where, asked, never);
      expect(named.names.find(({ name }) => name === "harbour master")?.stories).toBe(40);
      expect(named).toEqual(await beside.names.ofStories(desk, where, asked, never));
      const text = "Angela Merkel met the harbour master; it cost £3m.";
      expect(await threads.names.read(text, "en", asked)).toEqual(await beside.names.read(text, "en", asked));
      expect(await threads.names.quantities(text, now)).toMatchObject([{ kind: "money", amount: 3e6 }]);
      await beside.stop();
    });

    it("read by the model that is deployed while they are asked, and go on where it cannot be read", async () => {
      const folder = join(ground.where.dataDir, "models", "other-keywords");
      cpSync(new URL("../../models/keywords", import.meta.url), folder, { recursive: true });
      // Another ranker in the place of one: the same bytes would give the same answers.
      const shipped = openModel(folder);
      const files = Object.fromEntries(
        Object.keys(shipped.manifest.files).map((file) => [
          file,
          shipped.read(/phrases|salience/.test(file) ? "zh.bin" : file),
        ]),
      );
      rmSync(folder, { recursive: true });
      const { files: _, ...manifest } = shipped.manifest;
      writeModel(folder, manifest, files);
      const other = openModel(folder);
      await store.sources.add({ ...source("/a"), kind: "import" });
      await store.archive.add(
        Array.from({ length: 8 }, (_, n) =>
          story({
            ...{
              id: `k${n}`,
              sourceId: "s/a",
              title: `Harwich council argues over the rotten pier, ferry terminal and harbour fees as traders fear for the summer season, day ${n}`,
            },
            text: "Engineers from Harwich looked at the broken pier and its rotten timber. Mayor Jane Doe spoke of repairs for the ferry terminal, of higher harbour fees and of a loan from the regional bank. Traders on the market square fear for the summer season, and the fishing fleet wants another quay.",
            ...{ publishedAt: now - n * 3_600_000, collectedAt: now - n * 3_600_000 },
          }),
        ),
      );
      const labels = async (room: Pick<NewsThreads, "news">) =>
        (await room.news.themes(desk, 1, now)).themes.map(({ label }) => label);
      const byShipped = await labels(threads);
      expect(byShipped[0]?.length).toBeGreaterThan(0);
      deployed = [{ task: "keywords", path: folder, hash: other.hash }];
      const byOther = await labels(threads);
      expect(byOther).not.toEqual(byShipped);
      const beside = createNewsroom({
        ...{ store, net, log: quietLog, now: Date.now },
        text: createTextTools({ keywords: loadKeywords(other) }),
      });
      expect(byOther).toEqual(await labels(beside));
      await beside.stop();
      deployed = [{ task: "keywords", path: folder, hash: "something else" }];
      expect(await labels(threads)).toEqual(byOther);
      deployed = [];
      expect(await labels(threads)).toEqual(byShipped);
    });

    it("give up when they are told to, and the source is due again", async () => {
      site.on("/silent", silent);
      await store.sources.add(source("/silent"));
      const controller = new AbortController();
      const collecting = threads.news.collect("due", controller.signal);
      await expect.poll(() => site.asked.length, { timeout: 10_000 }).toBe(1);
      controller.abort(new Error("the shift is over"));
      await collecting.then(
        (reports) => expect(reports).toEqual([]),
        (error: Error) => expect(error.message).toBe("the shift is over"),
      );
      await expect
        .poll(() => store.sources.take(Date.now(), Date.now() + 1, 5), { timeout: 10_000 })
        .toHaveLength(1);
    });

    it("end with the house: what is under way is told so, and a call afterwards too", async () => {
      site.on("/silent", silent);
      await store.sources.add(source("/silent"));
      const collecting = threads.news.collect("due", never).then(
        () => "ended",
        (error: Error) => error.message,
      );
      await expect.poll(() => site.asked.length, { timeout: 10_000 }).toBe(1);
      await threads.stop();
      expect(await collecting).toMatch(/ended|closed/);
      await expect(threads.news.recommend(desk, 3, now)).rejects.toThrow(/closed/);
      await threads.stop();
    });

    it("give their memory back when there is nothing to do, and begin again when there is", async () => {
      const brief = open(0);
      const request = { desk, since: 0, until: now, delivered: new Set<string>(), limit: 3 };
      for (let n = 0; n < 3; n++) {
        expect((await brief.news.digest(request)).picks).toEqual([]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await brief.stop();
    });
  });

describe("an error on its way between threads", () => {
  it("stays what a person can mend, or keeps its words and its place", () => {
    const mend = new UserError({ en: "a", zh: "甲" }, { en: "b", zh: "乙" });
    expect(heardError(structuredClone(tellError(mend)))).toMatchObject({
      name: "UserError",
      problem: mend.problem,
      mend: mend.mend,
    });
    const broken = new Error("no such table");
    expect(heardError(structuredClone(tellError(broken)))).toMatchObject({
      message: "no such table",
      stack: broken.stack,
    });
    expect(heardError(tellError("a word")).message).toBe("a word");
  });
});
