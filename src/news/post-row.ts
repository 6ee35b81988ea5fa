/**
 * What people post, as exports and dumps tell it, in the words of our own rows: a Mastodon status (docs.joinmastodon.org/entities/Status), a Reddit post or
 * comment (its listings and the Pushshift dumps), a comment of one's own site. A field under our own name goes before all others.
 */
import { htmlToText } from "../net/html-text.ts";
import { headline } from "./identify.ts";

type Row = Readonly<Record<string, unknown>>;

/** Reddit's listings tell where a post stands without the host. */
const reddit = "https://www.reddit.com";
/** What is left of a text that was taken away. */
const removed = /^\[(removed|deleted)\]$/;

/** A row that `importStories` understands. Title and text may be empty still: then it says so of the row. */
export function rowOfPost(post: Row): Row {
  const said = htmlToText(
    wordsIn(post, "text", "body", "selftext", "content", "comment", "message", "full_text"),
  );
  const text = removed.test(said) ? "" : said;
  const title = wordsIn(post, "title", "headline", "spoiler_text") || headline(text);
  const account = post.account as Row | undefined;
  return {
    id: post.id ?? post.guid,
    language: wordsIn(post, "language", "lang"),
    title,
    // A link that was posted has its title alone.
    text: text || title,
    author:
      wordsIn(post, "author", "username", "user", "screen_name") ||
      (typeof account === "object" && account !== null ? wordsIn(account, "acct", "username") : ""),
    outlet: wordsIn(post, "outlet", "domain_name", "subreddit_name_prefixed", "subreddit", "platform"),
    publishedAt: momentOf(
      post.publishedAt ??
        post.date ??
        post.created_at ??
        post.created_utc ??
        post.timestamp ??
        post.published,
    ),
    url: addressOf(post),
  };
}

/** Some dumps have their seconds as a text. */
function momentOf(value: unknown): unknown {
  return typeof value === "string" && /^\d{9,10}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}

function wordsIn(row: Row, ...names: readonly string[]): string {
  for (const name of names) {
    const value = row[name];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}

/** Where the post stands, rather than what it links to. */
function addressOf(post: Row): string {
  const place = wordsIn(post, "permalink");
  if (place.startsWith("/")) return `${reddit}${place}`;
  return place || wordsIn(post, "url", "link", "uri");
}
