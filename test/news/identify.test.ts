import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FeedItem } from "../../src/news/feed-shapes.ts";
import { canonicalUrl, identify, sharedAddresses, storyId } from "../../src/news/identify.ts";

const now = Date.UTC(2026, 5, 1);
const item = (change: Partial<FeedItem> = {}): FeedItem => ({
  id: "guid-1",
  url: "https://post.example/a?utm_source=rss#top",
  title: "Pier to be rebuilt",
  text: "The council voted.",
  publishedAt: now - 1000,
  language: "en",
  ...change,
});
const context = (items: readonly FeedItem[] = []) => ({
  source: { id: "s_1", url: "https://post.example/feed", title: "Post" },
  feed: { title: "Harbour Post", home: "https://post.example/" },
  shared: sharedAddresses(items, "https://post.example/"),
  now,
});

describe("an address keeps its meaning and loses its tracking", () => {
  test.each([
    ["https://Post.Example:443/a?utm_source=x&id=7&fbclid=y#c", "https://post.example/a?id=7"],
    ["http://post.example/?p=1&p=2&b=%20&empty", "http://post.example/?p=1&p=2&b=%20&empty"],
    ["https://post.example/a?utm_campaign=x", "https://post.example/a"],
    ["https://post.example/#!/page", "https://post.example/#!/page"],
    ["https://post.example/a?ref=front&source=7", "https://post.example/a?ref=front&source=7"],
    ["https://post.example/a?%75tm_source=x&%zz=1", "https://post.example/a?%zz=1"],
    ["urn:uuid:1", "urn:uuid:1"],
    ["", ""],
  ])("%s", (from, to) => expect(canonicalUrl(from)).toBe(to));
  test("twice is once", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
      }),
    );
  });
});

describe("a story keeps its name", () => {
  const id = (change: Partial<FeedItem>) => identify(item(change), context())?.id;
  test("when title, text, date, tracking change", () => {
    expect(
      id({
        title: "Edited",
        text: "Other",
        publishedAt: now - 5,
        url: "https://post.example/a?utm_source=other",
      }),
    ).toBe(id({}));
    expect(id({ id: "", url: "http://www.post.example/a", title: "Edited" })).toBe(id({ id: "" }));
  });
  test("and another entry or feed has another", () => {
    expect(id({ id: "guid-2" })).not.toBe(id({}));
    const of = (source: { id: string; url: string }) =>
      identify(item(), { ...context(), source: { ...source, title: "" } })?.id;
    expect(of({ id: "another-desk", url: "https://post.example/feed" })).toBe(id({}));
    expect(of({ id: "s_1", url: "https://post.example/sport" })).not.toBe(id({}));
    expect(storyId("s_2", item())).not.toBe(storyId("s_1", item()));
  });
});

test("what an entry says becomes a story", () => {
  expect(identify(item({ author: "Ann" }), context())).toEqual({
    id: storyId("https://post.example/feed", item()),
    sourceId: "s_1",
    url: "https://post.example/a",
    title: "Pier to be rebuilt",
    text: "The council voted.",
    language: "en",
    outlet: "Harbour Post",
    author: "Ann",
    publishedAt: now - 1000,
    collectedAt: now,
    sample: false,
  });
});
test("no date, or one from ahead, is now", () => {
  expect(identify(item({ publishedAt: undefined }), context())?.publishedAt).toBe(now);
  expect(identify(item({ publishedAt: now + 1e9 }), context())?.publishedAt).toBe(now);
});
test("no title: its first words; neither title nor text: no story", () => {
  expect(identify(item({ title: "", text: `${"word ".repeat(40)}\n\nmore` }), context())?.title).toMatch(
    /^(word ?){10,20}…$/,
  );
  expect(identify(item({ title: "", text: "" }), context())).toBeUndefined();
});
test("addresses that entries share, or none, are made their own", () => {
  const two = [
    item({ id: "1", url: "https://post.example/" }),
    item({ id: "2", url: "https://post.example/x" }),
    item({ id: "3", url: "https://post.example/x" }),
    item({ id: "4", url: "" }),
    item({ id: "5", url: "https://post.example/own" }),
  ];
  const urls = two.map((one) => identify(one, context(two))?.url);
  expect(new Set(urls).size).toBe(5);
  expect(urls[4]).toBe("https://post.example/own");
});
