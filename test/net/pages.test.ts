import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { createFetch } from "../../src/net/fetch.ts";
import { createPages } from "../../src/net/pages.ts";
import { endless, type FeedServer, startFeedServer } from "../fakes/feed-server.ts";
import { turnsDuring } from "../fakes/loop.ts";
import { makePdf } from "../fakes/pdf.ts";
import { quietLog } from "../fakes/quiet-log.ts";

let server: FeedServer;
const fetch = createFetch({ allowPrivate: true, log: quietLog });
const pages = createPages({ fetch, log: quietLog });
const impatient = createPages({ fetch, log: quietLog, timeoutMs: 700 });
const signal = new AbortController().signal;

const sentence = "The harbour council voted on Tuesday to rebuild the old ferry pier before next winter. ";
const story = (extra = "", head = "", paragraphs = 8) =>
  `<!doctype html><html lang="en"><head><title>Pier to be rebuilt | Harbour Post</title>
  <meta property="og:site_name" content="Harbour Post"><meta name="author" content="By Ann Lee">
  <meta property="article:published_time" content="2026-03-04T05:06:07Z"><link rel="canonical" href="/news/pier">${head}</head>
  <body><nav><a href="/">Home</a></nav><article><h1>Pier to be rebuilt</h1>${`<p>${sentence.repeat(3)}</p>`.repeat(paragraphs)}${extra}</article></body></html>`;

const parse = (body: string | Uint8Array, type = "text/html", name = "file") =>
  pages.parse(name, type, typeof body === "string" ? Buffer.from(body) : body, signal);
const refused = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  if (!(error instanceof UserError)) return "";
  expect(error.problem.zh).toMatch(/\p{Script=Han}/u);
  expect(error.mend?.en).toBeTruthy();
  return error.problem.en;
};

beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(async () => {
  await pages.stop();
  await pages.stop();
  await impatient.stop();
  await fetch.stop();
  await server.stop();
});

describe("a page", () => {
  test("gives its text in paragraphs, and what it says of itself", async () => {
    server.on("/news/pier?utm_source=x", story(), "text/html");
    const page = await pages.read(`${server.origin}/news/pier?utm_source=x`, signal);
    expect(page).toMatchObject({
      title: "Pier to be rebuilt",
      outlet: "Harbour Post",
      author: "Ann Lee",
      language: "en",
      publishedAt: Date.UTC(2026, 2, 4, 5, 6, 7),
      url: `${server.origin}/news/pier`,
      cautions: [],
    });
    expect(page.text.split("\n\n").filter((one) => one.startsWith("The harbour council"))).toHaveLength(8);
    expect(page.text).not.toContain("Home");
  });

  test("in JSON-LD's words", async () => {
    const data = {
      "@graph": [
        {
          "@type": ["NewsArticle"],
          headline: "New pier",
          author: [{ name: "Bo" }],
          datePublished: "2026-01-02",
          publisher: { name: "Post" },
        },
      ],
    };
    const page = await parse(
      story("", `<script type="application/ld+json">${JSON.stringify(data)}</script>`),
    );
    expect(page).toMatchObject({ title: "New pier", author: "Bo", publishedAt: Date.UTC(2026, 0, 2) });
  });

  test("with a canonical address of somebody else's site keeps its own", async () => {
    server.on(
      "/own",
      story().replace('href="/news/pier"', 'href="https://elsewhere.example/x"'),
      "text/html",
    );
    expect((await pages.read(`${server.origin}/own`, signal)).url).toBe(`${server.origin}/own`);
  });

  const chinese = "港口委员会星期二投票决定在明年冬天之前重建旧渡轮码头，预计耗资三千万元。";
  const japanese = "港の評議会は火曜日、来年の冬までに古いフェリー桟橋を再建することを決めました。";
  test("in any alphabet: header, meta, mark, or none at all", async () => {
    const wrap = (text: string, head = "") =>
      `<html><head>${head}<title>t</title></head><body><article>${`<p>${text.repeat(3)}</p>`.repeat(6)}</article></body></html>`;
    const cases: readonly [Uint8Array, string, string][] = [
      [encode(wrap(chinese), "gb18030"), "text/html; charset=gb2312", chinese],
      [encode(wrap(chinese, '<meta charset="gbk">'), "gb18030"), "text/html", chinese],
      [encode(wrap(chinese), "gb18030"), "text/html", chinese],
      [
        encode(
          wrap(japanese, '<meta http-equiv="content-type" content="text/html; charset=Shift_JIS">'),
          "shift_jis",
        ),
        "",
        japanese,
      ],
      [Buffer.from(`\ufeff${wrap(chinese)}`, "utf16le"), "text/html", chinese],
      [Buffer.from(wrap(`Café Öl ${sentence}`), "latin1"), "text/html; charset=iso-8859-1", "Café Öl"],
      [Buffer.from(wrap(`Café Öl ${sentence}`), "latin1"), "text/html", "Café Öl"],
    ];
    for (const [bytes, type, expected] of cases) expect((await parse(bytes, type)).text).toContain(expected);
    expect((await parse(wrap(chinese))).language).toBe("zh");
    expect((await parse(wrap(chinese).replace("<html>", '<html lang="en">'))).language).toBe("zh");
    expect((await parse(wrap(japanese))).language).toBe("ja");
  });

  test("from right to left, with control characters, with scripts: plain text comes out", async () => {
    const page = await parse(
      story(
        "<p>\u202bשלום עולם, זה טקסט בעברית\u202c וגם \u0000\u0007\u001b[31m כאן.</p><script>alert(1)</script><p onclick=x>&lt;b&gt; stays text</p>",
      ),
    );
    expect(page.text).toContain("שלום עולם");
    expect(page.text).toContain("<b> stays text");
    expect(page.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]|alert/);
  });
});

