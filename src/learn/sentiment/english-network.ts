/** Trains the English tone network that is shipped, or one of the other kinds to compare it with. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openModel } from "../../language/model-folder.ts";
import { checkData, type Labelled, withoutRepeats } from "../datasets/check.ts";
import { foldOf } from "../folds.ts";
import { NETWORK_KINDS, type NetworkKind } from "../nets/network.ts";
import { networkOnnx } from "../onnx/network.ts";
import type { TrainedModel, TrainingJob } from "../recipe.ts";
import {
  keyOf,
  LABELLED_SETS,
  oneOfEach,
  readEnglishTone,
  SCORED_SETS,
  STARRED_SET,
  type ToneRow,
  without,
} from "./english-sets.ts";
import { editorialsTwice, withoutNames } from "./held-out-network.ts";
import { MEANING, TONE_SCHEDULE, trainToneNetwork } from "./tone-network.ts";
import { staticVectors } from "./word-start.ts";

const VECTORS = fileURLToPath(new URL("../../../models/word-vectors", import.meta.url));
/** The LSTM with attention is the one that is shipped, and has the short name. */
const NAMES: Readonly<Record<NetworkKind, string>> = {
  rnn: "rnn",
  lstm: "plain-lstm",
  attention: "lstm",
  transformer: "transformer",
};
/** One group in so many is held out, to see when to stop. */
const FOLDS = 10;

/** @throws UserError when the data cannot be learnt from. */
export async function trainEnglishNetwork(job: TrainingJob): Promise<TrainedModel> {
  const kind = NETWORK_KINDS.find((one) => one === job.kind) as NetworkKind;
  const all = readEnglishTone(job.data);
  const heldOut = withoutRepeats(all.filter(({ group }) => foldOf(group, FOLDS) === 0));
  const training = oneOfEach([...without(all, heldOut), ...given(job, heldOut)]);
  checkData("sentiment-en", training.map(labelled), heldOut.map(labelled));
  const vectors = existsSync(VECTORS) ? openModel(VECTORS) : undefined;
  const made = await trainToneNetwork({
    kind,
    training: editorialsTwice(withoutNames(training)),
    heldOut: withoutNames(heldOut),
    meaning: vectors ? staticVectors(vectors, MEANING) : () => undefined,
    schedule: TONE_SCHEDULE,
    seed: job.seed,
    work: job.work,
    progress: job.progress,
    signal: job.signal,
  });
  const sets = [...SCORED_SETS, STARRED_SET, ...LABELLED_SETS].map(({ name }) => name);
  return {
    manifest: {
      name: `sentiment-${NAMES[kind]}-en`,
      version: "2",
      // A network answers later than at once, and so beside the linear model, not in its place: a task of its own.
      task: "sentiment-network-en",
      kind,
      languages: ["en"],
      trainedOn: [...sets, "vader lexicon", "afinn-165", ...(vectors ? ["word-vectors"] : [])],
      command: `npm run -s copytaster -- train sentiment-en --model ${kind} --seed ${job.seed}`,
    },
    files: {
      "network.onnx": networkOnnx(made.network),
      "vocabulary.txt": `${made.list.join("\n")}\n`,
      "training.json": `${JSON.stringify({ epoch: made.epoch, heldOutF1: made.score, heldOut: heldOut.length, training: training.length, history: made.history })}\n`,
    },
  };
}

/** Labelled by people of the newsroom; a text that is held out stays so. */
function given({ examples }: TrainingJob, heldOut: readonly ToneRow[]): ToneRow[] {
  const tones: Readonly<Record<string, number>> = { negative: -0.4, neutral: 0, positive: 0.4 };
  const rows = examples.flatMap(({ text, label, language }): ToneRow[] => {
    const tone = tones[label];
    return language !== "en" || tone === undefined || !text.trim()
      ? []
      : [{ text, set: "feedback", tone, group: keyOf(text), domain: "news" }];
  });
  return without(rows, heldOut);
}

function labelled({ text, tone }: ToneRow): Labelled {
  return { text, language: "en", label: tone > 0.1 ? "positive" : tone < -0.1 ? "negative" : "neutral" };
}
