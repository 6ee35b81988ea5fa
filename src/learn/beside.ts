/** Runs a recipe in a thread of its own: whoever watches, or answers people meanwhile, is not held up. */
import { Worker } from "node:worker_threads";
import { UserError } from "../errors.ts";
import type { Words } from "../types.ts";
import type { TrainedModel, TrainingJob, TrainingStep } from "./recipe.ts";

/** What the thread is given: a job without its functions. */
export interface BesideTask {
  task: string;
  job: Omit<TrainingJob, "progress" | "signal">;
}

/** What it says. */
export type BesideMessage =
  | { kind: "step"; step: TrainingStep }
  | { kind: "done"; model: TrainedModel }
  | { kind: "stopped" }
  | {
      kind: "failed";
      problem?: Words;
      mend?: Words | undefined;
      message: string;
      stack?: string | undefined;
    };

/** A thread that was asked to stop has so long to keep what it has; ms. */
const GRACE = 10_000;

/** @throws UserError as the recipe does; the signal's reason when it is aborted. */
export async function trainBeside(task: string, job: TrainingJob): Promise<TrainedModel> {
  const { progress, signal, ...plain } = job;
  signal.throwIfAborted();
  // The environment holds secrets that training has no business with.
  const worker = new Worker(new URL("./beside-worker.ts", import.meta.url), {
    workerData: { task, job: plain } satisfies BesideTask,
    env: {},
  });
  let late: NodeJS.Timeout | undefined;
  const stop = (): void => {
    worker.postMessage("stop");
    late = setTimeout(() => void worker.terminate(), GRACE);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<TrainedModel>((resolve, reject) => {
      worker.on("message", (message: BesideMessage) => {
        if (message.kind === "step") progress(message.step);
        else if (message.kind === "done") resolve(message.model);
        else if (message.kind === "stopped") reject(signal.reason);
        else reject(errorOf(message));
      });
      worker.on("error", reject);
      worker.on("exit", (code) =>
        reject(signal.aborted ? signal.reason : new Error(`The training ended by itself (${code})`)),
      );
    });
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(late);
    await worker.terminate();
  }
}

function errorOf({ problem, mend, message, stack }: Extract<BesideMessage, { kind: "failed" }>): Error {
  if (problem) return new UserError(problem, mend);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