describe("other texts", () => {
  test("plain text keeps its paragraphs; its first line is its title", async () => {
    const page = await parse(
      `A title\r\n\r\n${sentence.repeat(4)}\r\n\r\n\r\n${sentence.repeat(4)}`,
      "text/plain",
    );
    expect(page.title).toBe("A title");
    expect(page.text.split("\n\n")).toHaveLength(3);
    expect(page.source).toBe("file");
  });
  test("a name or type that lies does not matter", async () =>
    expect((await parse(story(), "application/octet-stream", "picture.png")).title).toBe(
      "Pier to be rebuilt",
    ));
  test("PDF, by lines and gaps", async () => {
    const lines = [
      "A press release",
      "",
      ...Array.from({ length: 6 }, () => sentence.trim()),
      "",
      "The second para-",
      "graph ends here.",
    ];
    const page = await parse(
      makePdf([lines, ["On page two there is more."]], { title: "Pier press release" }),
      "",
    );
    expect(page).toMatchObject({
      title: "Pier press release",
      publishedAt: Date.UTC(2026, 0, 2),
      language: "en",
    });
    expect(page.text.split("\n\n")[0]).toBe("A press release");
    expect(page.text).toContain("The second paragraph ends here.");
    expect(page.text).toContain("On page two");
  });
  test("plain text above 5 MB is cut, and says so", async () => {
    server.on("/log", endless(sentence.repeat(800), 0));
    const page = await pages.read(`${server.origin}/log`, signal);
    expect(page.cautions).toContain("cut");
    const attached = await parse(Buffer.from(sentence.repeat(70_000)), "text/plain");
    expect(attached.cautions).toContain("cut");
  });
});

