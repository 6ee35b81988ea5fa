import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { clusterStories } from "../../src/news/events.ts";
import { createNews } from "../../src/news/index.ts";
import { createSample, type Sample, type SampleStory } from "../../src/news/sample.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Digest, Story } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const file = new URL("../../src/news/sample/stories.jsonl", import.meta.url);
const samples = (await readFile(file, "utf8"))
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as SampleStory);
const byId = new Map(samples.map((story) => [story.id, story]));
const text = createTextTools();
const hour = 3_600_000;
const began = 1_800_000_000_000;
const outlets = {
  "Harbour Post": "en",
  "Hill & Valley Times": "en",
  "Northgate Wire": "en",
  海湾日报: "zh",
} as const;

/** The clustering compares words, so an event told in two languages is one event in each. */
const eventOf = (id: string) => `${byId.get(id)?.event} ${byId.get(id)?.language}`;

const absolute =
  /\b(?:1[5-9]|20)\d\d\b|\b(?:january|february|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight)\b|\b(?:March|May)\b(?=\s+\d)|[\d一二三四五六七八九十]+[月日号](?![召])|星期|礼拜|周[一二三四五六日]|今晚/iu;

describe("the sample stories", () => {
  it("are about sixty, in both languages, each with its own id, title and text", () => {
    expect(samples.length).toBeGreaterThanOrEqual(55);
    expect(samples.length).toBeLessThanOrEqual(65);
    for (const key of ["id", "title", "text"] as const)
      expect(new Set(samples.map((story) => story[key])).size).toBe(samples.length);
    expect(samples.filter((story) => story.language === "zh").length).toBeGreaterThanOrEqual(15);
    expect(samples.filter((story) => story.language === "en").length).toBeGreaterThanOrEqual(38);
  });

  it.each(samples)("$id: $title", ({ id, outlet, language, title, text: body, hoursAgo, event }) => {
    expect(id).toMatch(/^sample-\d\d$/);
    expect(event).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(new Map(Object.entries(outlets)).get(outlet)).toBe(language);
    expect(text.language(body)).toBe(language);
    const length = language === "zh" ? body.replace(/\s/g, "").length : body.split(/\s+/).length;
    expect(length).toBeGreaterThanOrEqual(language === "zh" ? 150 : 90);
    expect(length).toBeLessThanOrEqual(language === "zh" ? 320 : 180);
    const paragraphs = body.split("\n\n");
    expect(paragraphs.length).toBeGreaterThanOrEqual(2);
    expect(paragraphs.length).toBeLessThanOrEqual(4);
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^\S[^\n]*[.!?”。！？」]$/u);
    expect(hoursAgo).toBeGreaterThanOrEqual(0.3);
    expect(hoursAgo).toBeLessThanOrEqual(60);
    expect(`${title}\n${body}`).not.toMatch(absolute);
  });

  it("are mostly of the last day, with a few older ones for the background", () => {
    const fresh = samples.filter((story) => story.hoursAgo <= 22).length;
    expect(fresh / samples.length).toBeGreaterThan(0.75);
    expect(samples.length - fresh).toBeGreaterThanOrEqual(5);
  });

  it("give sentiment something to show, in both languages", async () => {
    for (const language of ["en", "zh"] as const) {
      const stories = samples.filter((story) => story.language === language);
      const found = await Promise.all(
        stories.map((story) => text.sentiment(`${story.title}\n\n${story.text}`)),
      );
      const labels = found.map(({ label }) => label);
      expect(labels.filter((label) => label === "positive").length).toBeGreaterThanOrEqual(4);
      expect(labels.filter((label) => label === "negative").length).toBeGreaterThanOrEqual(4);
    }
  });
});

