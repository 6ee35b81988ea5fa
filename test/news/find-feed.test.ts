import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { createFetch } from "../../src/net/fetch.ts";
import { createFeedReader } from "../../src/news/feed-reader.ts";
import { createFindFeed } from "../../src/news/find-feed.ts";
import { type FeedServer, redirectTo, startFeedServer } from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const fetch = createFetch({ allowPrivate: true, log: quietLog });
const reader = createFeedReader();
const find = createFindFeed({ fetch, feeds: reader });
const signal = new AbortController().signal;
let server: FeedServer;
const feed = (title: string) => `<rss version="2.0"><channel><title>${title}</title></channel></rss>`;

beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(async () => {
  await find.stop();
  await find.stop();
  await fetch.stop();
  await server.stop();
});

test("a feed is itself, after redirects too", async () => {
  server.on("/direct", feed("Direct"));
  server.on("/moved", redirectTo("/direct", 301));
  expect(await find(`${server.origin}/moved`, signal)).toEqual({
    url: `${server.origin}/direct`,
    title: "Direct",
  });
});
test("a page leads to the feed that it names; comments are not it", async () => {
  server.on(
    "/page",
    `<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/direct"><link rel="alternate" type="application/rss+xml" href="dead"><link href="/named" type="application/atom+xml" rel="alternate"></head><body>x</body></html>`,
    "text/html",
  );
  server.on("/named", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Named</title></feed>`);
  expect(await find(`${server.origin}/page`, signal)).toEqual({
    url: `${server.origin}/named`,
    title: "Named",
  });
});
test("else the usual places are looked at, else it is told", async () => {
  server.on("/plain", "<html><body>nothing here</body></html>", "text/html");
  await expect(find(`${server.origin}/plain`, signal)).rejects.toThrow(UserError);
  server.on("/feed.xml", feed("Usual"));
  expect(await find(`${server.origin}/plain`, signal)).toEqual({
    url: `${server.origin}/feed.xml`,
    title: "Usual",
  });
});
test("a dead address is told as that", async () => {
  await expect(find(`${server.origin}/none`, signal)).rejects.toThrow(/dead/);
});
test.each(["", "&#x202e;", "&lt;b&gt; &lt;/b&gt;", "\u200d\u0301"])(
  "a feed named %j is called by its host",
  async (title) => {
    server.on("/nameless", feed(title));
    expect(await find(`${server.origin}/nameless`, signal)).toMatchObject({ title: "127.0.0.1" });
  },
);
test("what keeps the thread busy for too long is told as that", async () => {
  for (const error of [new Error("timeout"), new Error("memory")]) {
    const busy = () => Promise.reject(error);
    const impatient = createFindFeed({ fetch, feeds: { ...reader, parse: busy, readList: busy } });
    await expect(impatient(`${server.origin}/direct`, signal)).rejects.toThrow(UserError);
    await expect(impatient.lists.parse("<opml/>", signal)).rejects.toThrow(UserError);
  }
  const broken = createFindFeed({
    fetch,
    feeds: { ...reader, parse: () => Promise.reject(new Error("a bug")) },
  });
  await expect(broken(`${server.origin}/direct`, signal)).rejects.not.toThrow(UserError);
});
