/** What the house and the worker thread that runs a local model say to each other. */

export type Task = "text-generation" | "summarization" | "text2text-generation" | "feature-extraction";
export type Device = "cpu" | "cuda" | "webgpu" | "dml" | "coreml";

/** Given to the worker at its start. */
export interface ModelChoice {
  /** An id at the hub ("org/name") or a folder. */
  model: string;
  task: Task | "auto";
  /** Tried in this order. */
  devices: readonly Device[];
  dtype: string;
  offline: boolean;
  /** Where downloaded models are kept. */
  cacheDir: string;
  /** Another hub than huggingface.co. */
  host: string | undefined;
  token: string | undefined;
}

/** An answer to be written. */
export interface Job {
  system: string;
  user: string;
  /** The source alone: for a summarizer, which follows no instructions. */
  source: string;
  maxTokens: number;
}

/** Vectors to be made. */
export interface EmbedJob {
  texts: readonly string[];
  pooling: "mean" | "cls";
}

export interface Embedded {
  /** Of length one. */
  vectors: readonly Float32Array[];
}

export type ToWorker<J> =
  | { kind: "job"; id: number; job: J }
  | { kind: "interrupt"; id: number }
  | { kind: "stop" };

export interface Done {
  text: string;
  usage: { input: number; output: number };
  finish: "stop" | "cut";
  /** Tokens of the source that did not fit into a summarizer. */
  unread: number;
}

export type FromWorker<D> =
  | { kind: "loading"; file: string; loaded: number; total: number }
  /** A device that could not be used, before the next one was taken. */
  | { kind: "device"; device: Device; why: string }
  | { kind: "loaded"; device: Device; task: Task }
  | { kind: "unloadable"; why: string }
  | { kind: "partial"; id: number; text: string }
  | { kind: "done"; id: number; done: D }
  | { kind: "failed"; id: number; why: string };
