/** Findings about texts: pure functions, no I/O. */
import type { TextTools } from "../types.ts";
import { cite } from "./cite.ts";
import { keywords } from "./keywords.ts";
import { language } from "./language.ts";
import { sentences } from "./sentences.ts";
import { sentiment } from "./sentiment/sentiment.ts";
import { summarize } from "./summary/summarize.ts";

export { STOP_EN, STOP_ZH } from "./stopwords.ts";
export { stem, type Word, words } from "./words.ts";

/** The tools as commands meet them. They keep nothing between calls but caches. */
export function createTextTools(): TextTools {
  return { language, sentences, keywords, summarize, cite, sentiment };
}
