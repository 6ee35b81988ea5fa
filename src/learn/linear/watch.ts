/** What a training tells of its steps. */
import type { TrainingJob } from "../recipe.ts";

/** Called often; may throw to stop. */
export type Watch = (stage: string, done: number, of: number, loss?: number) => void;

/** Tells each step, and stops between two when the job is called off. */
export function watching({ progress, signal }: Pick<TrainingJob, "progress" | "signal">): Watch {
  return (stage, done, of, loss) => {
    signal.throwIfAborted();
    progress({ stage, done, of, ...(loss === undefined ? {} : { loss }) });
  };
}
