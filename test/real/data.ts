/** The real data, when it is there: never copied into the project. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { dataFolder, readDataTar, type TarFile } from "../fakes/tar.ts";

const articles = new URL("clustering/events_fulltext.jsonl.gz", dataFolder);

export const articlesFile = fileURLToPath(articles);

/** For a title: why its tests do not run. */
export const missing = existsSync(dataFolder) ? undefined : "not run: ../shared/data is not there";

export interface Article {
  title: string;
  text: string;
  url: string;
  domain: string;
  date: string;
  /** Articles with one name tell one event: for judging, never seen by the bot. */
  event: string;
}

/** 189 articles that tell 35 events. */
export function readArticles(): readonly Article[] {
  const lines = gunzipSync(readFileSync(articles)).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Article);
}

/** 21 feeds as their sites gave them; one is a page that says where the feed went. */
export function readFeeds(): readonly TarFile[] {
  return (readDataTar("feeds/real_samples.tar.gz") ?? []).filter((file) =>
    /input\/.+\.(rss|atom)$/.test(file.name),
  );
}
