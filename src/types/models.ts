/** Trained models: which are known, which one answers, and how that came about. */
import type { Words } from "./chat.ts";

/** A model folder that was found. */
export interface KnownModel {
  /** How people name it: its name, with the beginning of its hash where several have that name ("topics-linear@a1b2c3d4"). */
  ref: string;
  name: string;
  version: string;
  task: string;
  kind: string;
  languages: readonly string[];
  /** "topics-linear 3 (a1b2c3d4)": what replies name in `madeBy`. */
  label: string;
  /** SHA-256, hex, over the hashes of all its files. */
  hash: string;
  /** Comes with the program; the others stand in the data folder. */
  shipped: boolean;
  /** Answers now. */
  live: boolean;
  /** Of its files together. */
  bytes: number;
  trainedOn: readonly string[];
  /** What makes it again. */
  command: string;
}

/** One change of what answers. The newest of a task counts; every older one stays, as its history. */
export interface Deployment {
  task: string;
  /** 1, 2, 3 … in each task. */
  n: number;
  kind: "deploy" | "rollback";
  /** The model that answers from then on; "": the one that comes with the program. */
  hash: string;
  /** Its label at that moment; "" as above. */
  label: string;
  at: number;
  /** A `Person` key, or "house". */
  by: string;
  /** In the words of whoever forced it; "" where the gate let it pass. */
  reason: string;
  /** The gate had refused it, or could not judge. */
  forced: boolean;
  /** What the gate found; undefined for a roll-back. */
  record?: GateRecord;
}

export interface Deployments {
  /** The newest of every task. Asked for every message: one small statement. */
  newest(): Promise<readonly Pick<Deployment, "task" | "n" | "hash" | "label">[]>;
  /** Of a task, newest first. */
  history(task: string, limit: number): Promise<readonly Deployment[]>;
  /** False: that number is taken, by any process; look again at what is live now. */
  add(deployment: Deployment): Promise<boolean>;
}

/** A figure with its 95% interval (bootstrap). */
export interface Figure {
  value: number;
  ci: readonly [low: number, high: number];
}

/** Both systems on one part of the held-out rows. */
export interface SliceRecord {
  /** "language", "source", "length", "year", "people" … */
  slice: string;
  value: string;
  n: number;
  live: number;
  candidate: number;
  /** Candidate less live. */
  difference: Figure;
  /** The whole interval of the difference lies below zero. */
  worse: boolean;
}

/** Why a candidate passed or was refused: kept with the deployment and in the audit log. */
export interface GateRecord {
  task: string;
  live: string;
  candidate: string;
  /** "macroF1" or "f1". */
  metric: string;
  n: number;
  scores: { live: Figure; candidate: Figure; difference: Figure };
  /** Two-sided, paired bootstrap. */
  p: number;
  /** Over all held-out rows; macro where there are classes. */
  precision: { live: number; candidate: number };
  recall: { live: number; candidate: number };
  slices: readonly SliceRecord[];
  /** Share of texts whose answer changes when the people and groups named in them are swapped. Undefined: too few name any. */
  swaps?: { n: number; live: number; candidate: number; difference: Figure; worse: boolean };
  /** Texts a second in the same run. */
  speed: { live: number; candidate: number };
  bytes: { live: number; candidate: number };
  /** Of the candidate, for tasks with one answer a text. */
  details?: {
    /** `counts[i][j]`: how often label i (the truth) was called label j. */
    confusion: { labels: readonly string[]; counts: readonly (readonly number[])[] };
    /** How sure beside how often right, in bins of equal width; `ece` sums it up. */
    reliability: {
      bins: readonly { confidence: number; accuracy: number; count: number; low: number; high: number }[];
      ece: number;
    };
  };
  passed: boolean;
  /** Empty when it passed. */
  reasons: readonly Words[];
}

/** What came of asking for a deployment. */
export interface DeployOutcome {
  deployed: boolean;
  model: KnownModel;
  /** What answered before; "" for the built-in method. */
  before: string;
  forced: boolean;
  /** Undefined: nothing could be judged; `problem` says why. */
  record?: GateRecord;
  problem?: Words;
}

/** What a task's people see of it. */
export interface TaskState {
  task: string;
  /** The task that its corrections are kept for: its own, or the one that it is heard beside. */
  learnsAs: string;
  about: Words;
  /** The label of what answers in this process; undefined: the built-in method, for no model is there. */
  live: string | undefined;
  /** The model that should answer and cannot: why, and what does instead. */
  problem?: Words;
  models: readonly KnownModel[];
  /** What it may answer, with the words that people use for it. */
  labels: Readonly<Record<string, Words>>;
}

/** What came of training a task again. */
export interface TaskReport {
  task: string;
  at: number;
  /** "waiting": too little that is new; "unable": no data, no recipe, a full disk … ; "refused": trained, and the gate said no. */
  state: "waiting" | "unable" | "refused" | "deployed";
  /** Examples of the newsroom that were learnt from, or wait. */
  examples: number;
  problem?: Words;
  outcome?: DeployOutcome;
}

export interface Guesses {
  /** The label of the model. */
  model: string;
  answers: readonly { label: string; confidence: number }[];
}

/** Who changes what answers. */
export interface Doer {
  /** A `Person` key, or "house". */
  key: string;
  name: string;
  deskId: string;
}

/** The models of the house, for commands and the command line. */
export interface Models {
  /** The labels of what answers in this process now, by task. At once: nothing is looked up. */
  live(): Readonly<Record<string, string>>;
  tasks(): Promise<readonly TaskState[]>;
  /** @throws UserError when none, or more than one, has this name. */
  find(name: string): Promise<KnownModel>;
  /** Its card, as Markdown; undefined where it has none. */
  card(model: KnownModel): Promise<string | undefined>;
  history(task: string, limit: number): Promise<readonly Deployment[]>;
  /** What answers now says of these texts, for tasks with one answer a text; undefined for others, and where no model is. */
  guess(task: string, texts: readonly { text: string; language: string }[]): Promise<Guesses | undefined>;
  /** Both on the same held-out rows; changes nothing. @throws UserError when they answer different tasks, or nothing is held out. */
  compare(live: KnownModel, candidate: KnownModel, signal: AbortSignal): Promise<GateRecord>;
  /**
   * Makes it answer where the gate lets it. `force` (the reason, in words) deploys what the gate refuses.
   * @throws UserError for a model that cannot be used: what answers now goes on answering.
   */
  deploy(model: KnownModel, by: Doer, force: string | undefined, signal: AbortSignal): Promise<DeployOutcome>;
  /** To what answered before the newest deployment; one row, so it is instant. @throws UserError when there is nothing to go back to. */
  rollback(task: string, by: Doer): Promise<{ from: string; to: string }>;
  /** What came of the last training of each task. */
  reports(): Promise<readonly TaskReport[]>;
  /** The whole folder as a .tar, for another machine: the same bytes for the same model. @throws UserError for files that are not what they were. */
  pack(model: KnownModel): Promise<Uint8Array>;
  /** Brings a model from elsewhere into the data folder, checked by its hashes; it does not answer yet. @throws UserError */
  fetch(address: string, signal: AbortSignal): Promise<KnownModel>;
}
