import { afterAll, expect, test } from "vitest";
import { createFeedReader } from "../../src/news/feed-reader.ts";

const reader = createFeedReader();
afterAll(() => reader.stop());

const sentence = "The harbour council voted on Tuesday to rebuild the old ferry pier before next winter. ";
const entry = (name: string, n: number) =>
  `<item><title>${name} story ${n}</title><guid>${n}</guid><description>${sentence.repeat(30)}</description></item>`;
const large = (name: string) =>
  `<rss version="2.0"><channel><title>Many</title>${Array.from({ length: 250 }, (_, n) => entry(name, n)).join("")}</channel></rss>`;
const task = (name: string) => ({
  bytes: new Uint8Array(Buffer.from(large(name))),
  type: "application/rss+xml",
  url: "https://f.example/",
});
/** It keeps a parser busy for half a minute and more. */
const endless = {
  ...task(""),
  bytes: new Uint8Array(Buffer.from(`<rss version="2.0"><channel>${"<item>".repeat(800_000)}`)),
};
const { signal } = new AbortController();

test("every one of many large feeds comes whole, however many are asked for at the same moment", async () => {
  const asked = Array.from({ length: 14 }, () => reader.parse(task("A"), signal));
  for (const { feed } of await Promise.all(asked)) expect(feed?.items).toHaveLength(250);
});

test("a feed that has to be given up takes nothing from the others, and nothing of one is taken for another's", async () => {
  const names = ["A", "B", "C", "D"];
  const asked = names.map((name) => reader.parse(task(name), signal));
  // Whoever gives up ends the thread in the middle of its work, and the rest of the others with it.
  for (let n = 0; n < 3; n++) {
    const gone = new AbortController();
    const given = reader.parse(endless, gone.signal);
    setTimeout(() => gone.abort(), 150);
    await expect(given).rejects.toThrow();
  }
  const read = await Promise.all(asked);
  for (const [n, { feed }] of read.entries()) {
    expect(feed?.items).toHaveLength(250);
    expect(new Set(feed?.items.map(({ title }) => title[0]))).toEqual(new Set([names[n]]));
  }
});
