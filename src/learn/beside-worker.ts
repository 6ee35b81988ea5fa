/** The training thread's own module: one recipe, from its job to its model. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf, UserError } from "../errors.ts";
import type { BesideMessage, BesideTask } from "./beside.ts";
import * as recipes from "./recipes/index.ts";

const { task, job } = workerData as BesideTask;
const stop = new AbortController();
const say = (message: BesideMessage): void => parentPort?.postMessage(message);
parentPort?.on("message", () => stop.abort());

try {
  const recipe = Object.values(recipes).find((one) => one.task === task);
  if (!recipe) throw new Error(`There is no recipe for ${task}`);
  const model = await recipe.train({
    ...job,
    progress: (step) => say({ kind: "step", step }),
    signal: stop.signal,
  });
  say({ kind: "done", model });
} catch (error) {
  if (stop.signal.aborted) say({ kind: "stopped" });
  else if (error instanceof UserError)
    say({ kind: "failed", problem: error.problem, mend: error.mend, message: error.message });
  else
    say({
      kind: "failed",
      message: messageOf(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
} finally {
  parentPort?.close();
}
