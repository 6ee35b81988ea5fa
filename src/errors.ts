/**
 * Two kinds of error. `UserError` is for its author: what is wrong and how to mend it, in the interface's languages.
 * Everything else is logged with its cause, and the person gets one calm sentence with an incident id.
 */
import type { Words } from "./types.ts";

export class UserError extends Error {
  override readonly name = "UserError";
  readonly problem: Words;
  /** The variable, the command, the page that mends it. */
  readonly mend: Words | undefined;

  /** `problem` and `mend` are sentences without the closing stop. */
  constructor(problem: Words, mend?: Words, options?: ErrorOptions) {
    super(mend ? `${problem.en}. ${mend.en}` : problem.en, options);
    this.problem = problem;
    this.mend = mend;
  }
}

/** Too much was asked for at once: the same is answered in a moment. */
export class BusyError extends UserError {
  /** Whole seconds until another try is worth while. */
  readonly seconds: number;

  constructor(seconds: number, problem: Words, mend: Words) {
    super(problem, mend);
    this.seconds = seconds;
  }
}

/** More was sent at once than can be worked on in time: less of it is answered. */
export class TooMuchError extends UserError {}

/** For messages of others' errors, which may be anything. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A problem or a mend as a sentence, with the stop of its language where it has none yet. */
export function sentence(text: string, language: keyof Words): string {
  return /[.!?。！？…:：]$/u.test(text) ? text : text + (language === "zh" ? "。" : ".");
}
