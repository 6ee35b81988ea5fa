/** What a newcomer can ask on the first day: the whole bot on its sample newsroom, with no key, no account and no network. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Reply, Story } from "../../src/types.ts";
import { attach, channel, hour, openHouse, people, type TestHouse } from "./house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.stop();
  // Whatever was asked here, nothing broke on our side.
  expect(house.complaints()).toEqual([]);
});

const minute = 60_000;
const data = <T>(reply: Reply) => reply.data as T;
const hitsOf = (reply: Reply) => data<{ hits: { id: string; title: string }[] }>(reply).hits;

async function bridge(): Promise<string> {
  const [first] = hitsOf(await house.ask("search Corder Bridge"));
  if (!first) throw new Error("the sample newsroom has no bridge");
  return first.id;
}

describe("each command, in English and in Chinese", () => {
  it.each([
    ["help", "help", people.editor, /recommend.*worth running/i],
    ["帮助", "help", people.chinese, /推荐|值得发/],
    ["help digest", "help", people.editor, /digest at 07:30/],
    ["search Corder Bridge", "search", people.editor, /Corder Bridge shut after barge hits pier/],
    ["搜索 大桥", "search", people.chinese, /科德大桥/],
    ["recommend", "recommend", people.editor, /Worth running now.*told by \d outlets/s],
    ["推荐", "recommend", people.chinese, /值得发的.*家媒体报道/s],
    ["digest now", "digest", people.editor, /what came in since.*Also in:.*stories from 4 sources read/s],
    ["摘报", "digest", people.chinese, /以来收到的新闻.*另见/s],
    ["related Corder Bridge barge", "related", people.editor, /Corder Bridge.*same (event|subject)/s],
    ["sentiment ferry", "sentiment", people.editor, /over \d+ stories/],
    ["情感 大桥", "sentiment", people.chinese, /关于“大桥”的 \d+ 条稿件/],
    ["sources list", "sources", people.editor, /\(4\):.*Harbour Post.*sample, not news/s],
    ["sources export", "sources", people.editor, /sample, not news/],
    ["来源", "sources", people.chinese, /4.*个来源.*示例，并非新闻/s],
    ["health", "health", people.editor, /Everything that is on works.*SQLite.*OPENAI/s],
    ["健康", "health", people.chinese, /都正常/],
    ["desk", "desk", people.editor, /desk \*\*newsroom\*\*/],
    ["编辑台", "desk", people.chinese, /属于编辑台 \*\*newsroom\*\*/],
    ["why", "why", people.editor, /No digest is scheduled here/],
    ["为什么", "why", people.chinese, /没有定时摘报/],
  ])("%s", async (text, command, author, answer) => {
    const reply = await house.ask(text, { author });
    expect(reply.failure).toBeUndefined();
    expect(reply.command).toBe(command);
    expect(reply.markdown).toMatch(answer);
    expect(reply.madeBy.length).toBeGreaterThan(0);
  });

  it("takes a story by its headline", async () => {
    const [first] = hitsOf(await house.ask("search Corder Bridge"));
    const reply = await house.ask(`summarize ${first?.title.toUpperCase()}`);
    expect(reply.sources).toMatchObject([{ storyId: first?.id }]);
  });

  it("summarizes a story, each sentence with its passage, and says that nothing was rewritten", async () => {
    const id = await bridge();
    const story = await house.app.store.archive.get(id);
    const reply = await house.ask(`summarize ${id}`);
    expect(reply.sentences?.length).toBeGreaterThan(1);
    for (const { text, passages } of reply.sentences ?? []) {
      expect(passages.length).toBeGreaterThan(0);
      for (const { start, end } of passages) expect(story?.text.slice(start, end)).toBe(text);
    }
    expect(reply.markdown).toContain("nothing was rewritten");
    expect(reply.sources).toMatchObject([{ storyId: id, sample: true }]);
    const longer = await house.press(reply, "Longer");
    expect(longer.sentences?.length).toBeGreaterThan(reply.sentences?.length ?? 0);
  });

  it.each(["brief", "article", "blog", "social", "headline"])(
    "drafts a %s by extraction, and says so",
    async (form) => {
      const reply = await house.ask(`draft ${form} ${await bridge()}`);
      expect(reply.data).toMatchObject({ form, extracted: true });
      expect(reply.markdown).toContain("Made by extraction");
      expect(reply.markdown).toMatch(/bridge/i);
    },
  );

  it("reads pasted text, a file, and the thread", async () => {
    const text =
      "The harbour wall was breached on Monday night. Forty people left their homes in Quay Street. The council meets on Friday to pay for a new wall.";
    expect((await house.ask(`summarize ${text}`)).markdown).toContain("harbour wall was breached");
    const file = attach(house.platform, "release.txt", text);
    expect((await house.ask("summarize", { files: [file] })).markdown).toContain("Quay Street");
    house.platform.said = text.split(/(?<=\.) /).map((line, n) => ({
      ...{ id: `s${n}`, at: n, text: line, bot: false },
      author: { id: "ana", name: "Ana" },
    }));
    const thread = { ...channel, thread: "t1" };
    expect((await house.ask("what is this about?", { place: thread })).markdown).toContain("harbour wall");
  });

  it("keeps 👍 and 👎 for the reply that they point at", async () => {
    const about = (await house.ask("recommend")).id;
    const reply = await house.ask("👍", { kind: "reacted", about });
    expect(reply.failure).toBeUndefined();
    expect(await house.app.store.feedback.of(about)).toMatchObject([{ verdict: "up" }]);
    expect((await house.ask("why", { about })).markdown).toMatch(/made by \*\*recommend\*\*/);
  });
});

