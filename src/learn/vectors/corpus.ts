/** The texts that word vectors are trained on: of classes A and B only, and none of a set that the vectors are judged by. */
import { readDataRows } from "../rows.ts";

interface TextFile {
  file: string;
  /** Fields that hold text (a list of texts is several). */
  fields: readonly string[];
  language: "en" | "zh";
}

const english = (file: string, ...fields: string[]): TextFile => ({ file, fields, language: "en" });
const chinese = (file: string, ...fields: string[]): TextFile => ({ file, fields, language: "zh" });

/**
 * Left out with reason: class C (ag_news, bbc, bbc_extractive, zh_lcsts, mind), and what the vectors are judged by (events_fulltext,
 * uci_headline_stories, sts_headlines). Texts of huffpost, reuters and the Chinese titles are read without their labels.
 */
export const corpusFiles: readonly TextFile[] = [
  english("summarization/cnndm", "article", "summary"),
  english("summarization/xsum", "article", "summary"),
  english("summarization/inshorts", "title", "article", "summary"),
  english("summarization/multinews", "documents", "summary"),
  english("trends/yahoo_rss_2014", "text"),
  english("topic/reuters_modapte", "title", "text"),
  english("topic/huffpost", "title", "text"),
  english("clustering/googlenews_titles", "text"),
  english("dedupe/msrp", "a", "b"),
  english("keywords/kpcrowd_news", "text"),
  english("keywords/inspec", "text"),
  english("headlines/clickbait", "text"),
  english("factuality/claims", "document"),
  english("sentiment/newsmtsc_targeted", "text"),
  english("sentiment/nyt_editorial_valence", "text"),
  english("sentiment/tweets_valence", "text"),
  english("sentiment/amazon_valence", "text"),
  english("sentiment/movie_valence", "text"),
  english("sentiment/tweeteval", "text"),
  chinese("topic/zh_thucnews_titles", "text"),
  chinese("topic/zh_toutiao_titles", "text", "keywords"),
  chinese("sentiment/zh_hotel", "text"),
  chinese("sentiment/zh_waimai", "text"),
];

/** Every text once, file by file. @throws UserError for a missing file. */
export function* corpus(data: string, language: "en" | "zh"): Generator<string> {
  const seen = new Set<string>();
  for (const { file, fields, language: of } of corpusFiles) {
    if (of !== language) continue;
    for (const row of readDataRows<Readonly<Record<string, unknown>>>(data, file))
      for (const field of fields)
        for (const text of [row[field]].flat()) {
          if (typeof text !== "string" || text === "" || seen.has(text)) continue;
          seen.add(text);
          yield text;
        }
  }
}
