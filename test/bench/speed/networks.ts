/** Sentences a second through the thread of each kind of tone network, tokens and all, beside VADER on the same sentences. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openModel } from "../../../src/language/model-folder.ts";
import { createToneNetwork } from "../../../src/language/sentiment/network/network.ts";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { createNetwork, NETWORK_KINDS, type NetworkKind } from "../../../src/learn/nets/network.ts";
import { networkOnnx } from "../../../src/learn/onnx/network.ts";
import { tonePlan } from "../../../src/learn/sentiment/tone-network.ts";
import { writeModel } from "../../../src/learn/write-model.ts";
import { vader } from "../quality/baselines/vader.ts";
import type { Bench, Figure } from "./frame.ts";
import { median, rounded } from "./statistics.ts";

const seed = 1;
const WORDS = 20_000;
/** Of a sentence: the mean of the editorials' is 17. */
const LENGTH = 18;
const GATE = 10_000;

export const networks: Bench = {
  name: "networks",
  about: "sentences a second of the tone networks in onnxruntime, and how large their files are",
  async run({ smoke, tell }) {
    const [sentences, rounds] = smoke ? [64, 1] : [4_096, 7];
    const next = random(seed);
    const word = (i: number): string => `w${i.toString(36)}`;
    const list = Array.from({ length: WORDS }, (_, i) => word(i));
    const texts = Array.from({ length: sentences }, () =>
      Array.from({ length: LENGTH }, () => word(Math.floor(next() * WORDS * 1.02))).join(" "),
    );
    const perSecond = (times: readonly number[]) => (sentences / median(times)) * 1_000;
    const times: number[] = [];
    for (let n = -1; n < rounds; n++) {
      const began = performance.now();
      for (const text of texts) vader(text);
      if (n >= 0) times.push(performance.now() - began);
    }
    const peer = { name: "vader-sentiment", value: perSecond(times) };
    const figures: Figure[] = [];
    const json: Record<string, unknown> = {
      bench: "networks",
      seed,
      sentences,
      rounds,
      vaderPerSecond: rounded(peer.value),
    };
    for (const kind of NETWORK_KINDS) {
      tell(kind);
      const { rate, bytes } = await measured(kind, list, texts, rounds);
      const value = perSecond(rate);
      json[kind] = { perSecond: rounded(value), bytes };
      figures.push(
        {
          label: `${kind}, sentences a second`,
          value,
          unit: "",
          good: "more",
          peer,
          ...(kind === "attention" ? { gate: GATE } : {}),
        },
        { label: `${kind}, MB of network.onnx`, value: bytes / 1e6, unit: "", good: "less" },
      );
    }
    return {
      json,
      figures,
      notes: [
        `${sentences} made-up sentences of ${LENGTH} words, median of ${rounds}, one thread of onnxruntime; speed does not depend on what the weights are`,
      ],
    };
  },
};

async function measured(
  kind: NetworkKind,
  list: readonly string[],
  texts: readonly string[],
  rounds: number,
) {
  const folder = mkdtempSync(join(tmpdir(), "copytaster-networks-"));
  const network = createNetwork(tonePlan(kind, list.length + 2), {
    limits: { texts: 1, steps: 64, tokens: 64 },
    random: random(seed),
    dropout: { tokens: 0, text: 0 },
  });
  const onnx = networkOnnx(network);
  const about = { version: "1", task: "sentiment-en", languages: ["en"], trainedOn: [], command: "none" };
  writeModel(
    join(folder, kind),
    { ...about, name: kind, kind },
    { "network.onnx": onnx, "vocabulary.txt": list.join("\n") },
  );
  const tools = createToneNetwork(openModel(join(folder, kind)));
  try {
    const rate: number[] = [];
    // The first round loads it.
    for (let n = -1; n < rounds; n++) {
      const began = performance.now();
      await tools.tones(texts, "news");
      if (n >= 0) rate.push(performance.now() - began);
    }
    return { rate, bytes: onnx.length };
  } finally {
    await tools.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
