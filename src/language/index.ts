/** Findings about texts: pure functions, no I/O but for models' weights, once. */
import type { TextTools } from "../types.ts";
import { cite } from "./cite.ts";
import { type KeywordTools, keyPhrases, keywords } from "./keywords/keywords.ts";
import { language } from "./language.ts";
import { openModel } from "./model-folder.ts";
import { readNames } from "./names/names.ts";
import { shippedNames } from "./names/shipped.ts";
import { loadNames, type NameTagger } from "./names/tagger.ts";
import { quantities } from "./quantities/quantities.ts";
import { sentences } from "./sentences.ts";
import type { TargetScorer } from "./sentiment/linear/target-scorer.ts";
import type { SentimentScorer } from "./sentiment/load.ts";
import { shippedSentiment } from "./sentiment/models.ts";
import type { ToneNetworkTools } from "./sentiment/network/network.ts";
import { shippedToneNetwork } from "./sentiment/network/shipped.ts";
import { createSentiment } from "./sentiment/sentiment.ts";
import { towards } from "./sentiment/towards.ts";
import { summarize } from "./summary/summarize.ts";
import { topics } from "./topics/topics.ts";

export { STOP_EN, STOP_ZH } from "./stopwords.ts";
export { stem, type Word, words } from "./words.ts";

/** What trained models answer in place of the built-in methods. What is not given, the built-in one does. */
export interface Trained {
  sentimentEn?: SentimentScorer;
  sentimentZh?: SentimentScorer;
  sentimentTargets?: TargetScorer;
  /** Heard beside the linear English model; its undefined: that one alone. */
  toneNetwork?: () => ToneNetworkTools | undefined;
  /** Told each time that the network of tone was asked: with the error where it failed and the rest answered without it. May throw it. */
  toneNetworkAsked?: (error?: unknown) => void;
  topics?: TextTools["topics"];
  keywords?: KeywordTools;
  /** `loadNames(openModel(folder))`, for English; called when a text first needs it. */
  names?: () => NameTagger;
}

const shipped = shippedSentiment();

/** `Trained.names` of a model's folder: read when it is first asked for. */
export function openNames(folder: string): () => NameTagger {
  let tagger: NameTagger | undefined;
  return () => {
    tagger ??= loadNames(openModel(folder));
    return tagger;
  };
}

/**
 * The tools as commands meet them. They keep nothing between calls but caches, and stay with the models that they were made of: where
 * another model is deployed, other tools are made.
 */
export function createTextTools(trained: Trained = {}): TextTools {
  const { sentimentEn, sentimentZh, sentimentTargets } = trained;
  const { names: tagger = shippedNames, toneNetwork = shippedToneNetwork } = trained;
  const { toneNetworkAsked: asked = () => {} } = trained;
  const models = {
    english: sentimentEn ? () => sentimentEn : shipped.english,
    chinese: sentimentZh ? () => sentimentZh : shipped.chinese,
    targets: sentimentTargets ? () => sentimentTargets : shipped.targets,
  };
  const { tone, sentiment } = createSentiment({ models, network: toneNetwork, asked });
  return {
    ...{ language, sentences, summarize, cite, quantities, tone, sentiment },
    towards: (text, mentions, as = {}) => towards(text, mentions, as, models),
    topics: trained.topics ?? topics,
    ...(trained.keywords ?? { keywords, keyPhrases }),
    names: (text, given, known = []) =>
      readNames(text, given ?? language(text), known, { sentences, tagger }),
  };
}
