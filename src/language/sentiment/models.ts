/** Which models answer: handed over, so that a model can change while the bot runs. */
import { fileURLToPath } from "node:url";
import { openModel } from "../model-folder.ts";
import type { TargetScorer } from "./linear/target-scorer.ts";
import { loadSentiment, loadTargets, type SentimentScorer } from "./load.ts";

/** Asked anew for each text: what they give may change from one text to the next. May throw `UserError` for weights that are damaged. */
export interface SentimentModels {
  english(): SentimentScorer;
  chinese(): SentimentScorer;
  targets(): TargetScorer;
}

const shippedAt = (name: string): string =>
  fileURLToPath(new URL(`../../../models/${name}`, import.meta.url));

/** The weights that come with the program, read when they are first asked for. */
export function shippedSentiment(): SentimentModels {
  return {
    english: once(() => loadSentiment(openModel(shippedAt("sentiment-linear-en")))),
    chinese: once(() => loadSentiment(openModel(shippedAt("sentiment-linear-zh")))),
    targets: once(() => loadTargets(openModel(shippedAt("sentiment-targets")))),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
