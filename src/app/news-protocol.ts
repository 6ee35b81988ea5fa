/** What is said between the thread that answers people and a thread of the news room. */
import type { MessagePort } from "node:worker_threads";
import { UserError } from "../errors.ts";
import type { Log, Words } from "../types.ts";
import type { DeployedModel } from "./deployed-tools.ts";
import type { NetChoices, Rooms } from "./newsroom.ts";

export interface NewsThreadData {
  databaseUrl: string | undefined;
  dataDir: string;
  net: NetChoices;
  turn: MessagePort | undefined;
  /** Is the network of tone heard? */
  network: boolean;
}

/** A function of a room. Signals do not travel: where its last argument is one, an abort is a message of its own. */
export interface NewsCall {
  room: keyof Rooms;
  method: string;
  args: readonly unknown[];
  signal: boolean;
  /** What is deployed while it is asked. */
  models: readonly DeployedModel[];
}

export type ToNews =
  | ({ kind: "call"; id: number } & NewsCall)
  | { kind: "abort"; id: number }
  | { kind: "stop" };

export type FromNews =
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; error: ToldError }
  | { kind: "log"; level: keyof Log; fields: Readonly<Record<string, unknown>>; text: string };

/** An error as it travels: a `UserError` stays one. */
export interface ToldError {
  message: string;
  stack: string | undefined;
  problem?: Words;
  mend?: Words | undefined;
}

export function tellError(error: unknown): ToldError {
  if (error instanceof UserError)
    return { message: error.message, stack: error.stack, problem: error.problem, mend: error.mend };
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error), stack: undefined };
}

export function heardError({ message, stack, problem, mend }: ToldError): Error {
  if (problem) return new UserError(problem, mend);
  const error = new Error(message);
  if (stack) error.stack = stack;
  return error;
}
