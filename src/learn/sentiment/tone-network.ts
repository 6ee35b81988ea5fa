/** A network that reads a sentence and says its tone: what it is built of, and how it learns. */

import { tokensOf } from "../../language/nets/tokens.ts";
import { createVocabulary, UNKNOWN, type Vocabulary } from "../../language/nets/vocabulary.ts";
import { TONE_DOMAINS, TONE_STEPS, type ToneDomain, toneOf } from "../../language/sentiment/network/tone.ts";
import { macroF1 } from "../metrics/classification.ts";
import { buildVocabulary } from "../nets/build-vocabulary.ts";
import type { Example, Head } from "../nets/loss.ts";
import type { Network, NetworkKind, Plan } from "../nets/network.ts";
import { outputsOf, type Schedule, trainNetwork } from "../nets/train.ts";
import { quantise, restore } from "../onnx/table.ts";
import type { TrainingStep } from "../recipe.ts";
import type { ToneRow } from "./english-sets.ts";
import { lexicon, lexiconTone } from "./word-start.ts";

/** Numbers of a token: its tone in the lexicon, then its meaning. */
export const MEANING = 79;

/** A sentence is asked how good it is, as its kind of text has it; and on which side (not near the middle), whatever its kind. */
export const TONE_HEADS: readonly Head[] = [
  ...TONE_DOMAINS.map((name): Head => ({ name, kind: "number", columns: 1, weight: 2 })),
  { name: "side", kind: "classes", columns: 2, weight: 0.5 },
];
/** Nearer to 0 than this a text is on no side. */
const MIDDLE = 0.06;

export function tonePlan(kind: NetworkKind, vocabulary: number): Plan {
  return {
    kind,
    vocabulary,
    embedding: MEANING + 1,
    hidden: 32,
    bothWays: true,
    attention: "additive",
    keys: 32,
    blocks: 1,
    heads: 4,
    outputs: TONE_DOMAINS.length + 2,
    steps: TONE_STEPS,
  };
}

export const TONE_SCHEDULE: Schedule = {
  epochs: 5,
  patience: 2,
  texts: 32,
  optimiser: "adam",
  rate: 2e-3,
  table: 0.5,
  decay: 0.01,
  clip: 1,
  dropout: { tokens: 0.4, text: 0.3 },
};

/** Seen in fewer texts, a word is known by its stem alone. */
const LEAST = 3;
/** So often a word is hidden while training, or shown as its stem: the network learns to do without. */
const HIDDEN = 0.1;
const STEMMED = 0.1;

export interface ToneTraining {
  kind: NetworkKind;
  training: readonly ToneRow[];
  heldOut: readonly ToneRow[];
  /** A word's meaning, `MEANING` numbers; undefined where it is not known. */
  meaning(key: string): Float32Array | undefined;
  schedule: Schedule;
  seed: number;
  work: string | undefined;
  progress(step: TrainingStep): void;
  signal: AbortSignal;
}

export interface ToneNetwork {
  network: Network;
  vocabulary: Vocabulary;
  /** `vocabulary.txt` */
  list: readonly string[];
  /** Macro-F1 of the side, on what was held out. */
  score: number;
  epoch: number;
  history: readonly { loss: number; heldOut: number }[];
  /** −1 … 1 of each text; 0 where it has no token. */
  tones(texts: readonly string[], domain: ToneDomain): Promise<number[]>;
}

/** @throws UserError as `trainNetwork` does. The table of tokens is left as its eight-bit self says. */
export async function trainToneNetwork(training: ToneTraining): Promise<ToneNetwork> {
  const keys = training.training.map(({ text }) => tokensOf(text).map(({ key }) => key));
  const { list, stems } = buildVocabulary(keys, LEAST, lexicon().keys());
  const vocabulary = createVocabulary(list);
  const toneOfWord = lexiconTone();
  const known = list.map((key) => training.meaning(key));
  const example = ({ text, tone, domain }: ToneRow): Example => ({
    ids: idsOf(vocabulary, text),
    targets: [
      ...TONE_DOMAINS.map((one) => (one === domain ? tone : Number.NaN)),
      Math.abs(tone) < MIDDLE ? Number.NaN : Number(tone > 0),
    ],
  });
  const readable = training.heldOut.filter(({ text }) => tokensOf(text).length > 0);
  const sides = readable.map(({ tone }) => (Math.abs(tone) < MIDDLE ? "" : sideOf(tone)));
  const { network, ...found } = await trainNetwork({
    ...training,
    plan: tonePlan(training.kind, vocabulary.size),
    heads: TONE_HEADS,
    examples: training.training.map(example).filter(({ ids }) => ids.length > 0),
    heldOut: readable.map(example),
    score(outputs) {
      const asked = outputs
        .map((output, i) => toneOf(output, readable[i]?.domain ?? "news"))
        .map(sideOf)
        .filter((_, i) => sides[i] !== "");
      return macroF1(
        sides.filter((side) => side !== ""),
        asked,
      );
    },
    exchange(id, noise) {
      if (id <= UNKNOWN) return id;
      const chance = noise();
      if (chance < HIDDEN) return UNKNOWN;
      return chance < HIDDEN + STEMMED ? (stems.get(id) ?? id) : id;
    },
    start(id, column, random) {
      if (id < UNKNOWN) return 0;
      const key = list[id - 2];
      if (column === 0) return key === undefined ? 0 : toneOfWord(key);
      return known[id - 2]?.[column - 1] ?? (random() * 2 - 1) * 0.1;
    },
  });
  inEightBits(network);
  return {
    ...found,
    network,
    vocabulary,
    list,
    async tones(texts, domain) {
      const asked = texts.map((text) => ({ ids: idsOf(vocabulary, text), targets: [] }));
      const full = asked.filter(({ ids }) => ids.length > 0);
      const outputs = (await outputsOf(network, full, training.schedule.texts)).values();
      return asked.map(({ ids }) => (ids.length > 0 ? toneOf(outputs.next().value ?? [], domain) : 0));
    },
  };
}

function idsOf(vocabulary: Vocabulary, text: string): Int32Array {
  return vocabulary.encode(tokensOf(text), TONE_STEPS);
}

function sideOf(tone: number): string {
  return tone >= 0 ? "positive" : "negative";
}

/** What is measured from here on is what is shipped. */
function inEightBits({ floats, parameters }: Network): void {
  const table = parameters.find(({ touched }) => touched);
  if (!table) return;
  const { value, rows } = table;
  const data = floats.slice(value.at, value.at + rows * value.columns);
  floats.set(restore(quantise({ data, rows, columns: value.columns })), value.at);
}
