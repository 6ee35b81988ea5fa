/** Trends as people ask for them: what is hot, one topic over time, one against the other, an event step by step. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply, Story } from "../../src/types.ts";
import { openHouse, people, type TestHouse } from "./house.ts";

const hour = 3_600_000;
let house: TestHouse;
let now = 0;

/** Five weeks of a quiet town by two papers; then, three hours ago, a dam. People write about it as well. */
beforeAll(async () => {
  house = await openHouse({ env: { COPYTASTER_SAMPLE: "no" } });
  now = house.now();
  const desk = (await house.app.store.desks.list())[0]?.id ?? "";
  for (const [id, voice] of [
    ["post", undefined],
    ["herald", undefined],
    ["square", "social"],
  ] as const)
    await house.app.store.sources.add({
      ...{ id, deskId: desk, url: `https://${id}.example/feed`, title: `The ${id}`, kind: "feed" },
      ...{ dueAt: Number.MAX_SAFE_INTEGER, failures: 0, addedAt: 0, ...(voice ? { voice } : {}) },
    });
  const story = (id: string, sourceId: string, title: string, text: string, at: number): Story => ({
    ...{ id, sourceId, title, text, url: `https://${sourceId}.example/${id}`, language: "en" },
    ...{ outlet: `The ${sourceId}`, publishedAt: at, collectedAt: at, sample: false },
  });
  const subjects = ["council", "market", "school", "tram", "library", "harbour"];
  const usual = Array.from({ length: 35 * 12 }, (_, n) =>
    story(
      `u${n}`,
      n % 2 ? "post" : "herald",
      `Words about the ${subjects[n % 6]}`,
      "Nothing was decided.",
      now - (n + 1) * 2 * hour,
    ),
  );
  const dam = Array.from({ length: 18 }, (_, n) =>
    story(
      `d${n}`,
      ["post", "herald", "square"][n % 3] ?? "",
      n < 9 ? "Evacuation below the Kessel Dam <!channel>" : "Kessel Dam: the valley is empty",
      "The Kessel Dam is leaking. Families left the valley tonight.",
      now - 3 * hour + n * 10 * 60_000,
    ),
  );
  await house.app.store.archive.add([...usual, ...dam]);
});
afterAll(async () => {
  await house.stop();
  expect(house.complaints()).toEqual([]);
});

