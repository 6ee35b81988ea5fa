/** Counts in how many texts in ten thousand each term stands: `node models/news-words/make.ts [data folder]` writes `shares.json` anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { eachTerm } from "../../src/news/terms.ts";

const data = process.argv[2] ?? "../shared/data";
/** Rarer ones count as never seen. */
const least = 8;

function rows(name: string): Record<string, unknown>[] {
  const lines = gunzipSync(readFileSync(`${data}/${name}.jsonl.gz`))
    .toString()
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

function textsOf(name: string): string[] {
  return rows(name).flatMap(({ title, text, article, articles }) =>
    Array.isArray(articles) ? articles.map(String) : [[title, text ?? article].filter(Boolean).join(" ")],
  );
}

function shares(texts: readonly string[], keep: (term: string) => boolean): [string, number][] {
  const seen = new Map<string, number>();
  for (const text of texts) {
    const terms = new Set<string>();
    eachTerm(text, 260, (term) => keep(term) && terms.add(term));
    for (const term of terms) seen.set(term, (seen.get(term) ?? 0) + 1);
  }
  return [...seen].map(([term, count]) => [term, Math.round((count / texts.length) * 10_000)]);
}

const han = /\p{Script=Han}/u;
const english = [
  "topic/huffpost",
  "trends/yahoo_rss_2014",
  "summarization/cnndm",
  "summarization/xsum",
  "summarization/inshorts",
  "summarization/multinews",
].flatMap(textsOf);
const chinese = ["topic/zh_thucnews_titles", "topic/zh_toutiao_titles"].flatMap(textsOf);

const byShare = new Map<number, string[]>();
for (const [term, share] of [
  ...shares(english, (term) => !han.test(term)),
  ...shares(chinese, (term) => han.test(term)),
]) {
  if (share < least) continue;
  const terms = byShare.get(share);
  if (terms) terms.push(term);
  else byShare.set(share, [term]);
}
const lines = [...byShare].map(([share, terms]) => [String(share), terms.sort().join(" ")] as const);
writeFileSync(
  new URL("./shares.json", import.meta.url),
  `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`,
);
