/** A trained tagger of English names, from its folder. */
import type { ModelFolder } from "../model-folder.ts";
import { posteriors, viterbi } from "./chain.ts";
import { featuresOf } from "./features.ts";
import { readKnowledge } from "./knowledge.ts";
import { decode, LABELS, type TokenSpan } from "./labels.ts";
import { type Knowledge, type Lexical, lexicon } from "./lexical.ts";
import { recased } from "./recase.ts";
import { readWeights, type Weights } from "./weights.ts";

export interface NameTagger {
  /** For `madeBy`. */
  label: string;
  knowledge: Knowledge;
  /** The names of each sentence of one document, by token. */
  tag(document: readonly (readonly string[])[]): TokenSpan[][];
}

/** @throws UserError where a file is not the one that the manifest names. */
export function loadNames(folder: ModelFolder): NameTagger {
  return taggerOf(
    folder.label,
    readWeights(folder.read("weights.bin.gz")),
    readKnowledge(folder.read("words.json.gz")),
  );
}

export function taggerOf(label: string, weights: Weights, knowledge: Knowledge): NameTagger {
  const look = lexicon(knowledge);
  return {
    label,
    knowledge,
    tag: (document) =>
      document.map((sentence) => tagOne(recased(sentence, knowledge).map(look), weights, knowledge)),
  };
}

function tagOne(words: readonly Lexical[], weights: Weights, knowledge: Knowledge): TokenSpan[] {
  // No capital, no name: most of what a long text holds is passed by quickly.
  if (!words.some(({ capital, form }) => capital || /^\d+\p{L}/u.test(form))) return [];
  const emissions = new Float64Array(words.length * LABELS);
  featuresOf(words, knowledge, () => []).forEach((features, i) => {
    for (const feature of features) weights.add(feature, emissions, i * LABELS);
  });
  const labels = viterbi(emissions, words.length, weights.transitions);
  const spans = decode(labels);
  if (spans.length === 0) return spans;
  const sure = posteriors(emissions, labels, weights.transitions);
  return spans.map((span) => ({ ...span, confidence: Math.min(...sure.subarray(span.start, span.end)) }));
}
