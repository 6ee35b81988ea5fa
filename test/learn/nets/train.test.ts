/** A training ends in the same bytes whatever happens to it on the way, and says plainly when it cannot go on. */
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { macroF1 } from "../../../src/learn/metrics/classification.ts";
import type { Example } from "../../../src/learn/nets/loss.ts";
import { NETWORK_KINDS } from "../../../src/learn/nets/network.ts";
import { type NetworkTraining, trainNetwork } from "../../../src/learn/nets/train.ts";
import { networkOnnx } from "../../../src/learn/onnx/network.ts";

/** Class 1 where a 2 comes before any 3: order decides, so that a bag of tokens would not do. */
function examples(count: number, seed: number): Example[] {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const ids = Int32Array.from({ length: 2 + Math.floor(next() * 6) }, () => 4 + Math.floor(next() * 8));
    const [a, b] = [0, ids.length - 1];
    const good = next() < 0.5;
    ids[a] = good ? 2 : 3;
    ids[b] = good ? 3 : 2;
    return { ids, targets: [good ? 1 : 0] };
  });
}

const heldOut = examples(60, 2);

function training(changes: Partial<NetworkTraining> = {}): NetworkTraining {
  return {
    plan: {
      kind: "attention",
      vocabulary: 12,
      embedding: 8,
      hidden: 8,
      bothWays: false,
      attention: "additive",
      keys: 8,
      blocks: 1,
      heads: 2,
      outputs: 2,
      steps: 8,
    },
    heads: [{ name: "side", kind: "classes", columns: 2, weight: 1 }],
    schedule: {
      epochs: 6,
      patience: 6,
      texts: 16,
      optimiser: "adam",
      rate: 0.02,
      table: 1,
      decay: 0.01,
      clip: 1,
      dropout: { tokens: 0.1, text: 0.1 },
    },
    examples: examples(300, 1),
    heldOut,
    score: (outputs) =>
      macroF1(
        heldOut.map(({ targets }) => String(targets[0])),
        outputs.map(([bad = 0, good = 0]) => String(Number(good > bad))),
      ),
    exchange: (id, noise) => (noise() < 0.05 ? 1 : id),
    seed: 4,
    work: undefined,
    progress: () => {},
    signal: new AbortController().signal,
    ...changes,
  };
}

const bytesOf = async (changes: Partial<NetworkTraining> = {}) =>
  Buffer.from(networkOnnx((await trainNetwork(training(changes))).network)).toString("base64");

describe("training a network", () => {
  let work: string;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "copytaster-train-"));
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  it.each(NETWORK_KINDS)("%s learns what only the order of tokens tells", async (kind) => {
    const { score } = await trainNetwork(training({ plan: { ...training().plan, kind } }));
    expect(score).toBeGreaterThan(0.95);
  });

  it("learns by plain gradient descent too", async () => {
    const schedule = { ...training().schedule, optimiser: "sgd" as const, rate: 1, epochs: 12, patience: 12 };
    expect((await trainNetwork(training({ schedule }))).score).toBeGreaterThan(0.95);
  });

  it("gives the same bytes for the same seed, others for another", async () => {
    const first = await bytesOf();
    expect(await bytesOf()).toBe(first);
    expect(await bytesOf({ seed: 5 })).not.toBe(first);
  });

  it("ends in the same bytes when it was stopped on the way, more than once", async () => {
    const whole = await bytesOf();
    for (const stopAt of [25, 70]) {
      const stop = new AbortController();
      let steps = 0;
      const progress = () => void (++steps === stopAt && stop.abort(new Error("enough")));
      await expect(trainNetwork(training({ work, progress, signal: stop.signal }))).rejects.toThrow("enough");
    }
    const seen: number[] = [];
    const ended = await bytesOf({ work, progress: ({ done }) => seen.push(done) });
    expect(ended).toBe(whole);
    // It did go on: 19 batches are an epoch, and at least two were behind it.
    expect(seen[0]).toBeGreaterThan(38);
  });

  it("does not take another training's checkpoint, or a broken one, for its own", async () => {
    const whole = await bytesOf();
    await trainNetwork(training({ work, seed: 9 }));
    expect(await bytesOf({ work })).toBe(whole);
    writeFileSync(join(work, "checkpoint.bin"), "{}\nrubbish");
    expect(await bytesOf({ work })).toBe(whole);
  });

  it("stops early when the held-out score gets no better", async () => {
    const schedule = { ...training().schedule, epochs: 50, patience: 2 };
    const { history, epoch } = await trainNetwork(training({ schedule, score: () => 0.5 }));
    expect([history.length, epoch]).toEqual([3, 1]);
  });

  it("says so when the loss goes astray, and leaves nothing", async () => {
    const wrong = examples(300, 1).map(({ ids }) => ({ ids, targets: [Number.POSITIVE_INFINITY] }));
    const heads = [{ name: "tone", kind: "number" as const, columns: 1, weight: 1 }];
    await expect(trainNetwork(training({ heads, examples: wrong, work }))).rejects.toThrow(
      /epoch 1 the loss is no number/,
    );
    expect(readdirSync(work)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")(
    "says so when the disk is full, and leaves nothing half-written",
    async () => {
      symlinkSync("/dev/full", join(work, "checkpoint.bin.new"));
      await expect(trainNetwork(training({ work }))).rejects.toThrow(/disk is full/);
      expect(readdirSync(work)).toEqual([]);
    },
  );
});