describe("natural words", () => {
  it.each([
    ["what can you do?", "help"],
    ["你能做什么？", "help"],
    ["what did I miss?", "digest"],
    ["今天有什么新闻？", "digest"],
    ["what is worth running now?", "recommend"],
    ["what did we run on the ferry strike?", "related"],
    ["are you there?", "health"],
    ["write me five headlines about The council met on the harbour wall and voted for it.", "draft"],
  ])("“%s” is %s", async (text, command) => {
    const reply = await house.ask(text);
    expect(reply.failure).toBeUndefined();
    expect(reply.command).toBe(command);
  });

  it("an unknown first word goes to the archive, and says so", async () => {
    const reply = await house.ask("ferry strike");
    expect(reply.command).toBe("search");
    expect(reply.markdown).toMatch(/^I took that for a search/);
    expect(hitsOf(reply)[0]?.title).toMatch(/ferry|strike/i);
    const chinese = await house.ask("大桥", { author: people.chinese });
    expect(chinese.markdown).toMatch(/^我把这句话当作存档搜索/);
  });
});

describe("who may do what", () => {
  it("a reader reads; only editors change what is collected and posted; only admins the desk", async () => {
    const { reader, editor, admin } = people;
    const made = await house.ask("digest at 07:30", { author: editor });
    expect((await house.ask("desk set role reader @rita", { author: editor })).failure?.problem).toMatch(
      /admins/,
    );
    expect((await house.ask("desk set role reader @rita", { author: admin })).failure).toBeUndefined();
    const story = await bridge();
    const before = await house.rows();
    for (const text of [
      `draft brief ${story}`,
      "sources add https://example.org/feed",
      "sources remove sample",
      "digest at 09:00",
      "digest stop",
      "desk set brief all mine",
    ])
      expect((await house.ask(text, { author: reader })).failure?.problem, text).toMatch(/editor|admin/i);
    // Also by a button that an editor was given.
    expect((await house.press(made, "End this digest", { author: reader })).failure?.problem).toMatch(
      /editors/i,
    );
    const { inbox: _, journal: __, ...after } = await house.rows();
    expect(before).toMatchObject(after);
    expect((await house.ask("search ferry", { author: reader })).failure).toBeUndefined();
    expect((await house.press(made, "End this digest", { author: editor })).markdown).toContain("Ended");
  });

  it("a desk has its own language, brief and sources", async () => {
    const sports = { ...channel, channel: "sports" };
    const as = { place: sports, author: people.admin };
    expect((await house.ask("desk create Sports", as)).markdown).toContain("Sports");
    await house.ask("desk set language zh", as);
    await house.ask("desk set brief football, the cup", as);
    expect((await house.ask("desk", as)).markdown).toMatch(/编辑台 \*\*Sports\*\*.*football, the cup/s);
    expect((await house.ask("sources list", as)).data).toEqual({ sources: [] });
    expect((await house.ask("desk", { author: people.admin })).markdown).toMatch(/desk \*\*newsroom\*\*/);
  });
});

