/** Raw English sentences of the data folder (classes A and B alone), for what is known of words beforehand. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { tokens } from "../../language/names/tokens.ts";
import { sentences } from "../../language/sentences.ts";

/** Files and the fields that are running text. Their terms stand in the card. */
const RAW: readonly (readonly [file: string, fields: readonly string[]])[] = [
  ["clustering/events_fulltext", ["text"]],
  ["dedupe/msrp", ["a", "b"]],
  ["dedupe/sts_headlines", ["a"]],
  ["keywords/kpcrowd_news", ["text"]],
  ["sentiment/newsmtsc_targeted", ["text"]],
  ["sentiment/nyt_editorial_valence", ["text"]],
  ["summarization/cnndm", ["article"]],
  ["summarization/inshorts", ["article"]],
  ["summarization/multinews", ["documents"]],
  ["summarization/xsum", ["article"]],
  ["topic/huffpost", ["text"]],
  ["topic/reuters_modapte", ["text"]],
  ["trends/yahoo_rss_2014", ["text"]],
  ["factuality/claims", ["document"]],
];

/** Those of the raw files that the folder has. */
export function rawFiles(data: string): string[] {
  return RAW.map(([file]) => file).filter((file) => existsSync(join(data, `${file}.jsonl.gz`)));
}

/** Each sentence once, as its words; texts that stand there twice are read once. Files that are not there are left out. */
export function rawSentences(data: string, seen: Set<string> = new Set()): string[][] {
  const found: string[][] = [];
  const read = (text: string): void => {
    for (const span of sentences(text.slice(0, 200_000))) {
      if (seen.has(span.text)) continue;
      seen.add(span.text);
      const words = tokens(text, span.start, span.end).map((token) => token.text);
      // Headlines and shouting teach the wrong capitals.
      const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
      if (words.length >= 4 && words.length <= 120 && capitals / words.length < 0.6) found.push(words);
    }
  };
  const there = new Set(rawFiles(data));
  for (const [file, fields] of RAW) {
    if (!there.has(file)) continue;
    const path = join(data, `${file}.jsonl.gz`);
    for (const line of gunzipSync(readFileSync(path)).toString().split("\n")) {
      if (!line) continue;
      const row = JSON.parse(line) as Record<string, unknown>;
      for (const field of fields) {
        const value = row[field];
        if (typeof value === "string") read(value);
        else if (Array.isArray(value)) for (const one of value) if (typeof one === "string") read(one);
      }
    }
  }
  return found;
}