const data = <T>(reply: Reply) => reply.data as T;
const pictureOf = (reply: Reply) => {
  const [picture] = reply.images ?? [];
  expect(
    Buffer.from(picture?.data ?? "", "base64")
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  return picture?.alt ?? "";
};

describe("a digest", () => {
  it("names what rises most in its day, in both languages, and no other where it is on one topic", async () => {
    await house.app.services.trends.count(new AbortController().signal);
    const reply = await house.ask("digest now");
    expect(reply.markdown).toMatch(
      /Rising most: \*\*.*Dam.*\*\*, 1\d mentions against (<0\.1|0\.\d) expected, from [23] outlets, since .*\./,
    );
    expect(data<{ rising: { count: number } }>(reply).rising.count).toBeGreaterThan(10);
    expect(reply.actions.map(({ label }) => label)).toContain("What rises");
    expect((await house.ask("摘报", { author: people.chinese })).markdown).toMatch(/上升最快：\*\*.*Dam/);
    expect((await house.ask("digest now --topic council")).markdown).not.toMatch(/Rising/);
  });
});

describe("what is hot", () => {
  it("is told with how often, against what, since when, by how many, and with which words", async () => {
    for (const words of ["trends", "what is trending?", "What's hot right now?"]) {
      const reply = await house.ask(words);
      expect(reply.command, words).toBe("trends");
      expect(reply.markdown).toMatch(
        /Kessel Dam.* — \d+ mentions against <?0\.\d expected, from 3 outlets; began /,
      );
      expect(reply.markdown).not.toMatch(/council|market|tram/);
      expect(reply.markdown).not.toContain("<!channel>");
    }
    const reply = await house.ask("trends");
    expect(pictureOf(reply)).toMatch(/Kessel Dam/);
    const { trends } = data<{ trends: { count: number; expected: number; p: number }[] }>(reply);
    expect(trends[0]?.p).toBeLessThan(1e-4);
    expect(reply.actions.map(({ label }) => label)).toContain("The numbers");
  });

  it("is told in Chinese to who asks in Chinese", async () => {
    const reply = await house.ask("现在有什么热点？", { author: people.chinese });
    expect(reply.command).toBe("trends");
    expect(reply.markdown).toMatch(/提及 \d+ 次，预期 <?0\.\d 次，来自 3 家媒体/);
  });

  it("is nothing where nothing was collected, and says what would mend it", async () => {
    const place = { platform: "test", workspace: "w", channel: "other" };
    await house.ask("desk create empty", { author: people.admin, place });
    await house.ask("desk join empty", { author: people.admin, place });
    const reply = await house.ask("trends", { place });
    expect(reply.markdown).toMatch(/Nothing has been counted.*sources add/);
    expect(reply.images ?? []).toEqual([]);
  });
});

describe("whole subjects and tones", () => {
  interface Lines {
    lines: { label: string; total: number; points: { value: number }[] }[];
    stories: number;
    step: string;
  }

  it("are counted over all stories, as shares over time, with their numbers on asking", async () => {
    const tones = await house.press(await house.ask("trends"), "By tone");
    expect(tones.markdown).toMatch(
      /In what tone the last 14 days were told \(\d+ stories, \d+ with a tone\)/,
    );
    expect(pictureOf(tones)).toMatch(/Tone per day.*shares of stories: /);
    const { lines, stories, step } = data<Lines>(tones);
    expect(lines.map(({ label }) => label)).toEqual(["tone:negative", "tone:neutral", "tone:positive"]);
    expect(lines.reduce((sum, { total }) => sum + total, 0)).toBe(stories);
    expect(step).toBe("day");
    expect((await house.press(tones, "The numbers")).markdown).toMatch(/\| \d+% \(\d+\) \|/);
    expect(tones.madeBy.join(" ")).toMatch(/sentiment-linear-en \d+ \(\w{8}\)/);

    const subjects = await house.ask("trends --by subject --days 2");
    expect(data<Lines>(subjects).step).toBe("hour");
    expect(pictureOf(subjects)).toMatch(/Subjects per hour/);
    expect(subjects.madeBy.join(" ")).toMatch(/topics-iptc \d+ \(\w{8}\)/);
  });

  it("are understood as people ask for them, in both languages", async () => {
    const english = await house.ask("How has the tone of the news changed?");
    expect([english.command, data<{ by: string }>(english).by]).toEqual(["trends", "tone"]);
    const chinese = await house.ask("新闻的语气有什么变化？", { author: people.chinese });
    expect(chinese.markdown).toMatch(/最近 14 天的语气（\d+ 条稿件/);
    expect(pictureOf(chinese)).toMatch(/每日各语气占比/);
  });

  it("are not counted within one topic: that is asked for elsewhere", async () => {
    const reply = await house.ask("trends Kessel Dam --by tone");
    expect(reply.markdown).toMatch(/counted over all stories.*sentiment <topic> since 14d/s);
  });
});

describe("one topic", () => {
  it("is a line with what was to be expected, its burst, and a day ahead", async () => {
    const reply = await house.ask("trends Kessel Dam --days 7");
    expect(reply.markdown).toMatch(/“Kessel Dam”: \*\*18\*\* mentions in 7 days/);
    expect(reply.markdown).toMatch(/Burst since .*against/);
    expect(pictureOf(reply)).toMatch(/Kessel Dam/);
    const line = data<{ points: { at: number }[]; expected: { at: number }[] }>(reply);
    expect(line.expected.at(-1)?.at).toBeGreaterThan(now + 22 * hour);
    const long = await house.ask("trends Kessel Dam --days 30");
    expect(data<{ step: string; points: unknown[] }>(long)).toMatchObject({ step: "day" });
    expect(
      data<{ points: { value: number }[] }>(long).points.reduce((sum, { value }) => sum + value, 0),
    ).toBe(18);
    expect((await house.ask("how often was the council mentioned?")).markdown).toMatch(/No burst/);
    expect((await house.ask("trends unicorn")).markdown).toMatch(/do not mention.*--days 90/);
  });

  it("gives its numbers as a table to who presses for them", async () => {
    const reply = await house.press(await house.ask("trends Kessel Dam"), "The numbers");
    expect(reply.markdown).toMatch(/\| --- \|/);
  });

  it("shows who is named with it", async () => {
    const reply = await house.ask("trends --names");
    expect(reply.command).toBe("trends");
    expect(data<{ names: unknown[]; stories: number }>(reply).stories).toBeGreaterThan(0);
    const pressed = await house.press(await house.ask("trends Kessel Dam"), "Who is named with it");
    expect(pressed.command).toBe("names");
    const named = data<{ names: { name: string; stories: number }[] }>(pressed).names;
    expect(named.find(({ name }) => /Kessel/.test(name))?.stories).toBeGreaterThan(3);
  });
});

describe("one against the other", () => {
  const totals = (reply: Reply) =>
    data<{ sides: { name: string; total: number }[] }>(reply).sides.map(({ total }) => total);
  it("compares topics, and media with people", async () => {
    const topics = await house.ask("compare dam with unicorn");
    expect(totals(topics)).toEqual([18, 0]);
    expect(pictureOf(topics)).toMatch(/dam/);
    expect(totals(await house.ask("compare media with social on the dam"))).toEqual([12, 6]);
    expect(totals(await house.ask("compare The post, The herald on dam"))).toEqual([6, 6]);
    expect(totals(await house.ask("compare English with Chinese on dam"))).toEqual([18, 0]);
    expect(totals(await house.ask("对比 dam 和 unicorn"))).toEqual([18, 0]);
  });
  it("tells people from media by what an editor said of a source", async () => {
    const spoken = await house.ask('sources add "The herald" --kind social', { author: people.admin });
    expect(spoken.markdown).toMatch(/The herald.* now speaks for people/);
    expect((await house.ask("sources list")).markdown).toMatch(/The herald.*what people say/);
    expect(totals(await house.ask("compare media with social on the dam"))).toEqual([6, 12]);
    await house.ask("sources add herald --kind media", { author: people.admin });
    expect(totals(await house.ask("对比 媒体 和 社交 关于 dam"))).toEqual([12, 6]);
    await house.ask("desk set role reader @rita", { author: people.admin });
    expect(
      (await house.ask("sources add herald --kind social", { author: people.reader })).failure,
    ).toBeDefined();
  });
  it("asks for a second side where there is one", async () => {
    expect((await house.ask("compare dam")).failure?.mend).toMatch(/compare dam with bridge/);
  });
});

describe("an event", () => {
  it("is told step by step, each step with its source", async () => {
    const reply = await house.ask("timeline Kessel Dam");
    expect(reply.markdown).toMatch(/“Kessel Dam”, step by step: 18 stories from 3 outlets/);
    const { steps } = data<{ steps: { from: number; stories: number }[] }>(reply);
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.map(({ from }) => from)).toEqual([...steps.map(({ from }) => from)].sort((a, b) => a - b));
    expect(steps.reduce((sum, { stories }) => sum + stories, 0)).toBe(18);
    expect(reply.sources).toHaveLength(steps.length);
    expect((await house.ask("what happened with the Kessel Dam?")).command).toBe("timeline");
    expect((await house.ask("timeline unicorn")).markdown).toMatch(/tell nothing/);
  });
});

describe("a story that its source changes", () => {
  it("is not counted again", async () => {
    const { archive } = house.app.store;
    const count = () => house.app.services.trends.count(new AbortController().signal);
    await count();
    const known = await archive.get("d0");
    if (!known) throw new Error("the story is there");
    const { changed } = await archive.add([{ ...known, text: `${known.text} The Kessel Dam again.` }]);
    expect(changed).toHaveLength(1);
    expect(await count()).toBe(0);
  });
});