describe("a digest on schedule", () => {
  it("is posted when its time comes, once, and tells nothing twice", async () => {
    const morning = await openHouse();
    try {
      const due = Math.floor(morning.now() / minute) * minute + 5 * minute;
      const clock = new Date(due + 8 * hour).toISOString().slice(11, 16);
      const made = await morning.ask(`digest at ${clock} Asia/Shanghai`);
      expect(made.markdown).toContain(`**${clock}** (every day, Asia/Shanghai)`);
      expect([...(await morning.app.services.digests.next()).values()]).toEqual([due]);
      morning.pass(due - morning.now() + 1_000);
      await vi.waitFor(() => expect(morning.platform.posts).toHaveLength(1), 15_000);
      const [first] = morning.platform.posts;
      expect(first?.place).toEqual(channel);
      expect(first?.reply.markdown).toMatch(/what came in since.*Also in/s);
      expect((await morning.ask("why digest")).markdown).toMatch(/\(sent\)/);
      const told = picked(first?.reply);
      expect(told.length).toBeGreaterThan(3);
      // A new event, and one more telling of a told one.
      const archive = morning.app.store.archive;
      const known = await archive.get(told[0] ?? "");
      if (!known) throw new Error("the digest told of a story that is not there");
      const again = { ...known, id: "again", url: "sample:again", outlet: "Evening Lantern" };
      await archive.add([newStory(morning.now()), { ...again, collectedAt: morning.now() }]);
      morning.pass(24 * hour);
      await vi.waitFor(() => expect(morning.platform.posts).toHaveLength(2), 15_000);
      const second = picked(morning.platform.posts[1]?.reply);
      expect(second).toEqual(["otter"]);
      expect(morning.platform.posts[1]?.reply.data).toMatchObject({ looked: { stories: 2, repeats: 1 } });
      await morning.ask("digest stop");
      expect((await morning.ask("digest list")).data).toEqual({ digests: [] });
    } finally {
      await morning.stop();
    }
  });
});

const picked = (reply: Reply | undefined): readonly string[] =>
  reply ? data<{ picks: { stories: string[] }[] }>(reply).picks.flatMap((pick) => pick.stories) : [];

const newStory = (at: number): Story => ({
  id: "otter",
  sourceId: "sample-harbour-post",
  url: "sample:otter",
  title: "Otter found asleep in the mayor’s chair",
  text: "An otter slept through the whole of Tuesday’s council in the mayor’s chair. Nobody had the heart to wake it, the clerk said.",
  language: "en",
  outlet: "Harbour Post",
  publishedAt: at,
  collectedAt: at,
  sample: true,
});

describe("the sample newsroom", () => {
  it.each([
    "trends ferry",
    "trends about the ferry",
    "compare ferry with dam",
    "timeline ferry",
    "trends --by tone",
    "sentiment about ferry since 14d",
    "names --network",
  ])("says in the chart of “%s” that it is a sample", async (asked) => {
    const { images, failure, markdown } = await house.ask(asked);
    expect(failure).toBeUndefined();
    expect(markdown).not.toMatch(/about|1 outlets/);
    expect(images?.map(({ alt }) => alt)).toEqual([expect.stringMatching(/^Sample data, not news\./)]);
  });

  it("goes with one command, and stays away", async () => {
    const first = await openHouse();
    try {
      expect((await first.ask("recommend")).markdown).toContain("_sample_");
      expect((await first.ask("sources remove sample")).markdown).toMatch(/60/);
      expect((await first.ask("search bridge")).data).toMatchObject({ count: 0 });
      expect((await first.ask("recommend")).data).toEqual({ picks: [] });
      await first.app.stop();
      const second = await openHouse({ dataDir: first.dataDir });
      expect((await second.ask("sources list")).data).toEqual({ sources: [] });
      await second.stop();
    } finally {
      await first.stop();
    }
  });
});
