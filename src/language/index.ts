/** Findings about texts: pure functions, no I/O but for models' weights, once. */
import type { Sentiment, TextTools } from "../types.ts";
import { cite } from "./cite.ts";
import { keywords } from "./keywords.ts";
import { language } from "./language.ts";
import { readNames } from "./names/names.ts";
import { shippedNames } from "./names/shipped.ts";
import type { NameTagger } from "./names/tagger.ts";
import { quantities } from "./quantities/quantities.ts";
import { sentences } from "./sentences.ts";
import { sentiment } from "./sentiment/sentiment.ts";
import { summarize } from "./summary/summarize.ts";
import { topics } from "./topics/topics.ts";

export { STOP_EN, STOP_ZH } from "./stopwords.ts";
export { stem, type Word, words } from "./words.ts";

/** What trained models answer in place of the built-in methods. What is not given, the built-in one does. */
export interface Trained {
  sentiment?: (text: string) => Sentiment;
  topics?: TextTools["topics"];
  /** `loadNames(openModel(folder))`, for English; called when a text first needs it. */
  names?: () => NameTagger;
}

/**
 * The tools as commands meet them. They keep nothing between calls but caches, and stay with the models that they were made of: where
 * another model is deployed, other tools are made.
 */
export function createTextTools({ names: tagger = shippedNames, ...trained }: Trained = {}): TextTools {
  return {
    ...{ language, sentences, keywords, summarize, cite, sentiment, topics, quantities },
    names: (text, given, known = []) =>
      readNames(text, given ?? language(text), known, { sentences, tagger }),
    ...trained,
  };
}
