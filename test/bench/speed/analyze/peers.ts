/** What others on npm do of the same kind, each as its README has it, with no more of its pipeline than the job needs. */
import { createRequire } from "node:module";
import compromise from "compromise";
import keywordExtractor from "keyword-extractor";
import { detect } from "tinyld";
import model from "wink-eng-lite-web-model";
import winkNlp from "wink-nlp";
import { naiveBayes } from "../../quality/baselines/naiveBayes.ts";
import { vader } from "../../quality/baselines/vader.ts";
import type { Contender } from "./race.ts";

const require = createRequire(import.meta.url);

export type Job = "language" | "sentences" | "keywords" | "sentiment" | "names" | "quantities" | "topics";

/** @param items what naive Bayes learns topics from. */
export function peersOf(
  items: readonly { text: string; label: string }[],
): Readonly<Record<Job, readonly Contender[]>> {
  const Sentiment = require("sentiment") as new () => { analyze(text: string): { score: number } };
  const afinn = new Sentiment();
  const wink = (...pipe: string[]) => winkNlp(model, pipe);
  const [split, tone, tagged, entities] = [
    wink("sbd"),
    wink("sbd", "negation", "sentiment"),
    wink("sbd", "pos"),
    wink("sbd", "ner"),
  ];
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  const bayes = naiveBayes(items);
  return {
    language: [{ name: "tinyld", read: (text) => detect(text) }],
    sentences: [
      { name: "Intl.Segmenter", read: (text) => [...segmenter.segment(text)] },
      { name: "wink-nlp", read: (text) => split.readDoc(text).sentences().out() },
      { name: "compromise", read: (text) => compromise.tokenize(text).json({ offset: true }) },
    ],
    keywords: [
      {
        name: "keyword-extractor",
        read: (text) =>
          keywordExtractor.extract(text, {
            language: "english",
            remove_digits: true,
            remove_duplicates: true,
          }),
      },
    ],
    sentiment: [
      { name: "vader-sentiment", read: vader },
      { name: "sentiment", read: (text) => afinn.analyze(text).score },
      { name: "wink-nlp", read: (text) => tone.readDoc(text).out(tone.its.sentiment) },
    ],
    names: [
      {
        name: "compromise",
        read(text) {
          const read = compromise(text);
          return [read.people(), read.organizations(), read.places()].map(
            (one) => one.json({ offset: true }) as unknown,
          );
        },
      },
      // Its model names nobody: proper nouns are as near as it comes.
      { name: "wink-nlp (proper nouns)", read: (text) => tagged.readDoc(text).tokens().out(tagged.its.pos) },
    ],
    quantities: [
      {
        name: "compromise",
        read: (text) => compromise(text).numbers().json({ offset: true }) as unknown,
      },
      { name: "wink-nlp", read: (text) => entities.readDoc(text).entities().out(entities.its.detail) },
    ],
    topics: [{ name: "naive Bayes", read: bayes }],
  };
}
