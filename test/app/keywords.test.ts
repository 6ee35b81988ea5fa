/** Key phrases as people meet them: of a text, of a story, of an event over its stories. Texts are invented. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply, Story } from "../../src/types.ts";
import { attach, openHouse, people, type TestHouse } from "./house.ts";

let house: TestHouse;
const hour = 3_600_000;
const told = (n: number, title: string, text: string): Story => ({
  ...{ id: `dam-${n}`, sourceId: "source-dam", url: `https://news.example/dam/${n}`, title, text },
  ...{ language: "en", outlet: `Outlet ${n}`, author: "", sample: false },
  ...{ publishedAt: Date.now() - hour * (10 - n), collectedAt: Date.now() - hour * (10 - n) },
});
const stories = [
  told(
    1,
    "Quenby dam spillway cracks, town told to leave",
    "Engineers found a crack in the spillway of the Quenby dam on Monday. The mayor ordered the evacuation of the lower town, where four thousand people live.",
  ),
  told(
    2,
    "Evacuation below Quenby dam goes on overnight",
    "Buses took families out of the lower town through the night. The evacuation will last until engineers have lowered the water behind the Quenby dam.",
  ),
  told(
    3,
    "Engineers race to shore up spillway at Quenby dam",
    "Helicopters dropped rocks into the damaged spillway on Tuesday. Engineers said the Quenby dam itself was sound. The evacuation order stays in force.",
  ),
];

beforeAll(async () => {
  house = await openHouse();
  const desk = await house.app.store.desks.of({ platform: "test", workspace: "w", channel: "news" });
  await house.app.store.sources.add({
    ...{
      id: "source-dam",
      deskId: desk.id,
      url: "https://news.example/dam",
      title: "Dam",
      kind: "feed" as const,
    },
    ...{ dueAt: Date.now() + 1e9, failures: 0, addedAt: 0 },
  });
  await house.app.store.archive.add(stories);
});
afterAll(async () => {
  await house.stop();
  expect(house.complaints()).toEqual([]);
});

interface Data {
  keywords: {
    phrase: string;
    start?: number;
    end?: number;
    documents?: number;
    first?: { document: string; place?: { start: number; end: number } };
  }[];
}
const phrasesOf = (reply: Reply) => (reply.data as Data).keywords.map(({ phrase }) => phrase.toLowerCase());

describe("keywords of a text", () => {
  it("are shown where they first stand, and each opens its passage", async () => {
    const text = `${stories[0]?.text} ${stories[2]?.text}`;
    const reply = await house.ask(`keywords ${text}`);
    expect(phrasesOf(reply).some((phrase) => phrase.includes("quenby dam"))).toBe(true);
    expect(reply.markdown).toMatch(/\*\*[^*]+\*\* {2}\n {2}.*\*\*/);
    for (const { start = -1, end = -1, phrase } of (reply.data as Data).keywords)
      expect(text.slice(start, end)).toBe(phrase);
    expect(reply.sentences?.length).toBe(phrasesOf(reply).length);
    expect(reply.madeBy.join()).toMatch(/keywords \d/);
  });

  it("are as many and of the kind that is asked for", async () => {
    const reply = await house.ask("keywords dam-1 --as tags --count 5");
    expect(phrasesOf(reply)).toHaveLength(5);
    expect(reply.markdown).toContain("Tags for");
    expect(phrasesOf(reply).filter((phrase) => phrase.includes(" ")).length).toBeLessThan(3);
  });

  it("are found for a question about a message, and in Chinese for who speaks it", async () => {
    const quoted = "大坝溢洪道出现裂缝，下游居民连夜撤离。市长表示，撤离将持续到水位下降为止，大坝主体安全。";
    const reply = await house.ask("关键词是什么", { quoted, author: people.chinese });
    expect(phrasesOf(reply).join()).toContain("大坝");
    expect(reply.markdown).toContain("关键词");
  });

  it("say so where there are none, and how to ask where there is no text", async () => {
    const nothing = await house.ask(
      "keywords 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24",
    );
    expect(nothing.markdown).toMatch(/nothing in/);
    expect(nothing.failure).toBeUndefined();
    expect((await house.ask("keywords")).failure?.problem).toBeTruthy();
  });
});

