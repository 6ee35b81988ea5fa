/** Each command, asked about 189 real articles that tell 35 events: the right story, the right passage, the right event. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply, Story } from "../../src/types.ts";
import { openHouse, people, type TestHouse } from "../app/house.ts";
import { type Article, articlesFile, missing, readArticles } from "./data.ts";

const data = <T>(reply: Reply) => reply.data as T;
type Hits = { hits: { id: string; title: string; reasons?: { code: string }[] }[] };
type Picks = { picks: { stories: string[]; reasons: unknown[]; summary: string[]; outlets: string[] }[] };

describe.skipIf(missing)(`189 real articles ${missing ? `(${missing})` : ""}`, () => {
  let house: TestHouse;
  const stories: { story: Story; article: Article }[] = [];
  const events = new Map<string, Story[]>();
  const eventOf = new Map<string, string>();

  beforeAll(async () => {
    // A Saturday soon after they were written: what is old is so by this clock.
    house = await openHouse({ at: Date.UTC(2018, 2, 10, 9), env: { COPYTASTER_SAMPLE: "no" } });
    const report = await house.app.importFile(articlesFile, { deskId: "newsroom" });
    expect(report).toMatchObject({ lines: 189, added: 189, problems: [] });
    for (const article of readArticles()) {
      const story = await house.app.services.archive.byUrl(article.url);
      if (!story) throw new Error(`not in the archive: ${article.url}`);
      stories.push({ story, article });
      events.set(article.event, [...(events.get(article.event) ?? []), story]);
      eventOf.set(story.id, article.event);
    }
  }, 60_000);
  afterAll(async () => {
    expect(house.complaints()).toEqual([]);
    await house.stop();
  });

  const of = (event: string): Story => {
    const [story] = events.get(event) ?? [];
    if (!story) throw new Error(`no story of ${event}`);
    return story;
  };
  const telegram = () => of("Apple_removed_Telegram");

  it("search finds an article by its title", async () => {
    let first = 0;
    let near = 0;
    for (const { story, article } of stories) {
      const reply = await house.ask(`search ${article.title}`);
      const at = data<Hits>(reply).hits.findIndex(({ id }) => id === story.id);
      if (at === 0) first++;
      if (at >= 0 && at < 3) near++;
    }
    expect(first / stories.length).toBeGreaterThan(0.85);
    expect(near / stories.length).toBeGreaterThan(0.95);
  });

  it("search keeps to days and languages", async () => {
    expect(data<{ count: number }>(await house.ask("search Telegram --days 60")).count).toBeGreaterThan(3);
    expect(data<{ count: number }>(await house.ask("search Telegram --days 14")).count).toBe(0);
    expect(data<{ count: number }>(await house.ask("search Telegram --language zh")).count).toBe(0);
  });

  it("every sentence of every summary is the article’s own, and its passage stands where it says", async () => {
    for (const { story } of stories) {
      const reply = await house.ask(`summarize ${story.id}`);
      expect(reply.failure).toBeUndefined();
      expect(reply.sentences?.length, story.title).toBeGreaterThan(0);
      expect(reply.sentences?.length).toBeLessThanOrEqual(3);
      for (const { text, passages, verdict } of reply.sentences ?? []) {
        expect(verdict).toBe("supported");
        expect(passages).toHaveLength(1);
        for (const passage of passages) {
          expect(passage.source).toBe(reply.sources?.[0]?.id);
          expect(story.text.slice(passage.start, passage.end)).toBe(text);
          expect(passage.text).toBe(text);
        }
      }
    }
  });

  it("a link that was collected is read from the archive, whatever its site added to it", async () => {
    const { story, article } =
      stories.find(({ article: { url, text } }) => url.includes("utm_") && text.length > 1000) ?? {};
    expect(article?.url).not.toBe(story?.url);
    expect(data(await house.ask(`${article?.url}`))).toMatchObject({ kind: "story", title: story?.title });
  });

  it("related gives the same event first, and says so", async () => {
    let right = 0;
    const asked = [...events].filter(([, told]) => told.length > 1);
    for (const [event, [story]] of asked) {
      const reply = await house.ask(`related ${story?.id} --limit 5`);
      const [best] = data<Hits>(reply).hits;
      expect(best?.reasons?.[0]?.code).toMatch(/^(sameEvent|similar)$/);
      expect(best?.id).not.toBe(story?.id);
      if (eventOf.get(best?.id ?? "") === event) right++;
    }
    expect(asked).toHaveLength(34);
    expect(right / asked.length).toBeGreaterThan(0.93);
    const words = data<Hits>(await house.ask("what did we run on Apple removing the Telegram app?")).hits;
    expect(words.slice(0, 5).map(({ id }) => eventOf.get(id))).toEqual(
      Array(5).fill("Apple_removed_Telegram"),
    );
  });

  it("sentiment has the sentences that weigh most, and hears a win from a shooting", async () => {
    const mean = async (event: string) => {
      const scores: number[] = [];
      for (const story of events.get(event) ?? []) {
        const reply = await house.ask(`sentiment ${story.id}`);
        const found = data<{ score: number; because: { text: string; start: number; end: number }[] }>(reply);
        expect(found.because.length, story.title).toBeGreaterThan(0);
        for (const { text, start, end } of found.because) expect(story.text.slice(start, end)).toBe(text);
        expect(reply.markdown).toContain("What weighs most");
        scores.push(found.score);
      }
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    // The scale is that of people's ratings of sentences, where whole reports stay nearer to the middle than a list's sums do.
    expect(await mean("las_vegas_shooting")).toBeLessThan(-0.2);
    expect(await mean("Benghazi_US_consulate_attack")).toBeLessThan(-0.3);
    expect(await mean("cubs_win_championship")).toBeGreaterThan(0.2);
    expect(await mean("Google_enables_Pixel_Visual_Core")).toBeGreaterThan(0.3);
    const topic = await house.ask("sentiment Telegram --days 60");
    expect(topic.data).toMatchObject({ topic: "Telegram", days: 60, label: "negative", positive: 0 });
    expect(topic.sources?.length).toBeGreaterThan(2);
  });

  it.each(["brief", "article", "blog", "social", "headline"])(
    "a %s is drafted by extraction: every claim is in the article, and it says how it was made",
    async (form) => {
      const story = telegram();
      const reply = await house.ask(`draft ${form} ${story.id}`);
      expect(reply.data).toMatchObject({ form, extracted: true });
      expect(reply.markdown).toContain("Made by extraction");
      const own = `${story.title} ${story.text}`.replace(/\s+/g, " ");
      for (const { text } of reply.sentences ?? [])
        expect(own).toContain(text.replace(/…$/, "").replace(/\s+/g, " ").trim());
      expect(reply.markdown).toMatch(/Telegram/);
    },
  );

  it("recommend names events, each once, each with its reasons and its summary", async () => {
    const reply = await house.ask("recommend --limit 10");
    const { picks } = data<Picks>(reply);
    expect(picks).toHaveLength(10);
    const told = picks.flatMap((pick) => pick.stories);
    expect(new Set(told).size).toBe(told.length);
    for (const pick of picks) {
      expect(pick.reasons.length).toBeGreaterThan(0);
      expect(pick.summary.length).toBeGreaterThan(0);
      expect(pick.outlets.length).toBeGreaterThan(1);
    }
    expect(reply.markdown).toMatch(/told by \d+ outlets/);
    const onTopic = data<Picks>(await house.ask("recommend missile")).picks;
    expect(eventOf.get(onTopic[0]?.stories[0] ?? "")).toBe("north_Korea_hokkaido_missile");
  });

  it("the desk’s brief weighs", async () => {
    await house.ask("desk set brief space, planets, satellites", { author: people.admin });
    const reply = await house.ask("recommend --limit 3");
    expect(reply.markdown).toMatch(/fits the desk’s brief/);
    expect(reply.markdown).toMatch(/planet|satellite|space|Tiangong/i);
  });

  it("answers in Chinese about articles in English", async () => {
    const author = people.chinese;
    expect((await house.ask(`摘要 ${telegram().id}`, { author })).markdown).toMatch(/Telegram.*摘自原文/s);
    expect((await house.ask(`相关 ${telegram().id}`, { author })).markdown).toMatch(/相关：.*同一事件/s);
    expect((await house.ask(`情感 ${telegram().id}`, { author })).markdown).toMatch(/负面/);
    expect((await house.ask(`起草 brief ${telegram().id}`, { author })).markdown).toMatch(/由摘录生成/);
  });
});
