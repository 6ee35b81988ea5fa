/** From sentences with tags to a tagger. */
import { featuresOf } from "../../language/names/features.ts";
import { encode, spansOfTags } from "../../language/names/labels.ts";
import { type Knowledge, lexicon } from "../../language/names/lexical.ts";
import { type NameTagger, taggerOf } from "../../language/names/tagger.ts";
import { readWeights, writeWeights } from "../../language/names/weights.ts";
import { type CrfOptions, type Sequence, trainCrf } from "./crf.ts";

export interface TaggedSentence {
  tokens: readonly string[];
  /** "I-PER", "B-LOC", "O" */
  tags: readonly string[];
}

/** Found by cross-validation on contiguous blocks of Wikigold. */
export const OPTIONS: Omit<CrfOptions, "seed" | "progress" | "signal"> = {
  epochs: 6,
  rate: 0.03,
  l2: 1e-3,
  dropout: 0,
};
/** A weight below this changes no decision. */
const LEAST = 0.04;

/** The weights as they are shipped. The same rows, knowledge and options give the same bytes. */
export function fitNames(
  rows: readonly TaggedSentence[],
  knowledge: Knowledge,
  options: CrfOptions,
): Uint8Array {
  const look = lexicon(knowledge);
  const places = new Map<number, number>();
  const sequences = rows.map(({ tokens, tags }): Sequence => {
    const features = featuresOf(tokens.map(look), knowledge, () => []).map((list) =>
      Int32Array.from(list, (feature) => {
        const known = places.get(feature) ?? places.size;
        places.set(feature, known);
        return known;
      }),
    );
    return { features, labels: encode(tokens.length, spansOfTags(tags)) };
  });
  const { weights, transitions } = trainCrf(sequences, places.size, options);
  return writeWeights([...places.keys()], weights, transitions, LEAST);
}

/** A tagger straight from its training, with the very weights that would be shipped. */
export function fittedTagger(
  rows: readonly TaggedSentence[],
  knowledge: Knowledge,
  options: CrfOptions,
): NameTagger {
  return taggerOf("just trained", readWeights(fitNames(rows, knowledge, options)), knowledge);
}
