/** How common words are in news: counted once, for what is rare in a text because it is rare everywhere. */
import { tokensOf } from "../../language/keywords/tokens.ts";
import { readDataRows } from "../rows.ts";

/** Classes A and B; never the texts that rankers learn from or are judged by. */
export const COMMON_FILES: readonly (readonly [file: string, field: string])[] = [
  ["summarization/cnndm", "article"],
  ["summarization/inshorts", "article"],
  ["summarization/multinews", "documents"],
  ["summarization/xsum", "article"],
  ["topic/huffpost", "text"],
  ["topic/reuters_modapte", "text"],
  ["trends/yahoo_rss_2014", "text"],
];

/** The same in Chinese: words of titles and of reviews. */
export const COMMON_CHINESE: typeof COMMON_FILES = [
  ["topic/zh_thucnews_titles", "text"],
  ["sentiment/zh_hotel", "text"],
];

/** Stems that stand there less often tell nothing. */
const LEAST = 6;
const MOST_TOKENS = 5_000;

/** Lines "stem log-share", by stem: the log of one and how often it stands in a million words. @throws UserError for a missing file. */
export function commonWords(
  data: string,
  files: typeof COMMON_FILES,
  progress: (done: number, of: number) => void,
): string {
  const counts = new Map<string, number>();
  let all = 0;
  files.forEach(([file, field], done) => {
    progress(done, files.length);
    for (const row of readDataRows<Readonly<Record<string, unknown>>>(data, file))
      for (const text of [row[field]].flat()) {
        if (typeof text !== "string") continue;
        for (const { lexeme } of tokensOf(text, MOST_TOKENS).list) {
          counts.set(lexeme.stem, (counts.get(lexeme.stem) ?? 0) + 1);
          all++;
        }
      }
  });
  return [...counts]
    .filter(([stem, count]) => count >= LEAST && !/\s/.test(stem))
    .map(([stem, count]) => `${stem} ${Math.log1p((count * 1e6) / all).toFixed(2)}`)
    .sort()
    .join("\n");
}
