/** Puts the layers of a kind together: tokens in, a few numbers a text out. */
import { lstm } from "../lstm.ts";
import type { Matrix } from "./arena.ts";
import { type AttentionKind, attention } from "./attention.ts";
import type { Batch } from "./batch.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import { lastState } from "./last-state.ts";
import { linear } from "./linear.ts";
import { norm } from "./norm.ts";
import { recurrent } from "./recurrent.ts";
import { rnn } from "./rnn.ts";
import {
  createSpace,
  type Layer,
  type Limits,
  type Parameter,
  part,
  type Signal,
  type Space,
} from "./space.ts";
import { block, positions } from "./transformer.ts";

/** "attention" is the LSTM with attention. */
export const NETWORK_KINDS = ["rnn", "lstm", "attention", "transformer"] as const;

export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** What a network is, but for its weights: the exporter reads it too. */
export interface Plan {
  kind: NetworkKind;
  /** Rows of the table of tokens; 0 is the filling, 1 what is unknown. */
  vocabulary: number;
  embedding: number;
  /** Of a recurrent network's state, in one direction. */
  hidden: number;
  /** Recurrent networks read from the end too. */
  bothWays: boolean;
  /** How tokens are weighed where the kind does so. */
  attention: AttentionKind;
  /** Of additive attention. */
  keys: number;
  /** Of a Transformer. */
  blocks: number;
  heads: number;
  /** Numbers a text. */
  outputs: number;
  /** Tokens of a text that are read, at the most. */
  steps: number;
}

export interface Network {
  plan: Plan;
  parameters: readonly Parameter[];
  floats: Float32Array;
  /** [texts, outputs], in the batch's order, and the loss's gradient by it: to be set between `forward` and `backward`. */
  output: Signal;
  /** [tokens, 1] where the kind weighs tokens. */
  attention: Matrix | undefined;
  forward(batch: Batch): void;
  /** Gradients of all parameters; those of an earlier batch are gone. */
  backward(batch: Batch): void;
}

export interface NetworkOptions {
  limits: Limits;
  random: () => number;
  /** Shares that training leaves out. */
  dropout: { tokens: number; text: number };
  /** What a token's row begins with; small and random without. */
  start?: (id: number, column: number) => number;
  megabytes?: number;
}

export function createNetwork(plan: Plan, options: NetworkOptions): Network {
  const { limits, random } = options;
  const space = createSpace({ ...limits, steps: plan.steps }, options.megabytes ?? 256);
  const start = options.start ?? ((id) => (id === 0 ? 0 : (random() * 2 - 1) * 0.1));
  const words = embedding(space, "embedding", plan.vocabulary, plan.embedding, start);
  const layers: Layer[] = [
    words,
    dropout(space, words.output, options.dropout.tokens, limits.tokens, (batch) => batch.tokens),
  ];
  const states =
    plan.kind === "transformer"
      ? encoder(space, plan, words.output, layers, random)
      : reader(space, plan, words.output, layers, random);
  const weighed =
    plan.kind === "attention" || plan.kind === "transformer"
      ? attention(space, "attention", plan.attention, states, plan.keys, random)
      : undefined;
  const text = weighed ?? lastState(space, states, plan.hidden);
  const head = linear(space, "head", text.output, plan.outputs, limits.texts, (batch) => batch.texts, random);
  layers.push(
    text,
    dropout(space, text.output, options.dropout.text, limits.texts, (batch) => batch.texts),
    head,
  );
  const { floats } = space.arena;
  return {
    plan,
    parameters: space.parameters,
    floats,
    output: head.output,
    attention: weighed?.weights,
    forward(batch) {
      for (const layer of layers) layer.forward(batch);
    },
    backward(batch) {
      for (const { grad, rows, touched } of space.parameters)
        if (!touched) floats.fill(0, grad.at, grad.at + rows * grad.row);
      for (const layer of layers.toReversed()) layer.backward(batch);
    },
  };
}

function reader(space: Space, plan: Plan, input: Signal, layers: Layer[], random: () => number): Signal {
  const cell = plan.kind === "rnn" ? rnn : lstm;
  const states = space.signal(space.tokens, plan.hidden * (plan.bothWays ? 2 : 1));
  layers.push(recurrent(space, "forwards", cell, input, part(states, 0, plan.hidden), true, random));
  if (plan.bothWays)
    layers.push(
      recurrent(space, "backwards", cell, input, part(states, plan.hidden, plan.hidden), false, random),
    );
  return states;
}

function encoder(space: Space, plan: Plan, input: Signal, layers: Layer[], random: () => number): Signal {
  const placed = positions(space, "positions", input, random);
  layers.push(placed);
  let { output } = placed;
  for (let i = 0; i < plan.blocks; i++) {
    const made = block(space, `block${i}`, output, plan.heads, random);
    layers.push(made);
    ({ output } = made);
  }
  const last = norm(space, "norm", output);
  layers.push(last);
  return last.output;
}
