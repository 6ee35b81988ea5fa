import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { createFetch } from "../../src/net/fetch.ts";
import { createFindFeed } from "../../src/news/find-feed.ts";
import { type FeedServer, redirectTo, startFeedServer } from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const fetch = createFetch({ allowPrivate: true, log: quietLog });
const find = createFindFeed({ fetch });
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