describe("what cannot be used is told plainly", () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /binary file \(PNG\)/],
    ["bytes", Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256), /binary/],
    ["nothing", "", /no readable text/],
    ["white space", " \n\t ", /no readable text/],
    [
      "an empty page",
      "<html><head><title>App</title></head><body><div id=root></div></body></html>",
      /no readable text/,
    ],
    ["a feed", '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', /feed/],
    ["a damaged PDF", "%PDF-1.7\nbroken", /damaged/],
    ["a PDF of pictures", makePdf([[], []]), /pictures/],
    [
      "a front page",
      `<html><body>${Array.from({ length: 60 }, (_, n) => `<h2><a href="/n/${n}">Headline number ${n} about something that happened</a></h2>`).join("")}</body></html>`,
      /list of links/,
    ],
    [
      "a paywall",
      "<html><body><article><p>The first lines of it.</p><p>Subscribe to continue reading</p></article></body></html>",
      /paywall/,
    ],
    ["a page above 5 MB", story("<p>x</p>".repeat(700_000)), /larger than 5 MB/],
  ])("%s", async (_, body, words) => expect(await refused(parse(body))).toMatch(words));

  test("half behind a wall, or short: a caution", async () => {
    const free =
      '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>';
    expect((await parse(story("", free))).cautions).toEqual(["paywalled"]);
    expect((await parse(story("", "", 1))).cautions).toEqual(["short"]);
  });
});

describe("no text keeps the bot busy", () => {
  test.each<[string, string]>([
    ["ten thousand elements inside each other", `<html><body>${"<div>".repeat(10_000)}<p>${sentence}`],
    ["five megabytes of tags", `<html><body>${"<b>x</b><a href=y>z</a>".repeat(150_000)}`],
    ["two hundred thousand elements inside each other", `<html><body>${"<i>".repeat(200_000)}`],
  ])("%s", async (_, body) => {
    const turns = await turnsDuring(() =>
      refused(impatient.parse("bomb", "text/html", Buffer.from(body), signal)),
    );
    expect(turns).toBeGreaterThan(3);
    // And the next one is read as if nothing had been.
    expect((await pages.parse("x", "text/html", Buffer.from(story()), signal)).title).toBe(
      "Pier to be rebuilt",
    );
  });
  test.each([
    ["English", sentence],
    ["English without lines", sentence.trim().replaceAll(" ", "-")],
    ["Chinese", "港务局周二投票决定在明年冬天之前重建旧渡轮码头。\n"],
    ["pictures cut in two", "😀"],
  ])("five megabytes of %s are read to a limit, and that is said", async (_, piece) => {
    const all = piece.repeat(Math.ceil(4_900_000 / Buffer.byteLength(piece)));
    const page = await parse(all, "text/plain; charset=utf-8");
    expect(page.cautions).toContain("cut");
    expect(page.cautions.filter((one) => one === "cut")).toHaveLength(1);
    expect(page.text.length).toBeGreaterThan(100_000);
    expect(page.text.length).toBeLessThanOrEqual(1_200_000);
    expect(page.text.isWellFormed()).toBe(true);
  });
  test("a megabyte in one line is read", async () => {
    expect((await parse(sentence.repeat(12_000), "text/plain")).text.length).toBeGreaterThan(1_000_000);
    expect((await parse(story(`<p>${sentence.repeat(12_000)}</p>`))).text.length).toBeGreaterThan(1_000_000);
  });
  test("who asked may stop it", async () => {
    const stopped = new AbortController();
    const work = pages.parse(
      "x",
      "text/html",
      Buffer.from(`<html><body>${"<i>".repeat(100_000)}`),
      stopped.signal,
    );
    stopped.abort(new Error("stopped by hand"));
    await expect(work).rejects.toThrow("stopped by hand");
  });
});

/** The platform only decodes legacy encodings; for a test its tables are read backwards. */
function encode(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const one = decoder.decode(Uint8Array.of(high, low));
      if (one.length === 1 && one !== "\ufffd" && !table.has(one)) table.set(one, [high, low]);
    }
  return Uint8Array.from(
    [...text].flatMap((one) => (one < "\u0080" ? [one.charCodeAt(0)] : [...(table.get(one) ?? [0x3f])])),
  );
}
