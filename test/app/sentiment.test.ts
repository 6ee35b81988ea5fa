/** `sentiment` through the whole bot, by the shipped models: of a text, towards those named, of a thread, of a topic over time; and correcting it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding, Reply, Towards } from "../../src/types.ts";
import { channel, hour, openHouse, people, type TestHouse } from "./house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.stop();
  expect(house.complaints()).toEqual([]);
});

const data = <T>(reply: Reply) => reply.data as T;
const review =
  "Critics praised Angela Meyer for her courage and accused Tom Brandt of lying to the public. Brandt denied it.";
const inThread = { place: { ...channel, thread: "t1" } };

describe("a text", () => {
  it("has a label, the words that weigh when left out, where the network looked, and the models that said so", async () => {
    const reply = await house.ask(`sentiment ${review}`);
    expect(reply.markdown).toMatch(/^\*\*negative\*\* \(−0\.\d\d on −1 … 1, \d\d% sure\)/);
    expect(reply.markdown).toMatch(/without the word: .*_accused_ −0\.\d\d.*the network looked at: /);
    expect(reply.markdown).toMatch(/By sentiment-linear-en .* \+ sentiment-lstm-en .*heard together/);
    expect(reply.madeBy).toEqual([
      expect.stringMatching(/^sentiment-linear-en/),
      expect.stringMatching(/^sentiment-lstm-en/),
      expect.stringMatching(/^sentiment-targets/),
    ]);
  });

  it("speaks differently of each person it names; --towards asks for some of them", async () => {
    const all = data<{ towards: { name: string; score: number; strongest: Towards }[] }>(
      await house.ask(`sentiment ${review}`),
    ).towards;
    expect(all.map(({ name }) => name)).toEqual(["Angela Meyer", "Tom Brandt"]);
    expect(all[0]?.score).toBeGreaterThan((all[1]?.score ?? 0) + 0.2);
    for (const { strongest } of all)
      expect(review.slice(strongest.start, strongest.end)).toBe(strongest.text);
    const one = await house.ask(`sentiment ${review} --towards "Brandt, Nobody"`);
    expect(one.markdown).toMatch(/\*\*Tom Brandt\*\*: negative \(−0\.\d\d, 2 mentions\)/);
    expect(one.markdown).not.toMatch(/\*\*Angela Meyer\*\*/);
    expect(one.markdown).toMatch(/Not found in the text: Nobody/);
  });

  it("is answered in Chinese, less sure, and says so", async () => {
    const reply = await house.ask(
      "情感 王芳热情周到，服务非常好，房间干净整洁，下次还会再来，强烈推荐给大家。",
      {
        author: people.chinese,
      },
    );
    expect(reply.markdown).toMatch(/^\*\*正面\*\*/);
    expect(reply.markdown).toMatch(/去掉该词：/);
    expect(reply.markdown).toMatch(/以词表为主/);
    const known = await house.ask(
      "情感 服务很好，房间干净，非常满意，早餐也不错，价格公道，下次还来住。 --as reviews",
      {
        author: people.chinese,
      },
    );
    expect(known.markdown).toMatch(/^\*\*正面\*\*（.*把握 \d\d%）/);
  });

  it("of signs alone is no topic: it is read", async () => {
    expect((await house.ask("sentiment 😡")).markdown).toMatch(/^\*\*negative\*\*/);
  });

  it.each(["!!!", "— … %%", "🪨"])("of %s alone is none: nothing was scored", async (text) => {
    const reply = await house.ask(`sentiment ${text}`);
    expect(reply.markdown).toContain("There is nothing in it to judge a tone by.");
    expect(reply.markdown).not.toMatch(/neutral|word list/);
    expect(reply.data).toMatchObject({ models: [], confidence: 0 });
  });

  it.each(["ghastly", "12345"])("%s alone has an answer, too", async (text) => {
    const reply = await house.ask(`sentiment ${text}`);
    expect(reply.failure).toBeUndefined();
    expect(reply.markdown).toMatch(/nothing on.*Read as a text:/s);
  });

  it("of two languages says that each has its own model, and how sure that is", async () => {
    const text =
      "The mayor praised the brave firefighters and the crowd cheered. 但批评者指责市议会浪费纳税人的钱。";
    const reply = await house.ask(`sentiment ${text}`);
    expect(reply.data).toMatchObject({ basis: "model", besides: ["mixed"] });
    expect(reply.markdown).toContain("Its Chinese sentences less surely");
    expect((await house.ask(`sentiment ${text}`, { author: people.chinese })).markdown).toContain(
      "其中的中文句子把握较低",
    );
    expect((await house.ask("sentiment The mayor praised the brave firefighters.")).markdown).not.toContain(
      "Chinese",
    );
  });

  it("that is one short sentence is a text, not a topic", async () => {
    const reply = await house.ask("sentiment The film is not good.");
    expect(data<{ score: number }>(reply).score).toBeLessThan(-0.1);
  });

  it("can be corrected, whole or for one of those named", async () => {
    const reply = await house.ask(`sentiment ${review}`);
    expect(reply.findings?.map(({ task }) => task)).toEqual([
      "sentiment-en",
      "sentiment-targets",
      "sentiment-targets",
    ]);
    for (const finding of reply.findings?.slice(1) ?? [])
      expect(finding.text.slice(finding.start, finding.end)).toMatch(/Meyer|Brandt/);
    const choices = await house.press(reply, "Wrong: Angela Meyer");
    expect(data<{ finding: Finding }>(choices).finding).toMatchObject({ task: "sentiment-targets" });
    await house.ask("learn yes");
    await house.press(choices, "positive");
    expect(await house.app.store.learning.examples("sentiment-targets")).toMatchObject([
      { label: "positive", text: expect.stringMatching(/praised Angela Meyer/) },
    ]);
    await house.ask("learn no");
  });
});

