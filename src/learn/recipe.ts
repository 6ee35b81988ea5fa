/** One way to make the models of a task: one file in `recipes/`, one line in its index. */
import type { ModelManifest } from "../language/model-folder.ts";

/** One step that a person who watches, or a log, may see. */
export interface TrainingStep {
  /** "epoch 3", "fold 2", "vocabulary" */
  stage: string;
  done: number;
  of: number;
  loss?: number;
  /** On data held out of the training, 0 … 1. */
  heldOutF1?: number;
}

/** A labelled text that people of the newsroom gave: more to learn from, never part of what is held out. */
export interface LabelledExample {
  text: string;
  label: string;
  /** For tasks about a part of the text (a target, a name): UTF-16, end excluded. */
  start?: number;
  end?: number;
  /** BCP 47 primary tag. */
  language: string;
  /** A keyed hash of who gave it, to cap what one person can move. */
  by: string;
  /** ms since 1970 */
  at: number;
}

export interface TrainingJob {
  /** One of the recipe's `kinds`. */
  kind: string;
  /** Folder in the layout of `../shared/data`. */
  data: string;
  /** The same seed, data and kind give the same bytes. */
  seed: number;
  /** From feedback, capped and checked already; none for a model that is shipped. */
  examples: readonly LabelledExample[];
  /** A folder of its own, where training may keep what it needs to go on after a stop. */
  work: string;
  progress(step: TrainingStep): void;
  signal: AbortSignal;
}

export interface TrainedModel {
  manifest: Omit<ModelManifest, "files">;
  /** What `writeModel` writes, by name. */
  files: Readonly<Record<string, Uint8Array | string>>;
}

export interface Recipe {
  /** The task that its models answer, and the first word of `train`: "sentiment-en", "topics", "names-zh" … */
  task: string;
  about: string;
  /** The first is taken when none is asked for. */
  kinds: readonly [string, ...string[]];
  /** @throws UserError when the data cannot be learnt from (missing, no labels, one class, leaks, loss that is no number), with the mend. */
  train(job: TrainingJob): Promise<TrainedModel>;
}
