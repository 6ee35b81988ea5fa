/** The subject of a text, by IPTC's Media Topics: what TextTools gives, and how its model is read and swapped. */
import { fileURLToPath } from "node:url";
import type { Topics } from "../../types.ts";
import { DENSE, kindOf } from "../characters.ts";
import { type ModelFolder, openModel } from "../model-folder.ts";
import { readTopicWeights, type TopicClassifier, topicClassifier } from "./classifier.ts";
import { IPTC } from "./iptc.ts";

/** Below this the best subject is a guess, and is told as one. */
export const SURE = 0.5;
/** What else a text is about is told from here on. */
const BESIDES = 0.2;

export type TopicsOf = (text: string, language?: string) => Topics;

/** Reads a topics model. The function that it gives is pure and fast (see `bench`), and may be swapped for another while the bot runs. @throws UserError for files that are not the model's own. */
export function loadTopics(folder: ModelFolder): TopicsOf {
  const classifiers = new Map<string, TopicClassifier>();
  for (const language of folder.manifest.languages)
    classifiers.set(language, topicClassifier(readTopicWeights(folder, language)));
  return (text, language) => {
    const classifier = classifiers.get(dense(text) ? "zh" : "en") ?? classifiers.get(language ?? "en");
    if (!classifier) return { topics: [], sure: false, model: folder.label };
    const { of, known } = classifier.probabilities(text);
    if (known === 0) return { topics: [], sure: false, model: folder.label };
    const found = Array.from(of, (probability, at) => ({
      code: classifier.labels[at] ?? "",
      probability,
    })).sort((a, b) => b.probability - a.probability);
    return {
      topics: found
        .filter(({ probability }, rank) => rank === 0 || probability >= BESIDES)
        .map(({ code, probability }) => ({ code, name: IPTC[code] ?? { en: code, zh: code }, probability })),
      sure: (found[0]?.probability ?? 0) >= SURE,
      model: folder.label,
    };
  };
}

/** By the text itself: what a feed says of its language is often wrong. A Chinese text has Latin names in it, an English one no characters. */
function dense(text: string): boolean {
  let count = 0;
  const most = Math.min(text.length, 400);
  for (let i = 0; i < most; i++) if (kindOf(text.charCodeAt(i)) === DENSE) count++;
  return count * 5 >= most && count > 0;
}

let shipped: TopicsOf | undefined;

/** By the shipped model, read when first needed. */
export const topics: TopicsOf = (text, language) => {
  shipped ??= loadTopics(openModel(fileURLToPath(new URL("../../../models/topics-iptc", import.meta.url))));
  return shipped(text, language);
};
