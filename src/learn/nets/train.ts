/** Trains a network: epoch by epoch, held against data that it does not learn from, until that gets no better. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import { onDisk } from "../disk.ts";
import { random } from "../metrics/bootstrap.ts";
import type { TrainingStep } from "../recipe.ts";
import { keepCheckpoint, readCheckpoint, type Standing } from "./checkpoint.ts";
import { batchOf, batchPlaces, plainPlaces } from "./epoch.ts";
import { type Example, type Head, loss } from "./loss.ts";
import { createNetwork, type Network, type Plan } from "./network.ts";
import { clip, createOptimiser, type OptimiserKind } from "./optimise.ts";

export interface Schedule {
  /** At most. */
  epochs: number;
  /** Epochs in a row without a better score, after which it ends. */
  patience: number;
  /** Texts of a batch. */
  texts: number;
  optimiser: OptimiserKind;
  /** Of the first epoch; it falls to a twentieth along a half cosine (Loshchilov & Hutter 2017). */
  rate: number;
  /** At what share of that rate the table of tokens moves: less keeps what its rows began with. */
  table: number;
  decay: number;
  /** Length of the gradient, at most. */
  clip: number;
  dropout: { tokens: number; text: number };
}

export interface NetworkTraining {
  plan: Plan;
  heads: readonly Head[];
  schedule: Schedule;
  examples: readonly Example[];
  heldOut: readonly Example[];
  /** How good the outputs are on `heldOut` (rows in its order), 0 … 1: macro-F1, where there are classes. */
  score(outputs: readonly Float32Array[]): number;
  /** See `batchOf`. */
  exchange(id: number, noise: () => number): number;
  /** What a token's row begins with. */
  start?: (id: number, column: number, random: () => number) => number;
  seed: number;
  /** Where the checkpoint is kept; none without. */
  work: string | undefined;
  progress(step: TrainingStep): void;
  signal: AbortSignal;
}

export interface TrainedNetwork {
  /** With the weights of the best epoch. */
  network: Network;
  epoch: number;
  score: number;
  history: readonly { loss: number; heldOut: number }[];
}

/**
 * The same training gives the same bytes, interrupted and taken up again or not.
 * @throws UserError when the loss is no number any more, or the checkpoint cannot be written; the signal's reason when it is aborted.
 */
export async function trainNetwork(training: NetworkTraining): Promise<TrainedNetwork> {
  const { plan, schedule, seed, signal, heads, examples } = training;
  const started = random(seed);
  const network = createNetwork(plan, {
    limits: { texts: schedule.texts, steps: plan.steps, tokens: schedule.texts * plan.steps },
    random: started,
    dropout: schedule.dropout,
    ...(training.start ? { start: (id, column) => training.start?.(id, column, started) ?? 0 } : {}),
  });
  const { parameters, floats } = network;
  const optimiser = createOptimiser(schedule.optimiser, floats, parameters, schedule.decay);
  const values = parameters.map(({ value, rows }) =>
    floats.subarray(value.at, value.at + rows * value.columns),
  );
  const best = values.map((value) => value.slice());
  const kept = [...values, ...best, ...optimiser.memory];
  const file = training.work === undefined ? undefined : join(training.work, "checkpoint.bin");
  const fingerprint = fingerprintOf(training);
  let standing: Standing = (file && readCheckpoint(file, fingerprint, kept)) || {
    fingerprint,
    epoch: 0,
    best: Number.NEGATIVE_INFINITY,
    bestEpoch: 0,
    history: [],
  };
  // JSON has no −∞: before the first epoch nothing is kept.
  while (standing.epoch < schedule.epochs && standing.epoch - standing.bestEpoch < schedule.patience) {
    const { epoch } = standing;
    const noise = random(seed + 7_919 * (epoch + 1));
    const batches = batchPlaces(examples, schedule.texts, noise);
    let total = 0;
    let seen = 0;
    for (const [i, places] of batches.entries()) {
      signal.throwIfAborted();
      const batch = batchOf(examples, places, noise, training.exchange);
      network.forward(batch);
      const mean = loss(network, heads, batch, (place) => examples[places[place] ?? 0]?.targets ?? []);
      network.backward(batch);
      const length = clip(floats, parameters, schedule.clip);
      if (!Number.isFinite(mean) || !Number.isFinite(length)) throw astray(epoch + 1);
      const rate = rateAt(schedule, epoch + i / batches.length);
      optimiser.step(rate, rate * schedule.table);
      total += mean * places.length;
      seen += places.length;
      training.progress({
        stage: `epoch ${epoch + 1}`,
        done: epoch * batches.length + i + 1,
        of: schedule.epochs * batches.length,
        loss: total / seen,
        ...(epoch > 0 ? { heldOutF1: standing.best } : {}),
      });
      // Whoever shares this thread gets a turn.
      await breathe();
    }
    const score = training.score(await outputsOf(network, training.heldOut, schedule.texts));
    const better = score > standing.best;
    if (better)
      values.forEach((value, i) => {
        best[i]?.set(value);
      });
    standing = {
      fingerprint,
      epoch: epoch + 1,
      best: better ? score : standing.best,
      bestEpoch: better ? epoch + 1 : standing.bestEpoch,
      history: [...standing.history, { loss: total / Math.max(1, seen), heldOut: score }],
    };
    if (file) onDisk(file, () => keepCheckpoint(file, standing, kept));
  }
  values.forEach((value, i) => {
    value.set(best[i] ?? value);
  });
  return { network, epoch: standing.bestEpoch, score: standing.best, history: standing.history };
}

/** What the network says of each example, in their order. */
export async function outputsOf(
  network: Network,
  examples: readonly Example[],
  texts: number,
): Promise<Float32Array[]> {
  const { at, columns } = network.output.value;
  const found: Float32Array[] = Array(examples.length);
  for (const places of plainPlaces(examples, texts)) {
    const batch = batchOf(examples, places, undefined, (id) => id);
    network.forward(batch);
    batch.order.forEach((place, b) => {
      found[places[place] ?? 0] = network.floats.slice(at + b * columns, at + (b + 1) * columns);
    });
    await breathe();
  }
  return found;
}

function rateAt({ rate, epochs }: Schedule, epoch: number): number {
  return rate * (0.05 + 0.95 * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)));
}

/** Of everything that decides the outcome. */
function fingerprintOf({ plan, heads, schedule, examples, heldOut, seed }: NetworkTraining): string {
  const hash = createHash("sha256").update(JSON.stringify({ plan, heads, schedule, seed }));
  for (const { ids, targets } of [...examples, ...heldOut])
    hash.update(ids).update(Float64Array.from(targets)).update("|");
  return hash.digest("hex");
}

function astray(epoch: number): UserError {
  return new UserError(
    {
      en: `The training went astray: in epoch ${epoch} the loss is no number any more`,
      zh: `训练失控：第 ${epoch} 轮的损失已不是数字`,
    },
    {
      en: "Nothing was written. Look for broken labels in the data, or train with a lower learning rate",
      zh: "没有写入任何内容。请检查数据中的错误标签，或降低学习率后重新训练",
    },
  );
}
