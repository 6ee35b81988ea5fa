/** Names as people meet them: of a text, of the archive, a desk's own; corrected where the model was wrong. Names are invented. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GazetteerEntry, NamedEntity, Quantity, Reply, StoryName } from "../../src/types.ts";
import { channel, openHouse, people, type TestHouse } from "./house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.stop();
  expect(house.complaints()).toEqual([]);
});
const data = <T>(reply: Reply) => reply.data as T;
const story =
  "Chancellor Angela Merkel met Emmanuel Macron in Paris on Monday. Merkel said the European Central Bank (ECB) would lend €1.2bn. The chancellor left for Berlin.";

describe("names of a text", () => {
  it("are people, organisations and places with how often, in which forms and where they first stand", async () => {
    const reply = await house.ask(`names ${story}`);
    expect(reply.markdown).toMatch(
      /\*\*People\*\*\n*\n- \*\*Angela Merkel\*\* ×3 \(also: Merkel, The chancellor\): Chancellor Angela Merkel met/,
    );
    expect(reply.markdown).toMatch(/\*\*Organisations\*\*[\s\S]*European Central Bank\*\* ×2 \(also: ECB\)/);
    expect(reply.markdown).toMatch(/\*\*Places\*\*[\s\S]*Paris/);
    for (const { mentions } of data<{ names: NamedEntity[] }>(reply).names)
      for (const { start, end, text } of mentions) expect(story.slice(start, end)).toBe(text);
    expect(reply.madeBy.join()).toMatch(/names-en/);
    expect(reply.markdown).not.toMatch(/EUR/);
  });

  it("come with sums and dates when they are asked for", async () => {
    const reply = await house.ask(`names ${story} --quantities`);
    expect(reply.markdown).toMatch(/\*\*Money\*\*\n*\n- €1\.2bn \(EUR 1200000000\)/);
    const kinds = data<{ quantities: Quantity[] }>(reply).quantities.map(({ kind }) => kind);
    expect(kinds).toEqual(["date", "money"]);
  });

  it("are read in Chinese, and asked for in Chinese", async () => {
    const text =
      "北京大学教授孙立言认为，气候变化正在影响上海。孙立言教授周一在北京冬奥会开幕前说了这番话，引起各方关注。";
    const reply = await house.ask(`人名 ${text}`, { author: people.chinese });
    expect(reply.markdown).toMatch(
      /\*\*人物\*\*[\s\S]*孙立言\*\* ×2[\s\S]*\*\*机构\*\*[\s\S]*北京大学[\s\S]*\*\*事件\*\*[\s\S]*冬奥会/,
    );
  });

  it("may be none; what is asked without a text says what to give", async () => {
    const none = await house.ask(
      `names ${"the quick brown fox jumps over the lazy dog again and again. ".repeat(2)}`,
    );
    expect(none.markdown).toMatch(/no names/);
    const nothing = await house.ask("names 🙂.");
    expect(nothing.failure?.mend).toBeTruthy();
  });

  it("are corrected by a button: which one, what it is, and it becomes an example that says where", async () => {
    const reply = await house.ask(`names ${story}`);
    const which = await house.press(reply, "Correct this");
    expect(which.markdown).toMatch(/Which of these/);
    const what = await house.press(which, "Emmanuel Macron");
    expect(what.markdown).toMatch(/The model said \*\*person\*\* \(\d+% sure\)/);
    const asked = await house.press(what, "no name");
    await house.press(asked, /learn/i);
    const [example] = await house.app.store.learning.examples("names-en");
    expect(example).toMatchObject({ label: "none", answer: "person" });
    expect(example?.text.slice(example.start, example.end)).toBe("Emmanuel Macron");
    // In words, as a reply: the short form means the same one.
    await house.ask("Merkel is not a name", { about: reply.id });
    const other = await house.ask("Paris is not a place", { about: reply.id });
    expect(other.actions.map(({ label }) => label)).toEqual([
      "person",
      "organisation",
      "place",
      "event",
      "other name",
      "no name",
    ]);
    await house.press(other, "event");
    const examples = await house.app.store.learning.examples("names-en");
    expect(examples.map((one) => one.text.slice(one.start, one.end))).toEqual([
      "Emmanuel Macron",
      "Angela Merkel",
      "Paris",
    ]);
    expect(examples.map((one) => one.label)).toEqual(["none", "none", "event"]);
  });
});

describe("names of the archive", () => {
  it("are counted once a story, over the days asked for, with who stands with whom as a chart", async () => {
    const reply = await house.ask("names since 30d");
    const { names, stories, days } = data<{ names: StoryName[]; stories: number; days: number }>(reply);
    expect(days).toBe(30);
    expect(stories).toBeGreaterThan(20);
    expect(names.length).toBeGreaterThan(10);
    for (const one of names) {
      expect(one.stories).toBeLessThanOrEqual(stories);
      expect(one.mentions).toBeGreaterThanOrEqual(one.stories);
    }
    const counts = names.map((one) => one.stories);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const drawn = await house.press(reply, "Who stands with whom");
    expect(drawn.images?.[0]?.alt).toBeTruthy();
  });

  it("say what to do where nothing was told", async () => {
    expect((await house.ask("names zzyzx qqq since 2d")).markdown).toMatch(
      /nothing on “zzyzx qqq” in the last 2 days.*search/,
    );
  });
});

describe("a desk's own names", () => {
  const text =
    "The grant for the new ferry came from tidewater on Monday, and Janie spoke about it at length in the hall.";

  it("are used at once, listed, changed and taken away, and the audit log tells who did it", async () => {
    const added = await house.ask('names add "Jane Doe" person Janie, "J. Doe"');
    expect(added.markdown).toMatch(
      /\*\*Jane Doe\*\* is a name of this desk.*person \(also: J\. Doe, Janie\)/,
    );
    await house.ask("names add tidewater organisation");
    const reply = await house.ask(`names ${text}`);
    expect(
      data<{ names: NamedEntity[] }>(reply).names.map(({ name, kind, known }) => [name, kind, known]),
    ).toEqual([
      ["tidewater", "organisation", true],
      ["Jane Doe", "person", true],
    ]);
    expect(reply.actions.map(({ label }) => label)).not.toContain("Correct this");
    // Wherever the desk's texts are read: towards whom a text is friendly, and for programs.
    const towards = await house.ask(
      "sentiment tidewater was praised as a wonderful and generous friend of the whole town.",
    );
    expect(JSON.stringify(towards.data)).toMatch(/"name":"tidewater"/);
    const asked = {
      texts: [{ text }],
      want: ["names"],
      keywords: 5,
      keywordsAs: "labels",
      summaryWords: 50,
      domain: "news",
    } as const;
    const json = JSON.parse(Buffer.from(await house.app.host.analyze(asked, channel)).toString());
    expect(json[0].names.entities.map(({ name }: { name: string }) => name)).toEqual([
      "tidewater",
      "Jane Doe",
    ]);
    expect((await house.ask("names add tidewater place")).markdown).toMatch(/was organisation before.*place/);
    expect(data<{ entries: GazetteerEntry[] }>(await house.ask("names list")).entries).toHaveLength(2);
    expect((await house.ask("names remove J. Doe")).markdown).toMatch(/\*\*Jane Doe\*\* is no longer/);
    expect((await house.ask("why")).markdown).toMatch(/name removed by eva: Jane Doe/);
    const later = await house.ask(`names ${text}`);
    expect(data<{ names: NamedEntity[] }>(later).names.some(({ name }) => name === "Jane Doe")).toBe(false);
  });

  it("are no other desk's", async () => {
    const elsewhere = {
      place: { platform: "test", workspace: "w", channel: "sports" },
      author: people.admin,
    };
    await house.ask("desk create sports", elsewhere);
    expect((await house.ask("names list", elsewhere)).markdown).toMatch(/no names of its own/);
  });

  it("refuse what cannot be a name, what stands for another, and readers; in both languages", async () => {
    const problem = async (line: string, author = people.editor) =>
      (await house.ask(line, { author })).failure;
    expect((await problem("names add Jane Doe"))?.mend).toMatch(/then person, organisation/);
    expect((await problem("names add 12 person"))?.problem).toMatch(/cannot be a name/);
    expect((await problem("names add https://example.org person"))?.problem).toMatch(/cannot be a name/);
    await house.ask('names add "Ann Roe" person Annie');
    expect((await problem('names add "Annie Poe" person annie'))?.problem).toMatch(
      /“annie” stands for Ann Roe/,
    );
    expect(
      (
        await problem(
          `names add "Bo Roe" person ${Array.from({ length: 11 }, (_, n) => `bo${n}x`).join(", ")}`,
        )
      )?.problem,
    ).toMatch(/11 other forms/);
    expect((await problem("names remove Nobody"))?.problem).toMatch(/no name “Nobody”/);
    await house.ask("desk set role reader @rita", { author: people.admin });
    expect((await problem("names add Rita person", people.reader))?.problem).toMatch(/Only editors/);
    expect((await problem("名称 add 林清和", people.chinese))?.mend).toMatch(/人物、机构/);
    expect((await house.ask("名称 add 林清和 人物 林市长", { author: people.chinese })).markdown).toMatch(
      /林清和.*人物（又作：林市长）/,
    );
  });
});