describe("key phrases of an event", () => {
  it("are what its stories have in common, with how many tell it and the first that does", async () => {
    const reply = await house.ask("keywords Quenby");
    const found = (reply.data as Data).keywords;
    expect(reply.markdown).toContain("over 3 stories");
    expect(phrasesOf(reply)).toContain("quenby dam");
    expect(found.find(({ phrase }) => phrase.toLowerCase() === "quenby dam")?.documents).toBe(3);
    const evacuation = found.find(({ phrase }) => phrase.toLowerCase() === "evacuation");
    expect(evacuation?.first?.document).toBe("dam-1");
    const { start = -1, end = -1 } = evacuation?.first?.place ?? {};
    expect(stories[0]?.text.slice(start, end).toLowerCase()).toBe("evacuation");
    // What a single story says is not the event's.
    expect(phrasesOf(reply).join()).not.toMatch(/helicopter|buses/);
    expect(reply.sources?.every(({ url }) => url?.startsWith("https://news.example/dam/"))).toBe(true);
  });

  it("of something that nobody told are none, with the mend", async () => {
    const reply = await house.ask("keywords zyzzyva festival");
    expect(reply.markdown).toMatch(/nothing on “zyzzyva festival”.*search/s);
  });
});

describe("a wrong key phrase", () => {
  const text = `${stories[0]?.title}. ${stories[0]?.text}`;
  const marked = async () =>
    (await house.app.store.learning.examples("keywords")).map((one) => [
      one.text.slice(one.start, one.end).toLowerCase(),
      one.label,
    ]);

  it("is corrected by a button or in words, and one that is missing is added", async () => {
    const reply = await house.ask(`keywords ${text}`);
    const [first = "", second = ""] = phrasesOf(reply);
    const which = await house.press(reply, "Correct this");
    const what = await house.press(which, new RegExp(`^${first}$`, "i"));
    expect(what.actions.map(({ label }) => label)).toEqual(["key phrase", "no key phrase"]);
    const asked = await house.press(what, "no key phrase");
    await house.press(asked, /learn/i);
    expect(await marked()).toEqual([[first, "none"]]);
    await house.ask(`${second} is not a keyword`, { about: reply.id });
    await house.ask("lower town is a keyword", { about: reply.id });
    expect(await marked()).toEqual([
      [first, "none"],
      [second, "none"],
      ["lower town", "keyword"],
    ]);
    const nowhere = await house.ask("Atlantis is a keyword", { about: reply.id });
    expect(nowhere.failure?.mend).toBeTruthy();
    await house.ask("learn no");
    expect(await marked()).toEqual([]);
  });

  it("is corrected in Chinese, and of an event too", async () => {
    const chinese = await house.ask("关键词 昆比大坝出现裂缝，下游城镇的居民连夜撤离。工程师正在抢修大坝。", {
      author: people.chinese,
    });
    expect(chinese.findings?.length).toBeGreaterThan(0);
    const kept = await house.ask(`${phrasesOf(chinese)[0]}不是关键词`, {
      author: people.chinese,
      about: chinese.id,
    });
    expect(kept.markdown).toMatch(/训练/);
    const event = await house.ask("keywords Quenby dam");
    const which = await house.press(event, "Correct this");
    expect(which.actions.length).toBeGreaterThan(1);
  });
});

it("of a file are words of its text, not of what it is called", async () => {
  const files = [attach(house.platform, "scan_0042.txt", `${stories[0]?.text} ${stories[1]?.text}`)];
  const { markdown, data } = await house.ask("keywords", { files });
  expect(JSON.stringify(data)).toMatch(/dam/);
  expect(JSON.stringify(data)).not.toMatch(/txt|scan/);
  expect(markdown).not.toContain("in a headline");
});
