import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseOpml, writeOpml } from "../../src/news/opml.ts";

describe("a list of feeds", () => {
  test("is read out of folders, each address once", () => {
    const text = `\ufeff<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>
      <outline text="News"><outline text="Deep"><outline type="rss" text="Post &amp; Co" xmlUrl="https://post.example/feed"/></outline>
      <outline title="Twice" xmlUrl="https://post.example/feed"/></outline>
      <outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="" xmlURL="https://b.example/rss"/></body></opml>`;
    expect(parseOpml(text)).toEqual([
      { title: "Post & Co", url: "https://post.example/feed" },
      { title: "b.example", url: "https://b.example/rss" },
    ]);
  });
  test.each([
    "",
    "hello",
    "<opml",
    "<html><body/></html>",
    '<opml version="2.0"><body><outline text="x"/></body></opml>',
    "\u0000\u0001",
  ])("%j is told to be none", (text) => {
    expect(() => parseOpml(text)).toThrow(UserError);
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
          expect(parseOpml(writeOpml("A & B <list>", plain))).toEqual(plain);
        },
      ),
    );
  });
});
