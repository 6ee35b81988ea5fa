/** The network's own thread: sentences in, numbers out, in batches of like length. */
import { parentPort, workerData } from "node:worker_threads";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { messageOf } from "../../errors.ts";
import type { Answer, NetworkWeights, Question } from "./text-network.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { createVocabulary } from "./vocabulary.ts";

/** Sentences of a batch: more do not make it faster, and a question of thousands keeps little in memory. */
const BATCH = 64;
/** Of a sentence, so much is looked at: no text is so dense that its first tokens lie farther on. */
const CHARACTERS = 4_000;

const { onnx, vocabulary: list, steps } = workerData as NetworkWeights;
const vocabulary = createVocabulary(list.trimEnd().split("\n"));
// One thread: batches are small, and the machine has other things to do.
const session = InferenceSession.create(onnx, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
});

async function answer({ id, sentences, weigh }: Question): Promise<Answer> {
  const network = await session;
  const tokens = sentences.map((sentence) => tokensOf(sentence.slice(0, CHARACTERS)).slice(0, steps));
  const ids = tokens.map((list) => vocabulary.encode(list, steps));
  const order = [...ids.keys()]
    .filter((i) => (ids[i]?.length ?? 0) > 0)
    .sort((a, b) => (ids[a]?.length ?? 0) - (ids[b]?.length ?? 0));
  let outputs = new Float32Array();
  let columns = 0;
  const weights: (number | undefined)[][] = [];
  for (let at = 0; at < order.length; at += BATCH) {
    const places = order.slice(at, at + BATCH);
    const longest = ids[places.at(-1) ?? 0]?.length ?? 0;
    const batch = new Int32Array(places.length * longest);
    places.forEach((place, row) => {
      batch.set(ids[place] ?? [], row * longest);
    });
    const made = await network.run({ ids: new Tensor("int32", batch, [places.length, longest]) });
    const logits = made.logits?.data as Float32Array;
    if (columns === 0) {
      columns = logits.length / places.length;
      outputs = new Float32Array(sentences.length * columns).fill(Number.NaN);
    }
    const attention = made.attention?.data as Float32Array | undefined;
    places.forEach((place, row) => {
      outputs.set(logits.subarray(row * columns, (row + 1) * columns), place * columns);
      if (weigh) weights[place] = (tokens[place] ?? []).map((_, t) => attention?.[row * longest + t]);
    });
  }
  return {
    id,
    outputs,
    columns,
    tokens: weigh ? tokens.map((list, i) => placed(list, weights[i])) : undefined,
  };
}

function placed(tokens: readonly Token[], weights: readonly (number | undefined)[] = []) {
  return tokens.map(({ start, end }, t) => ({ start, end, weight: weights[t] }));
}

// One question after the other: two at once would only share the same core.
let before: Promise<unknown> = Promise.resolve();
parentPort?.on("message", (question: Question) => {
  before = before
    .then(() => answer(question))
    .catch((error: unknown): Answer => ({ id: question.id, problem: messageOf(error) }))
    .then((said) => parentPort?.postMessage(said));
});
