/** What the registry knows of a task: how its models are opened, and how one answer is judged. */
import type { ModelFolder } from "../language/model-folder.ts";
import type { Words } from "../types.ts";
import type { HeldOutRow } from "./held-out.ts";

export interface Guess {
  label: string;
  /** 0 … 1 */
  confidence: number;
}

export interface FoundSpan {
  /** UTF-16, end excluded. */
  start: number;
  end: number;
  label: string;
}

/** What answers another task meanwhile; its `tool` undefined: what comes with the program. Undefined: nothing does. */
export type Beside = (task: string) => { tool: unknown } | undefined;

/**
 * `label`: one answer a text, judged by macro-F1. `spans`: parts of the text, judged by F1 over exact parts. `text`: a text in answer to a text, judged
 * by ROUGE-L against the answer that people approved; its rows (`label` is that answer) are kept in the database and not in a folder.
 */
export type Judge<Tool> =
  | { by: "label"; answer(tool: Tool, row: HeldOutRow, beside: Beside): Guess | Promise<Guess> }
  | {
      by: "spans";
      answer(tool: Tool, row: HeldOutRow): readonly FoundSpan[] | Promise<readonly FoundSpan[]>;
    }
  | {
      by: "text";
      rows(): Promise<readonly HeldOutRow[]>;
      answer(tool: Tool, row: HeldOutRow): Promise<string>;
    };

export interface ModelTask<Tool = unknown> {
  task: string;
  /** Whose recipe makes it, whose corrections teach it and whose held-out rows judge it: its own, or those of the task that it is heard beside. */
  learnsAs: string;
  about: Words;
  /** What it may answer, with the words that people use for it: what corrections may say. */
  labels: Readonly<Record<string, Words>>;
  /** Of several that come with the program, the one that answers when nothing was deployed; "": the first by name. */
  shipped: string;
  /** Reads the weights (each file by its hash) and makes ready to answer. @throws UserError for weights that cannot be used. */
  load(folder: ModelFolder): Tool | Promise<Tool>;
  judge: Judge<Tool>;
  /** What answers where there is no model at all, to be judged like one; undefined: nothing does. */
  builtIn: Tool | undefined;
  /** A candidate below `perSecond` texts that is slower than what is live, or above `bytes` and larger, is refused. */
  limits: { perSecond: number; bytes: number };
}
