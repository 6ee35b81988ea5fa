/** What people post is collected as well: Mastodon's and Reddit's feeds keep hashtags and who wrote. */
import { describe, expect, it } from "vitest";
import { parseFeed } from "../../src/news/feeds.ts";
import { identify } from "../../src/news/identify.ts";
import { importStories } from "../../src/news/import-stories.ts";
import { termsOf } from "../../src/news/trends/terms-of.ts";
import type { Source, Story } from "../../src/types.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const mastodon = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>#kesseldam</title><description>Public posts tagged #kesseldam</description>
<link>https://social.example/tags/kesseldam</link>
<item><guid isPermaLink="true">https://social.example/@ana/1</guid><link>https://social.example/@ana/1</link>
<pubDate>Wed, 11 Nov 2026 15:30:00 +0000</pubDate>
<description>&lt;p&gt;We had to leave at night. &lt;a href="https://social.example/tags/kesseldam" class="mention hashtag" rel="tag"&gt;#&lt;span&gt;kesseldam&lt;/span&gt;&lt;/a&gt; &lt;a href="https://social.example/tags/evacuation" rel="tag"&gt;#&lt;span&gt;Evacuation&lt;/span&gt;&lt;/a&gt;&lt;/p&gt;</description>
<category>kesseldam</category></item></channel></rss>`;

const reddit = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley talk</title><id>/r/valley/.rss</id><updated>2026-11-11T16:00:00+00:00</updated>
<link rel="alternate" href="https://forum.example/r/valley/" type="text/html"/>
<entry><author><name>/u/karl</name><uri>https://forum.example/user/karl</uri></author>
<content type="html">&lt;div class="md"&gt;&lt;p&gt;Anyone know when we can go home? #kesseldam&lt;/p&gt;&lt;/div&gt;</content>
<id>t3_abc</id><link href="https://forum.example/r/valley/comments/abc/"/><updated>2026-11-11T15:50:00+00:00</updated>
<published>2026-11-11T15:50:00+00:00</published><title>Evacuation: when home?</title></entry></feed>`;

function storyOf(feed: string, url: string) {
  const parsed = parseFeed(bytes(feed), "application/xml", url).feed;
  const [item] = parsed?.items ?? [];
  if (!parsed || !item) throw new Error("nothing was read");
  const source = { id: "s", url, title: "" };
  return identify(item, { source, feed: parsed, shared: new Set(), now: Date.UTC(2026, 10, 12) });
}

describe("posts of people", () => {
  it("keep their hashtags, as text and as words that are counted", () => {
    const story = storyOf(mastodon, "https://social.example/tags/kesseldam.rss");
    expect(story?.text).toMatch(/#kesseldam/);
    expect(story?.title).toMatch(/We had to leave at night/);
    expect([...termsOf({ title: story?.title ?? "", text: story?.text ?? "" }).keys()]).toEqual(
      expect.arrayContaining(["kesseldam", "evacu"]),
    );
    expect(story?.url).toBe("https://social.example/@ana/1");
  });

  it("keep who wrote them", () => {
    const story = storyOf(reddit, "https://forum.example/r/valley/.rss");
    expect(story?.author).toMatch(/karl/);
    expect(story?.text).toMatch(/#kesseldam/);
    expect(story?.publishedAt).toBe(Date.UTC(2026, 10, 11, 15, 50));
  });

  describe("from a file", () => {
    async function imported(rows: readonly object[]) {
      const stories: Story[] = [];
      const voices: (Source["voice"] | undefined)[] = [];
      async function* lines() {
        for (const row of rows) yield JSON.stringify(row);
      }
      const report = await importStories(lines(), "posts", {
        deskId: "d",
        social: true,
        now: () => Date.UTC(2026, 10, 20),
        sources: {
          add: async (source) => source,
          update: async (_, { voice }) => {
            voices.push(voice);
          },
        },
        archive: {
          add: async (added) => {
            stories.push(...added);
            return { added, changed: [] };
          },
        },
      });
      return { report, stories, voices };
    }

    it("are read as Mastodon tells them: without a title, in HTML, by an account", async () => {
      const { stories, voices } = await imported([
        {
          id: "109",
          created_at: "2026-11-11T15:30:00.000Z",
          url: "https://social.example/@ana/109",
          content:
            "<p>We had to leave at night.</p><p>Nobody told us &amp; the road was shut. #kesseldam</p>",
          spoiler_text: "",
          account: { acct: "ana@social.example", username: "ana" },
          language: "en",
        },
      ]);
      expect(stories[0]).toMatchObject({
        title: "We had to leave at night.",
        text: "We had to leave at night.\n\nNobody told us & the road was shut. #kesseldam",
        author: "ana@social.example",
        url: "https://social.example/@ana/109",
        publishedAt: Date.UTC(2026, 10, 11, 15, 30),
        language: "en",
      });
      // So that people are told apart from media.
      expect(voices).toEqual(["social"]);
    });

    it("are read as Reddit tells them: posts, comments, links alone, and what was taken away", async () => {
      const reddit = { subreddit: "valley", author: "karl", created_utc: 1_794_412_200 };
      const { stories, report } = await imported([
        {
          ...reddit,
          id: "a",
          title: "When home?",
          selftext: "Anyone know?",
          permalink: "/r/valley/comments/a/",
        },
        { ...reddit, id: "b", body: "Not before Friday.", created_utc: "1794412300" },
        {
          ...reddit,
          id: "c",
          title: "The dam, seen from above",
          selftext: "",
          url: "https://pictures.example/dam",
        },
        { ...reddit, id: "d", body: "[removed]" },
      ]);
      expect(stories.map(({ title, text, outlet }) => [title, text, outlet])).toEqual([
        ["When home?", "Anyone know?", "valley"],
        ["Not before Friday.", "Not before Friday.", "valley"],
        ["The dam, seen from above", "The dam, seen from above", "valley"],
      ]);
      expect(stories[0]?.url).toBe("https://www.reddit.com/r/valley/comments/a/");
      expect(stories[1]?.publishedAt).toBe(1_794_412_300_000);
      expect(report.problems).toEqual([{ line: 4, problem: 'has no "title"' }]);
    });
  });
});
