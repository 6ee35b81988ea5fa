/** Every layer's gradient is the slope of the loss: held against differences of the loss, parameter by parameter. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { makeBatch } from "../../../src/learn/nets/batch.ts";
import { createNetwork, NETWORK_KINDS, type Network, type Plan } from "../../../src/learn/nets/network.ts";

const plan: Plan = {
  kind: "lstm",
  vocabulary: 9,
  embedding: 6,
  hidden: 5,
  bothWays: true,
  attention: "additive",
  keys: 4,
  blocks: 2,
  heads: 2,
  outputs: 3,
  steps: 7,
};
const limits = { texts: 5, steps: 7, tokens: 35 };
const texts = [[2, 3, 4, 5, 3], [6], [7, 8, 2, 2, 2, 5, 4], [3, 1]].map((ids) => Int32Array.from(ids));
const wanted = [0.3, -0.7, 1.1, 0.2, 0.9, -0.4, -1.2, 0.5, 0.1, 0.8, -0.6, 0.7];

function build(changes: Partial<Plan>, dropout = 0): Network {
  const next = random(5);
  return createNetwork(
    { ...plan, ...changes },
    {
      limits,
      random: next,
      dropout: { tokens: dropout, text: dropout },
      start: () => next() * 2 - 1,
      megabytes: 4,
    },
  );
}

/** Half the squared distance from `wanted`; a weighed sum of everything that is put out, so that nothing can hide. */
function loss(network: Network, noise?: () => number): number {
  const batch = makeBatch(texts, noise);
  network.forward(batch);
  let total = 0;
  for (let i = 0; i < batch.texts * network.plan.outputs; i++) {
    const miss = (network.floats[network.output.value.at + i] ?? 0) - (wanted[i] ?? 0);
    network.floats[network.output.grad.at + i] = miss;
    total += (miss * miss) / 2;
  }
  return total;
}

/** The largest gap between the gradient and the slope, of all numbers of all parameters, as a share of the gradient's length. */
function worst(network: Network, noise?: () => () => number): { gap: number; name: string } {
  const { floats } = network;
  loss(network, noise?.());
  network.backward(makeBatch(texts, noise?.()));
  const found = { gap: 0, name: "" };
  for (const { name, rows, value, grad } of network.parameters) {
    const size = rows * value.columns;
    const gradient = floats.slice(grad.at, grad.at + size);
    const length = Math.max(0.05, Math.hypot(...gradient));
    for (let i = 0; i < size; i++) {
      const before = floats[value.at + i] ?? 0;
      const step = 5e-3;
      floats[value.at + i] = before + step;
      const up = loss(network, noise?.());
      floats[value.at + i] = before - step;
      const down = loss(network, noise?.());
      floats[value.at + i] = before;
      const gap = Math.abs((up - down) / (2 * step) - (gradient[i] ?? 0)) / length;
      if (gap > found.gap) Object.assign(found, { gap, name: `${name}[${i}]` });
    }
  }
  return found;
}

describe("gradients", () => {
  const cases: [string, Partial<Plan>][] = [
    ...NETWORK_KINDS.map((kind): [string, Partial<Plan>] => [kind, { kind }]),
    ["lstm, one way", { kind: "lstm", bothWays: false }],
    ["rnn, one way", { kind: "rnn", bothWays: false }],
    ["lstm with dot attention", { kind: "attention", attention: "dot" }],
    ["transformer with dot attention and one block", { kind: "transformer", attention: "dot", blocks: 1 }],
  ];
  it.each(cases)("of %s are the slopes of its loss", (_, changes) => {
    const { gap, name } = worst(build(changes));
    expect(gap, name).toBeLessThan(3e-3);
  });

  it("are right through what dropout left out", () => {
    // The same seed for each pass leaves the same numbers out.
    const { gap, name } = worst(build({ kind: "attention" }, 0.3), () => random(11));
    expect(gap, name).toBeLessThan(3e-3);
  });

  it("of a token that is not in the batch are none: its row stays as it is", () => {
    const network = build({ kind: "attention" });
    loss(network);
    network.backward(makeBatch(texts, undefined));
    const touched = network.parameters.find(({ name }) => name === "embedding")?.touched;
    expect([...(touched?.rows.subarray(0, touched.count) ?? [])].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("a batch", () => {
  it("says of each text what it says alone: neighbours and their lengths do not matter", () => {
    const networks = NETWORK_KINDS.map((kind) => build({ kind }));
    const text = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (many) => {
        const ids = many.map((one) => Int32Array.from(one));
        for (const network of networks) {
          const together = outputs(network, ids);
          const alone = ids.flatMap((one) => outputs(network, [one]));
          together.forEach((value, i) => {
            expect(value).toBeCloseTo(alone[i] ?? Number.NaN, 5);
          });
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** Text by text, in the order given. */
function outputs(network: Network, ids: readonly Int32Array[]): number[] {
  const batch = makeBatch(ids, undefined);
  network.forward(batch);
  const { at, columns } = network.output.value;
  const found: number[] = [];
  batch.order.forEach((place, b) => {
    for (let j = 0; j < columns; j++) found[place * columns + j] = network.floats[at + b * columns + j] ?? 0;
  });
  return found;
}
