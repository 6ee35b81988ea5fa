import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { createFeedLists } from "../../src/news/feed-lists.ts";
import { createFeedReader } from "../../src/news/feed-reader.ts";
import { maxFeeds, parseOpml, writeOpml } from "../../src/news/opml.ts";
import { turnsDuring } from "../fakes/loop.ts";

const reader = createFeedReader();
const lists = createFeedLists(reader);
const signal = new AbortController().signal;
afterAll(() => reader.stop());

const listOf = (count: number) =>
  writeOpml(
    "Many",
    Array.from({ length: count }, (_, n) => ({ title: `Feed ${n}`, url: `https://f.example/${n}` })),
  );

describe("a list of feeds", () => {
  test("is read out of folders, each address once", () => {
    const text = `\ufeff<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>
      <outline text="News"><outline text="Deep"><outline type="rss" text="Post &amp; Co" xmlUrl="https://post.example/feed"/></outline>
      <outline title="Twice" xmlUrl="https://post.example/feed"/></outline>
      <outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="" xmlURL="https://b.example/rss"/></body></opml>`;
    expect(parseOpml(text)).toEqual({
      feeds: [
        { title: "Post & Co", url: "https://post.example/feed" },
        { title: "b.example", url: "https://b.example/rss" },
      ],
      more: 0,
    });
  });
  test.each([
    "",
    "hello",
    "<opml",
    "<html><body/></html>",
    '<opml version="2.0"><body><outline text="x"/></body></opml>',
    "\u0000\u0001",
    `<opml version="2.0"><body>${'<outline text="a">'.repeat(50_000)}`,
  ])("%j is told to be none", async (text) => {
    await expect(lists.parse(text, signal)).rejects.toThrow(UserError);
  });
  test("of more than one import takes says how many were left out, and holds nobody up", async () => {
    const text = listOf(maxFeeds + 18_000);
    await lists.parse(listOf(1), signal);
    const turns = await turnsDuring(async () => {
      const list = await lists.parse(text, signal);
      expect(list.feeds).toHaveLength(maxFeeds);
      expect(list.more).toBe(18_000);
    });
    expect(turns).toBeGreaterThan(3);
  });
  test("comes back as it was written", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({ title: fc.stringMatching(/^[a-z<>&"' é中]{1,20}[a-z]$/), url: fc.webUrl() }),
          { minLength: 1, maxLength: 8, selector: (one) => new URL(one.url).href },
        ),
        (feeds) => {
          const plain = feeds.map(({ title, url }) => ({
            title: title.trim().replaceAll(/\s+/g, " "),
            url: new URL(url).href,
          }));
          expect(parseOpml(writeOpml("A & B <list>", plain))).toEqual({ feeds: plain, more: 0 });
        },
      ),
    );
  });
});
