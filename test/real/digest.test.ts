/** Twenty-one real feeds and 189 real articles collected by one bot, and a digest of them posted on schedule to all four platforms. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CollectReport } from "../../src/types.ts";
import { run } from "../app/command-line.ts";
import {
  deliverDigests,
  type Everywhere,
  letters,
  openEverywhere,
  orderDigests,
  platforms,
  times,
} from "../app/everywhere.ts";
import { hour, people } from "../app/house.ts";
import { type FeedServer, startFeedServer } from "../fakes/feed-server.ts";
import { articlesFile, missing, readArticles, readFeeds } from "./data.ts";

interface Digest {
  picks: Told[];
  looked: { stories: number; sources: number };
}

interface Told {
  title: string;
  url: string;
  stories: string[];
  outlets: string[];
}

describe.skipIf(missing)(`real feeds and articles ${missing ? `(${missing})` : ""}`, () => {
  let all: Everywhere;
  /** Each feed on a host of its own, as in life. */
  const sites: { name: string; server: FeedServer; url: string }[] = [];
  let told: readonly string[] = [];

  beforeAll(async () => {
    all = await openEverywhere({
      // Nothing beyond loopback is asked for: not the pages that the feeds name either.
      env: { ALLOW_PRIVATE_ADDRESSES: "yes", FULL_TEXT: "no", COPYTASTER_SAMPLE: "no" },
    });
    for (const { name, bytes } of readFeeds()) {
      const server = await startFeedServer();
      const path = `/${name.split("/").at(-1)}`;
      server.on(path, bytes);
      sites.push({ name: path, server, url: server.origin + path });
    }
  });
  afterAll(async () => {
    expect(all.problems()).toEqual([]);
    expect(all.house.complaints()).toEqual([]);
    await all.stop();
    await Promise.all(sites.map(({ server }) => server.stop()));
  });

  it("all 21 are added: 20 give their stories, one is told to be no feed", async () => {
    expect(sites).toHaveLength(21);
    let stories = 0;
    for (const { name, url } of sites) {
      const reply = await all.house.ask(`sources add ${url}`);
      if (name === "/unrecognized.rss") {
        expect(reply.failure?.problem).toMatch(/No feed was found/);
        continue;
      }
      expect(reply.failure, name).toBeUndefined();
      const { report } = reply.data as { report: CollectReport };
      expect(report.problem, name).toBeUndefined();
      // One has a single entry that says nothing.
      if (name !== "/incomplete-fields.atom") expect(report.added, name).toBeGreaterThan(0);
      stories += report.added;
    }
    expect(stories).toBeGreaterThan(450);
    expect((await all.house.ask("health")).markdown).toContain("20 feeds, 20 of them well");
    expect((await all.house.ask("search Guardian Brexit")).failure).toBeUndefined();
  });

  it("a running bot collects them again in their time, and asks only for what has changed", async () => {
    const asked = () => sites.map(({ server }) => server.asked.length);
    const before = asked();
    all.house.pass(hour / 4);
    await vi.waitFor(
      () => expect(asked().filter((count, n) => count > (before[n] ?? 0))).toHaveLength(20),
      15_000,
    );
    for (const { name, server } of sites)
      if (name !== "/unrecognized.rss")
        expect(server.asked.at(-1)?.headers["if-none-match"], name).toBeTruthy();
  });

  it("takes 189 articles from a file, by the command line beside the running bot, and none twice", async () => {
    const env = { COPYTASTER_DATA_DIR: all.house.dataDir };
    const first = await run(["collect", "--file", articlesFile, "--json"], env);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(first.out)).toMatchObject({ lines: 189, added: 189, problems: [] });
    const again = await run(["collect", "--file", articlesFile, "--json"], env);
    expect(JSON.parse(again.out)).toMatchObject({ added: 0, changed: 0 });
  });

  it("posts a digest of them to Slack, Discord, the page and the terminal: once, one item an event", async () => {
    const eventOf = new Map<string, string>();
    for (const { url, event } of readArticles()) {
      const story = await all.house.app.services.archive.byUrl(url);
      if (story) eventOf.set(story.id, event);
    }
    const due = await orderDigests(all);
    const replies = await deliverDigests(all, due);
    expect(replies).toHaveLength(platforms.length);
    const shown = await all.shown();
    const [{ picks, looked } = { picks: [], looked: undefined }] = replies.map(
      (reply) => reply.data as Digest,
    );
    expect(looked?.stories).toBeGreaterThan(600);
    expect(looked?.sources).toBe(21);
    expect(picks.length).toBeGreaterThan(4);
    for (const other of replies)
      expect(other.data).toMatchObject({ picks: picks.map(({ title }) => ({ title })) });

    // Items of the feeds have no known event; an item of the articles is one event for the greater part, and has it alone.
    const named = picks
      .map(({ stories }) => stories.flatMap((id) => eventOf.get(id) ?? []))
      .filter((names) => names.length > 0);
    const events = named.map((names) => {
      const groups = [...Map.groupBy(names, (name) => name).values()].sort((a, b) => b.length - a.length);
      expect((groups[0]?.length ?? 0) / names.length, names.join(", ")).toBeGreaterThan(0.7);
      return groups[0]?.[0];
    });
    expect(events.length).toBeGreaterThan(3);
    expect(new Set(events).size).toBe(events.length);
    told = picks.flatMap(({ stories }) => stories);
    expect(new Set(told).size).toBe(told.length);

    for (const platform of platforms) {
      expect(times(shown[platform], letters("what came in since")), platform).toBe(1);
      expect(times(shown[platform], letters("stories from 21 sources read")), platform).toBe(1);
      for (const { title } of picks) expect(shown[platform], platform).toContain(letters(title));
      expect(times(shown[platform], letters("Also in:")), platform).toBe(
        picks.filter(({ outlets }) => outlets.length > 1).length,
      );
    }
  });

  it("the next one tells nothing again, and why says what was sent", async () => {
    const [due = 0] = (await all.house.app.services.digests.next()).values();
    const replies = await deliverDigests(all, due);
    for (const reply of replies) {
      const { picks } = reply.data as { picks: Told[] };
      expect(picks.flatMap(({ stories }) => stories).filter((id) => told.includes(id))).toEqual([]);
    }
    const { channel, workspace, platform } = (await all.house.app.store.subscriptions.list({})).find(
      ({ place }) => place.platform === "slack",
    )?.place ?? { channel: "", workspace: "", platform: "" };
    const why = await all.house.ask("why", { place: { platform, workspace, channel } });
    expect(why.markdown).toMatch(/Digests here: d_\w+: next .*\(sent\)/);
  });

  it("a button of the digest works in Slack: the first item’s summary, in its thread", async () => {
    const digest = all.slack
      .replies("C0DESK")
      .find((one) => JSON.stringify(one.blocks).includes("Summarize 1"));
    const value = /"text":"Summarize 1"[^}]*\},"value":"([^"]+)"/.exec(JSON.stringify(digest?.blocks))?.[1];
    await all.slack.press(value ?? "");
    await vi.waitFor(
      () =>
        expect(
          all.slack
            .replies("C0DESK")
            .filter((one) => JSON.stringify(one.blocks).includes("nothing was rewritten")),
        ).toHaveLength(1),
      15_000,
    );
  });

  it("the list of feeds goes out as OPML and comes in at another desk", async () => {
    const [file] = (await all.house.ask("sources export")).files ?? [];
    const opml = Buffer.from(file?.data ?? "", "base64").toString();
    const place = { platform: "test", workspace: "w", channel: "second" };
    await all.house.ask("desk create Second", { place, author: people.admin });
    const reply = await all.house.ask(`sources import ${opml}`, { place, author: people.admin });
    expect(reply.data).toMatchObject({ added: 20 });
  });
});