describe("the sample newsroom in the store", () => {
  let dataDir: string;
  let store: OpenStore;
  let now: number;
  let sample: Sample;

  const start = () =>
    createSample({
      archive: store.archive,
      sources: store.sources,
      flag: store.flag,
      setFlag: store.setFlag,
      log: quietLog,
      now: () => now,
    });
  const all = async (): Promise<readonly Story[]> =>
    (await store.archive.search({ match: "any", limit: 1000 })).map((hit) => hit.story);
  const deskId = async () => (await store.desks.list())[0]?.id ?? "";

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "copytaster-sample-"));
    now = began;
    store = await openStore({ dataDir, log: quietLog, now: () => now });
    sample = start();
  });

  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("is put in by the first start: every story of every outlet, marked as sample", async () => {
    expect(await sample.present()).toBe(false);
    await sample.ensure(await deskId());
    expect(await sample.present()).toBe(true);
    const stories = await all();
    expect(stories.map((story) => story.id).sort()).toEqual(samples.map((story) => story.id).sort());
    expect(stories.every((story) => story.sample)).toBe(true);
    const sources = await store.sources.list(await deskId());
    expect(sources.map((source) => source.title).sort()).toEqual(Object.keys(outlets).sort());
    expect(sources.every((source) => source.kind === "sample")).toBe(true);
    expect(await store.archive.count({ match: "any", noSample: true })).toBe(0);
  });

  it("dates its stories from now, and none of them later", async () => {
    await sample.ensure(await deskId());
    for (const story of await all()) {
      expect(story.publishedAt).toBe(began - Math.round((byId.get(story.id)?.hoursAgo ?? 0) * hour));
      expect(story.collectedAt).toBeGreaterThanOrEqual(story.publishedAt);
      expect(story.collectedAt).toBeLessThanOrEqual(began);
    }
  });

  it("is not doubled by a second start, at once or two days later", async () => {
    await sample.ensure(await deskId());
    await sample.ensure(await deskId());
    now += 48 * hour;
    await start().ensure(await deskId());
    expect(await all()).toHaveLength(samples.length);
    expect(await store.sources.list()).toHaveLength(4);
  });

  it("is dated anew by a start two days later", async () => {
    await sample.ensure(await deskId());
    now += 48 * hour;
    await start().ensure(await deskId());
    expect(Math.max(...(await all()).map((story) => story.publishedAt))).toBeGreaterThan(now - hour);
  });

  it("does not bring back an outlet that somebody removed", async () => {
    await sample.ensure(await deskId());
    const [outlet] = (await store.sources.list()).filter((source) => source.title === "Harbour Post");
    await store.sources.remove(outlet?.id ?? "");
    now += 48 * hour;
    await start().ensure(await deskId());
    expect((await store.sources.list()).map((source) => source.title)).not.toContain("Harbour Post");
  });

  it("goes with one call, leaves real stories, and never comes back", async () => {
    await sample.ensure(await deskId());
    const real: Story = {
      id: "real-1",
      sourceId: "real",
      url: "https://example.org/1",
      title: "A real story",
      text: "It stays where it is.",
      language: "en",
      outlet: "Example",
      publishedAt: now,
      collectedAt: now,
      sample: false,
    };
    await store.archive.add([real]);
    expect(await sample.remove()).toBe(samples.length);
    expect(await sample.present()).toBe(false);
    expect((await all()).map((story) => story.id)).toEqual(["real-1"]);
    expect(await sample.remove()).toBe(0);
    await sample.ensure(await deskId());
    now += 1000 * hour;
    await store.close();
    store = await openStore({ dataDir, log: quietLog, now: () => now });
    await start().ensure(await deskId());
    expect(await store.sources.list()).toEqual([]);
    expect((await all()).map((story) => story.id)).toEqual(["real-1"]);
  });

  it("finds its stories by words of either language", async () => {
    await sample.ensure(await deskId());
    const ids = async (words: string) =>
      (await store.archive.search({ words, match: "all", limit: 20 })).map(
        ({ story }) => byId.get(story.id)?.event,
      );
    expect(new Set(await ids("ferry strike union"))).toEqual(new Set(["ferry-strike"]));
    expect(new Set(await ids("灰背大坝"))).toEqual(new Set(["greyback-dam"]));
  });

  describe("in a digest of the last 24 hours", () => {
    async function digest(limit: number, delivered: ReadonlySet<string> = new Set()): Promise<Digest> {
      const [desk] = await store.desks.list();
      if (!desk) throw new Error("the store has no desk");
      await sample.ensure(desk.id);
      const news = createNews({
        archive: store.archive,
        sources: store.sources,
        text,
        collect: async () => [],
        log: quietLog,
      });
      return await news.digest({ desk, since: now - 24 * hour, until: now, delivered, limit });
    }

    const idsOf = ({ picks }: Digest) => picks.flatMap((pick) => pick.event.stories.map((story) => story.id));

    it("tells every event once in a language, and puts no two in one", async () => {
      const { picks } = await digest(100);
      const told = picks.map((pick) => [
        ...new Set(pick.event.stories.map((story: Story) => eventOf(story.id))),
      ]);
      for (const events of told) expect(events).toHaveLength(1);
      expect(new Set(told.flat()).size).toBe(picks.length);
      const expected = samples.filter((story) => story.hoursAgo < 24).map((story) => eventOf(story.id));
      expect(new Set(told.flat())).toEqual(new Set(expected));
    });

    it("has at least six events that are also in another outlet", async () => {
      const { picks } = await digest(100);
      const shared = picks.filter((pick) => new Set(pick.event.stories.map((one) => one.outlet)).size > 1);
      expect(shared.length).toBeGreaterThanOrEqual(6);
    });

    it("shows both languages among the first eight, as the page does, each with sentences of its own", async () => {
      const { picks } = await digest(8);
      expect(picks).toHaveLength(8);
      expect(new Set(picks.map((pick) => pick.event.lead.language))).toEqual(new Set(["en", "zh"]));
      for (const pick of picks) expect(pick.summary.length).toBeGreaterThan(0);
    });

    it("has nothing left for who was told all of it", async () => {
      const first = await digest(100);
      expect((await digest(100, new Set(idsOf(first)))).picks).toEqual([]);
    });
  });

  it("is clustered by event: BCubed F1 of at least .95, over all its hours", async () => {
    await sample.ensure(await deskId());
    const clusters = await clusterStories(await all());
    const members = clusters.map((cluster) => cluster.map((one) => one.story.id));
    const shares = members.flatMap((ids) =>
      ids.map((id) => {
        const same = ids.filter((other) => eventOf(other) === eventOf(id)).length;
        const event = samples.filter((other) => eventOf(other.id) === eventOf(id)).length;
        return { precision: same / ids.length, recall: same / event };
      }),
    );
    const mean = (of: (share: { precision: number; recall: number }) => number) =>
      shares.reduce((sum, share) => sum + of(share), 0) / shares.length;
    const precision = mean((share) => share.precision);
    const recall = mean((share) => share.recall);
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThanOrEqual(0.95);
  });
});
