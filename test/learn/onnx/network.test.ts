/** What is exported says in onnxruntime what the equations of the textbook say, to 1e-5: the answers, and what each word weighed. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { makeBatch } from "../../../src/learn/nets/batch.ts";
import { createNetwork, NETWORK_KINDS, type Network, type Plan } from "../../../src/learn/nets/network.ts";
import { networkOnnx } from "../../../src/learn/onnx/network.ts";
import { quantise, restore } from "../../../src/learn/onnx/table.ts";
import { reference } from "../nets/reference.ts";

const plan: Plan = {
  kind: "attention",
  vocabulary: 30,
  embedding: 12,
  hidden: 9,
  bothWays: true,
  attention: "additive",
  keys: 7,
  blocks: 2,
  heads: 3,
  outputs: 2,
  steps: 16,
};
const texts = [[3, 4, 29, 2, 8, 8, 1], [5], [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22], [7, 6]];

/** Weights larger than a network begins with: so that a wrong gate or a lost scale shows. */
function build(changes: Partial<Plan>): Network {
  const next = random(3);
  const whole = { ...plan, ...changes };
  const network = createNetwork(whole, {
    limits: { texts: 4, steps: 16, tokens: 64 },
    random: next,
    dropout: { tokens: 0, text: 0 },
    megabytes: 4,
  });
  for (const { value, rows, name } of network.parameters) {
    for (let i = 0; i < rows * value.columns; i++)
      network.floats[value.at + i] = (network.floats[value.at + i] ?? 0) + (next() - 0.5) * 0.8;
    if (name !== "embedding") continue;
    const data = network.floats.slice(value.at, value.at + rows * value.columns);
    network.floats.set(restore(quantise({ data, rows, columns: value.columns })), value.at);
  }
  return network;
}

async function run(network: Network): Promise<{ logits: number[][]; attention: number[][] }> {
  const session = await InferenceSession.create(networkOnnx(network));
  const longest = Math.max(...texts.map((text) => text.length));
  const ids = new Int32Array(texts.length * longest);
  texts.forEach((text, i) => {
    ids.set(text, i * longest);
  });
  const out = await session.run({ ids: new Tensor("int32", ids, [texts.length, longest]) });
  const rows = (name: string, columns: number): number[][] => {
    const data = [...((out[name]?.data as Float32Array | undefined) ?? [])];
    return texts.map((_, i) => data.slice(i * columns, (i + 1) * columns));
  };
  return { logits: rows("logits", network.plan.outputs), attention: rows("attention", longest) };
}

const cases: [string, Partial<Plan>][] = [
  ...NETWORK_KINDS.map((kind): [string, Partial<Plan>] => [kind, { kind }]),
  ["lstm one way with dot attention", { kind: "attention", attention: "dot", bothWays: false }],
  ["rnn one way", { kind: "rnn", bothWays: false }],
];

describe("a network as ONNX", () => {
  it.each(cases)("%s: answers and weights of words are the equations'", async (_, changes) => {
    const network = build(changes);
    const got = await run(network);
    texts.forEach((text, i) => {
      const wanted = reference(network, text);
      wanted.outputs.forEach((value, j) => {
        expect(Math.abs((got.logits[i]?.[j] ?? Number.NaN) - value)).toBeLessThan(1e-5);
      });
      wanted.attention?.forEach((value, t) => {
        expect(Math.abs((got.attention[i]?.[t] ?? Number.NaN) - value)).toBeLessThan(1e-5);
      });
      if (wanted.attention) expect(got.attention[i]?.slice(text.length).every((one) => one === 0)).toBe(true);
    });
  });

  it.each(cases)("%s: the trainer's own answers are the equations' too", (_, changes) => {
    const network = build(changes);
    const batch = makeBatch(
      texts.map((text) => Int32Array.from(text)),
      undefined,
    );
    network.forward(batch);
    batch.order.forEach((place, b) => {
      reference(network, texts[place] ?? []).outputs.forEach((value, j) => {
        const own = network.floats[network.output.value.at + b * plan.outputs + j] ?? Number.NaN;
        expect(Math.abs(own - value)).toBeLessThan(1e-5);
      });
    });
  });

  it("is the same bytes for the same weights", () => {
    expect(networkOnnx(build({}))).toEqual(networkOnnx(build({})));
  });
});
