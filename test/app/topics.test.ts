/** Topics as people meet them: of a text, of the archive, a desk's own categories; and search by meaning where words find nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staticEmbedder } from "../../src/app/meaning.ts";
import { embedStories } from "../../src/jobs/embed-stories.ts";
import type { HouseParts } from "../../src/jobs/index.ts";
import type { Job, Reply } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { openHouse, people, type TestHouse } from "./house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.stop();
  expect(house.complaints()).toEqual([]);
});
const data = <T>(reply: Reply) => reply.data as T;
const goal = "The striker scored twice as the champions came from behind to win the match";

describe("topics", () => {
  it("tells what a text is about, in the asker's language, with the model that said so", async () => {
    const reply = await house.ask(`topics ${goal}`);
    expect(reply.markdown).toMatch(/about \*\*sport\*\*/);
    expect(reply.madeBy.join()).toMatch(/topics-iptc/);
    const chinese = await house.ask(`主题 ${goal}`, { author: people.chinese });
    expect(chinese.markdown).toMatch(/体育/);
  });

  it("says that it is not sure where it is not", async () => {
    const reply = await house.ask(
      "topics lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod",
    );
    expect(reply.markdown).toMatch(/not sure|cannot say/);
    expect(data<{ sure: boolean }>(reply).sure).toBe(false);
  });

  it("counts the archive's subjects and tells what grows, every story counted once", async () => {
    const reply = await house.ask("topics --days 30");
    const { count, unclear, topics, themes } = data<{
      count: number;
      unclear: number;
      topics: { count: number }[];
      themes: { label: string[]; stories: string[] }[];
    }>(reply);
    expect(count).toBeGreaterThan(20);
    expect(unclear + topics.reduce((sum, one) => sum + one.count, 0)).toBe(count);
    expect(themes.length).toBeGreaterThan(0);
    for (const theme of themes) {
      expect(theme.label.length).toBeGreaterThan(0);
      expect(theme.stories.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("a desk's own categories", () => {
  const example = (n: number) =>
    `Ferry number ${n} waits at the harbour dock while sailors load cargo and the port pilot boards ship ${n * 7}.`;

  it("are taught by editors, told as too few, then used with their figure, and forgotten", async () => {
    const few = await house.ask(`topics teach "port life" ${example(1)}`);
    expect(few.markdown).toMatch(/example 1 of \*\*port life\*\*.*from 8 examples on; 7 to go/s);
    const again = await house.ask(`topics teach "port life" ${example(1)}`);
    expect(again.markdown).toMatch(/was an example/);
    for (let n = 2; n <= 10; n++) await house.ask(`topics teach ${example(n)} --category "port life"`);
    const list = await house.ask("topics list");
    expect(list.markdown).toMatch(/port life.*10 examples.*held out: \d+%/s);
    const used = await house.ask(
      "topics Sailors say that the ferry could not reach the dock of the harbour while cargo was loaded",
    );
    expect(used.markdown).toMatch(/port life.*the desk's own/);
    const gone = await house.ask('topics forget "port life"');
    expect(gone.markdown).toMatch(/10 examples are forgotten/);
    expect((await house.ask("topics list")).markdown).toMatch(/no categories of its own/);
  });

  it("readers may look and not teach; what is not there cannot be forgotten; a category needs a name", async () => {
    await house.ask("desk set role reader @rita", { author: people.admin });
    const reader = await house.ask(`topics teach x ${example(1)}`, { author: people.reader });
    expect(reader.failure?.problem).toMatch(/Only editors/);
    expect((await house.ask("topics forget nothing")).failure?.problem).toMatch(/no category/);
    expect((await house.ask("topics teach https://example.org/a")).failure?.problem).toMatch(
      /Which category/,
    );
  });
});

describe("search by meaning", () => {
  it("is asked where no word is found, and is told to be so", async () => {
    const words = "seafarers vessels";
    expect((await house.ask(`search ${words}`)).markdown).toMatch(/has nothing/);
    await embedStories({
      store: house.app.store,
      embedder: staticEmbedder("models/word-vectors"),
      log: quietLog,
      now: Date.now,
    } as unknown as HouseParts).run({ signal: new AbortController().signal } as Job);
    const found = await house.ask(`search ${words}`);
    expect(found.markdown).toMatch(/near in meaning/);
    expect(found.markdown).toMatch(/ferr|harbour|barge/i);
  });
});
