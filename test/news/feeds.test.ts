import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMoment } from "../../src/net/moments.ts";
import { parseFeed } from "../../src/news/feeds.ts";
import { readDataTar } from "../fakes/tar.ts";

const url = "https://post.example/feeds/news.xml";
const parse = (text: string | Uint8Array, type = "") =>
  parseFeed(typeof text === "string" ? new TextEncoder().encode(text) : text, type, url);
const rss = (
  items: string,
  attributes = "",
) => `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" ${attributes}><channel><title>Harbour &amp; Post</title><link>/</link><language>en-GB</language>${items}</channel></rss>`;

describe("a feed's entries", () => {
  test("RSS: plain text of HTML, absolute links, date, author, the fullest text", () => {
    const { feed, problem } = parse(
      rss(`<item><title>A &amp;amp; B &lt;i&gt;win&lt;/i&gt;</title><link>story/1?a=1&amp;b=2</link><guid isPermaLink="false">id-1</guid>
        <pubDate>Tue, 3 Mar 26 05:06 EST</pubDate><dc:creator>Ann Lee</dc:creator><description>Teaser</description>
        <content:encoded><![CDATA[<p>First&nbsp;one.</p><script>alert(1)</script><p>Second <b>one</b>.</p>]]></content:encoded></item>`),
    );
    expect(problem).toBeUndefined();
    expect(feed).toMatchObject({
      format: "rss",
      title: "Harbour & Post",
      home: "https://post.example/",
      language: "en",
    });
    expect(feed?.items).toEqual([
      {
        id: "id-1",
        url: "https://post.example/feeds/story/1?a=1&b=2",
        title: "A & B win",
        text: "First one.\n\nSecond one.",
        author: "Ann Lee",
        publishedAt: Date.UTC(2026, 2, 3, 10, 6),
      },
    ]);
  });

  test("Atom: xml:base, the alternate link, titles by their type", () => {
    const { feed } = parse(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Port</title>
      <entry xml:base="https://other.example/dir/"><title type="text">a &lt; b &amp; c</title><id>urn:1</id>
      <link rel="self" href="self"/><link rel="alternate" type="text/html" href="page"/><updated>2026-03-04T05:06:07+01:00</updated>
      <author><name>Bo</name></author><summary type="html">&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;deux&lt;/p&gt;</summary></entry>
      <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Deux <b>mots</b></div></title><id>https://post.example/2</id></entry></feed>`);
    expect(feed).toMatchObject({ format: "atom", title: "Le Port", language: "fr" });
    expect(feed?.items[0]).toEqual({
      id: "urn:1",
      url: "https://other.example/dir/page",
      title: "a < b & c",
      text: "Un\n\ndeux",
      author: "Bo",
      publishedAt: Date.UTC(2026, 2, 4, 4, 6, 7),
    });
    expect(feed?.items[1]).toMatchObject({ title: "Deux mots", url: "https://post.example/2" });
  });

  test("RDF and JSON Feed", () => {
    const { feed: rdf } =
      parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><dc:date>2026-03</dc:date></item></rdf:RDF>`);
    expect(rdf?.items).toEqual([
      {
        id: "https://r.example/1",
        url: "https://r.example/1",
        title: "One",
        text: "",
        publishedAt: Date.UTC(2026, 2, 1),
      },
    ]);
    const { feed: json } = parse(
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "J",
        items: [
          {
            id: "1",
            url: "/1",
            title: "One",
            content_html: "<p>a</p><p>b</p>",
            date_published: "2026-03-04T00:00:00Z",
            language: "zh-CN",
          },
        ],
      }),
    );
    expect(json?.items).toEqual([
      {
        id: "1",
        url: "https://post.example/1",
        title: "One",
        text: "a\n\nb",
        publishedAt: Date.UTC(2026, 2, 4),
        language: "zh",
      },
    ]);
  });

  test("markup that was escaped twice is markup; code that is shown stays", () => {
    const text = (description: string) =>
      parse(rss(`<item><title>x</title><description><![CDATA[${description}]]></description></item>`)).feed
        ?.items[0]?.text;
    expect(
      text("&lt;div&gt;&lt;p&gt;One &lt;a href=x&gt;two&lt;/a&gt;&lt;/p&gt;&lt;/div&gt; by <b>Bo</b>"),
    ).toBe("One two\n\nby Bo");
    expect(
      text("<p>Write</p><pre>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;&lt;p&gt;c&lt;/p&gt;</pre>"),
    ).toContain("<p>a</p>");
  });

  test("no address but http and https", () =>
    expect(
      parse(rss("<item><title>x</title><link>javascript:alert(1)</link></item>")).feed?.items[0]?.url,
    ).toBe(""));

  test("encodings: by declaration, header, mark", () => {
    const latin = (declaration: string) =>
      Buffer.from(`${declaration}<rss version="2.0"><channel><title>Café</title></channel></rss>`, "latin1");
    expect(parse(latin('<?xml version="1.0" encoding="iso-8859-1"?>')).feed?.title).toBe("Café");
    expect(parse(latin("<?xml version='1.0'?>"), "text/xml; charset=ISO-8859-1").feed?.title).toBe("Café");
    const wide = Buffer.from(
      '\ufeff<?xml version="1.0" encoding="utf-16"?><rss version="2.0"><channel><title>港口</title></channel></rss>',
      "utf16le",
    );
    expect(parse(wide).feed?.title).toBe("港口");
    expect(parse(wide.swap16()).feed?.title).toBe("港口");
  });
});

describe("what is broken", () => {
  const items =
    "<item><title>One</title><guid>1</guid></item><item><title>Two &amp; three</title><guid>2</guid></item>";
  test.each<[string, string]>([
    ["cut off in the middle", rss(`${items}<item><title>Thr`).replace("</channel></rss>", "")],
    ["bare ampersands", rss(items.replace("&amp;", "&"))],
    ["one bad entry among good ones", rss(`<item><title>bad<b></title></item></x>${items}`)],
    ["controls and junk before it", `\u0000 junk\n${rss(items.replace("One", "On\u0008e"))}`],
  ])("%s gives what is whole", (_, text) => {
    const titles = parse(text).feed?.items.map((item) => item.title);
    expect(titles).toContain("One");
    expect(titles).toContain("Two & three");
  });
  test("what is no feed is named", () => {
    expect(parse("")).toEqual({ problem: "empty" });
    expect(parse("<!doctype html><html><body>hi</body></html>")).toEqual({ problem: "page" });
    expect(parse("hello")).toEqual({ problem: "other" });
    expect(parse("<rss version='2.0'><channel></channel></rss>").feed?.items).toEqual([]);
  });
  test("entities do not multiply and name no file", () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "${"ha".repeat(50)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"bcdefghij"[n]} "${`&${"abcdefghi"[n]};`.repeat(10)}">`).join("")}<!ENTITY f SYSTEM "file:///etc/hostname">]>`;
    const text = JSON.stringify(
      parse(bomb + rss("<item><title>x &j; &f;</title></item>").replace(/^<\?.*?\?>/, "")),
    );
    expect(text.length).toBeLessThan(2000);
  });
  test("nothing thrown, whatever comes", () => {
    const piece = fc.constantFrom(
      "<rss version='2.0'>",
      "<channel>",
      "<item>",
      "<title>",
      "</title>",
      "</item>",
      "&amp;",
      "&",
      "<![CDATA[",
      "]]>",
      "<feed xmlns='http://www.w3.org/2005/Atom'>",
      "<entry>",
      "<",
      ">",
      '"',
      "\u0000",
      "é",
      "<!--",
      "{",
      '"version":"https://jsonfeed.org/version/1"',
      "}",
      "</rss>",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(piece, { maxLength: 40 }).map((all) => new TextEncoder().encode(all.join(""))),
        ),
        (bytes) => {
          const { feed, problem } = parse(bytes);
          expect(feed ?? problem).toBeDefined();
        },
      ),
    );
  });
});

describe("moments in any usual form", () => {
  test.each<[string, number | undefined]>([
    ["Tue, 03 Mar 2026 05:06:07 GMT", Date.UTC(2026, 2, 3, 5, 6, 7)],
    ["Tue, 3 March 2026 05:06 +0100", Date.UTC(2026, 2, 3, 4, 6)],
    ["3 Mar 99 05:06:07 PST", Date.UTC(1999, 2, 3, 13, 6, 7)],
    ["Tues, 03 Mar 2026 05:06:07 UT (comment)", Date.UTC(2026, 2, 3, 5, 6, 7)],
    ["mardi, 03 Mar 2026 05:06:07 +05:30", Date.UTC(2026, 2, 2, 23, 36, 7)],
    ["Tue Mar  3 05:06:07 2026", Date.UTC(2026, 2, 3, 5, 6, 7)],
    ["Tue Mar 3 05:06:07 EST 2026", Date.UTC(2026, 2, 3, 10, 6, 7)],
    ["March 3, 2026 5:06 PM", Date.UTC(2026, 2, 3, 17, 6)],
    ["2026", Date.UTC(2026, 0, 1)],
    ["2026-03", Date.UTC(2026, 2, 1)],
    ["20260303", Date.UTC(2026, 2, 3)],
    ["2026-03-03T05:06Z", Date.UTC(2026, 2, 3, 5, 6)],
    ["2026-03-03 05:06:07.250-08:00", Date.UTC(2026, 2, 3, 13, 6, 7, 250)],
    ["2026-03-03T05:06:07", Date.UTC(2026, 2, 3, 5, 6, 7)],
    ["", undefined],
    ["yesterday", undefined],
    ["2026-13-45", undefined],
    ["Tue, 00 Foo 2026 05:06:07 GMT", undefined],
    ["0000-00-00T00:00:00", undefined],
  ])("%s", (text, expected) => expect(parseMoment(text)).toBe(expected));
  test("every Date's own texts", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1971-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (date) => {
          const whole = Math.floor(date.getTime() / 1000) * 1000;
          expect(parseMoment(date.toISOString())).toBe(date.getTime());
          expect(parseMoment(date.toUTCString())).toBe(whole);
        },
      ),
    );
  });
});

for (const name of ["feedparser_tests", "validator_testcases", "real_samples"]) {
  const files = readDataTar(`feeds/${name}.tar.gz`);
  test.skipIf(!files)(`no crash and no hang on ${name} (skipped where ../shared/data is not there)`, () => {
    let feeds = 0;
    for (const file of files ?? []) {
      const begun = performance.now();
      const { feed, problem } = parse(file.bytes);
      expect(performance.now() - begun, file.name).toBeLessThan(2000);
      expect(feed ?? problem, file.name).toBeDefined();
      expect(JSON.stringify(feed ?? "")).not.toMatch(/javascript:alert\(1\)"|<script/i);
      if (feed) feeds++;
    }
    expect(
      feeds / Math.max(1, files?.filter((file) => /\.(xml|rss|atom)$/.test(file.name)).length ?? 0),
    ).toBeGreaterThan(0.85);
  });
}
