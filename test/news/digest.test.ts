import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { createNews } from "../../src/news/index.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { DigestRequest, News, Story } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { budget, comet, desk, ferry, hour, morning, story, strike } from "./stories.ts";

describe("the digest", () => {
  let dataDir: string;
  let store: OpenStore;
  let news: News;

  const request = (change: Partial<DigestRequest> = {}): DigestRequest => ({
    desk,
    since: morning - 24 * hour,
    until: morning,
    delivered: new Set(),
    limit: 10,
    ...change,
  });

  async function put(...stories: Story[]): Promise<void> {
    for (const { sourceId, outlet } of stories)
      await store.sources.add({
        id: sourceId,
        deskId: desk.id,
        url: `https://${encodeURIComponent(sourceId)}.example/feed`,
        title: outlet,
        kind: "feed",
        dueAt: 0,
        failures: 0,
        addedAt: 0,
      });
    await store.archive.add(stories);
  }

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "copytaster-news-"));
    store = await openStore({ dataDir, log: quietLog, now: () => morning });
    const { archive, sources } = store;
    news = createNews({ archive, sources, text: createTextTools(), collect: async () => [], log: quietLog });
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });

  it("tells an event of many sources once, with the others beside it", async () => {
    const told = ferry();
    await put(...told, budget(), comet(), strike());
    const digest = await news.digest(request());
    expect(digest.picks).toHaveLength(4);
    const pick = digest.picks.find((one) => one.event.stories.length > 1);
    expect(pick?.event.stories.map((one) => one.id).toSorted()).toEqual(told.map((one) => one.id).toSorted());
    expect(digest.looked).toEqual({ stories: 6, sources: 3, repeats: 0 });
  });

  it("gives sentences whose passages stand in the lead's text, to the character", async () => {
    await put(...ferry(), budget(), comet(), strike());
    const digest = await news.digest(request());
    for (const { event, summary } of digest.picks) {
      expect(summary.length).toBeGreaterThanOrEqual(1);
      expect(summary.length).toBeLessThanOrEqual(2);
      for (const { passages } of summary)
        for (const { source, start, end, text } of passages) {
          expect(source).toBe(event.lead.id);
          expect(event.lead.text.slice(start, end)).toBe(text);
        }
    }
  });

  it("leaves out what was delivered, also when another outlet tells it later", async () => {
    const [first, second, third] = ferry();
    if (!first || !second || !third) throw new Error("the fixture has three");
    await put(first, second, budget());
    const delivered = new Set([first.id, second.id]);
    await put({ ...third, collectedAt: morning - hour });
    const digest = await news.digest(request({ delivered }));
    expect(digest.picks.map((one) => one.event.lead.title)).toEqual([expect.stringContaining("budget")]);
    expect(digest.looked.repeats).toBe(1);
  });

  it("knows a late telling of an event that was delivered before the window", async () => {
    const [first, second, third] = ferry();
    if (!first || !second || !third) throw new Error("the fixture has three");
    await put(first, second, third);
    const digest = await news.digest(
      request({ since: morning - 5.5 * hour, delivered: new Set([first.id, second.id]) }),
    );
    expect(digest.picks).toEqual([]);
    expect(digest.looked).toMatchObject({ stories: 1, repeats: 1 });
  });

  it("tells a delivered event again when a new story says more, and says that it is a development", async () => {
    const told = ferry();
    await put(...told);
    const turn = story(
      "Captain of stranded ferry Calypso arrested, 3 officers questioned after alcohol test",
      "Police in Norrvik arrested the captain of the ferry Calypso on Monday. An alcohol test was positive, the prosecutor said. Three officers are being questioned, and the company suspended its safety manager. A court will decide on detention.",
      { outlet: "Coast Radio", hoursAgo: 1 },
    );
    await put(turn);
    const delivered = new Set(told.map((one) => one.id));
    const digest = await news.digest(request({ delivered }));
    expect(digest.picks.map((one) => one.event.lead.id)).toEqual([turn.id]);
    expect(digest.picks[0]?.reasons).toContainEqual({ code: "development", value: 1 });
  });

  it("does not take an edited headline for news", async () => {
    const one = comet();
    await put(one);
    await put({
      ...one,
      title: "LIVE: two-tailed comet seen on 37 nights",
      publishedAt: morning - 60_000,
      collectedAt: morning - 60_000,
    });
    const digest = await news.digest(request({ delivered: new Set([one.id]) }));
    expect(digest.picks).toEqual([]);
  });

  it("counts each story in exactly one of two windows that touch", async () => {
    const edge = { ...comet(), collectedAt: morning - 12 * hour };
    await put(edge, budget());
    const middle = morning - 12 * hour;
    const night = await news.digest(request({ until: middle }));
    const day = await news.digest(request({ since: middle }));
    expect(night.picks.map((one) => one.event.lead.id)).toEqual([edge.id]);
    expect(day.picks.map((one) => one.event.lead.title)).toEqual([expect.stringContaining("budget")]);
  });

  it("goes by when a story came in, not by the date that it bears", async () => {
    await put({ ...comet(), publishedAt: Date.UTC(2017, 8, 15), collectedAt: morning - hour });
    expect((await news.digest(request())).picks).toHaveLength(1);
  });

  it("keeps to its topic; one of several topics is enough", async () => {
    await put(...ferry(), budget(), comet(), strike());
    const titles = async (topic: string) =>
      (await news.digest(request({ topic }))).picks
        .map((one) => one.event.lead.title.split(" ")[0])
        .toSorted();
    expect(await titles("comet")).toEqual(["Astronomers"]);
    expect(await titles("comet, strike")).toEqual(["Astronomers", "Bus"]);
  });

  it("sees nothing of another desk's sources", async () => {
    await put(comet());
    const other = { ...desk, id: "sports" };
    expect((await news.digest(request({ desk: other }))).looked).toEqual({
      stories: 0,
      sources: 0,
      repeats: 0,
    });
  });

  it("is empty and says what it looked at when nothing came in", async () => {
    await put(comet());
    const digest = await news.digest(request({ since: morning, until: morning + hour }));
    expect(digest).toEqual({
      since: morning,
      until: morning + hour,
      picks: [],
      looked: { stories: 0, sources: 1, repeats: 0 },
    });
  });

  it("recommends the night's events with reasons, and looks farther back where the night was quiet", async () => {
    await put(...ferry(), comet(), strike());
    const now = await news.recommend(desk, 2, morning);
    expect(now).toHaveLength(2);
    expect(now[0]?.event.stories).toHaveLength(3);
    const later = await news.recommend(desk, 5, morning + 4 * 24 * hour);
    expect(later.map((one) => one.event.lead.title)).toHaveLength(3);
    for (const pick of [...now, ...later]) expect(pick.reasons.length).toBeGreaterThan(0);
    expect(await news.recommend(desk, 5, morning, "comet")).toMatchObject([
      { reasons: [{ code: "matches" }, {}] },
    ]);
  });

  it("finds what was run on the same event and on the same subject, and tells them apart", async () => {
    const [asked, ...same] = ferry();
    if (!asked) throw new Error("the fixture has three");
    const subject = story(
      "Ferry company on the Norrvik line cancels winter sailings",
      "The ferry company will cancel sailings on the Norrvik line from November. Passengers will have to take the bus over the bridge. The harbour master regretted the decision.",
      { outlet: "Daily Ledger", hoursAgo: 24 * 90 },
    );
    await put(asked, ...same, subject, budget(), comet(), strike());
    const related = await news.related(asked, 3);
    expect(related.map((one) => one.story.id)).not.toContain(asked.id);
    expect(
      related
        .slice(0, 2)
        .map((one) => one.story.id)
        .toSorted(),
    ).toEqual(same.map((one) => one.id).toSorted());
    expect(related.map((one) => one.reasons[0]?.code)).toEqual(["sameEvent", "sameEvent", "similar"]);
    expect(await news.related({ title: "", text: "" }, 3)).toEqual([]);
  });
});