describe("a thread", () => {
  it("is told from its beginning to its end, with a chart where it took hours", async () => {
    const now = house.now();
    const lines = [
      "This is a disaster.",
      "Everybody is angry about the delay.",
      "A terrible mess.",
      "We look into it.",
      "It works again, thank you!",
      "Great, what a relief.",
      "Wonderful, I am so happy.",
    ];
    house.platform.said = lines.map((text, i) => ({
      id: `m${i}`,
      author: { id: "a", name: "ana" },
      at: now - (lines.length - i) * hour,
      text,
      bot: false,
    }));
    const reply = await house.ask("sentiment thread", inThread);
    house.platform.said = [];
    expect(reply.markdown).toMatch(/7 messages: the first third −0\.\d\d, the last \+0\.\d\d/);
    expect(reply.images?.[0]?.alt).toMatch(/How the thread sounds/);
  });
});

describe("a topic", () => {
  it("is followed over time, with a chart, its numbers on asking, and the linear model alone", async () => {
    const reply = await house.ask("sentiment ferry since 14d");
    expect(reply.markdown).toMatch(/“ferry” since .*: \*\*\w+\*\* over \d+ stories/);
    expect(reply.images?.[0]?.alt).toMatch(/Sample data, not news.*How ferry sounds, mean per hour/);
    expect(reply.madeBy).toEqual([expect.stringMatching(/^sentiment-linear-en/)]);
    const { count, positive, neutral, negative, days } = data<Record<string, number>>(reply);
    expect((positive ?? 0) + (neutral ?? 0) + (negative ?? 0)).toBe(count);
    expect(days).toBe(14);
    const table = await house.press(reply, "The numbers");
    expect(table.markdown).toMatch(/\| Time \| tone \|/i);
    const zh = await house.ask("情感 大桥 最近14天", { author: people.chinese });
    expect(data(zh)).toMatchObject({ days: 14, topic: "大桥" });
  });

  it("is understood in plain words", async () => {
    for (const [text, author] of [
      ["what is the mood around the ferry?", people.editor],
      ["how does the ferry strike sound this week?", people.editor],
      ["轮渡的情感如何？", people.chinese],
    ] as const) {
      const reply = await house.ask(text, { author });
      expect(reply.command).toBe("sentiment");
      expect(reply.failure).toBeUndefined();
      expect(data<{ count: number }>(reply).count).toBeGreaterThan(0);
    }
  });

  it.each([
    ["sentiment ferry since 2026-02-31", /no date or length of time.*12h, 7d/s],
    ["sentiment ferry --since soon", /no date or length of time/],
    ["sentiment ferry --since 2999-01-01", /has not come yet/],
  ])("%s says what is wrong", async (text, mend) => {
    const { failure, markdown } = await house.ask(text);
    expect(failure).toBeDefined();
    expect(markdown).toMatch(mend);
  });

  it("that nobody wrote about is told, and a time is kept to", async () => {
    const none = await house.ask("sentiment zeppelin races since 3d");
    expect(none.markdown).toMatch(/nothing on “zeppelin races” since/);
    expect(none.markdown).not.toMatch(/Read as a text/);
  });
});

it("is heard by the linear model alone where a setting says so", async () => {
  const alone = await openHouse({ env: { TONE_NETWORK: "no" } });
  const reply = await alone.ask(`sentiment ${review}`);
  expect(reply.madeBy.join()).toMatch(/sentiment-linear-en/);
  expect(reply.madeBy.join()).not.toMatch(/lstm/);
  expect(reply.markdown).not.toMatch(/the network looked/);
  expect((await alone.ask("models")).markdown).not.toMatch(/sentiment-network-en/);
  await alone.stop();
});
