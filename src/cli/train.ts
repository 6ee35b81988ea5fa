/** `train <task>`: makes a model; a person who watches sees how it gets on. */
import { join, resolve } from "node:path";
import { UserError } from "../errors.ts";
import * as recipes from "../learn/recipes/index.ts";
import { trainTask } from "../learn/train-task.ts";
import { dataDirHere, root } from "./open.ts";
import { bar } from "./progress.ts";

export interface TrainOptions {
  data?: string;
  model?: string;
  seed?: string;
  out?: string;
}

/** How a shell names a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

/** @returns the exit code. Ctrl-C ends it, and the same command goes on from its last whole epoch. */
export async function train(task: string, options: TrainOptions): Promise<number> {
  const seed = Number(options.seed ?? 1);
  if (!Number.isInteger(seed) || seed < 0)
    throw new UserError(
      { en: `“${options.seed}” is no seed`, zh: `“${options.seed}” 不是有效的种子` },
      { en: "Give a whole number: --seed 1", zh: "请给出整数：--seed 1" },
    );
  const dataDir = dataDirHere();
  const stop = new AbortController();
  const interrupted = () => stop.abort(new Error("interrupted"));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const drawn = bar(`training ${task}`);
  const began = performance.now();
  try {
    const { path, manifest, bytes } = await trainTask(Object.values(recipes), {
      task,
      kind: options.model,
      data: resolve(options.data ?? join(root, "../shared/data")),
      seed,
      out: options.out === undefined ? undefined : resolve(options.out),
      models: join(dataDir, "models"),
      work: join(dataDir, "training"),
      examples: [],
      progress: ({ stage, done, of, loss, heldOutF1 }) =>
        drawn.update(
          done,
          of,
          [
            stage,
            loss === undefined ? "" : `loss ${loss.toFixed(3)}`,
            heldOutF1 === undefined ? "" : `held-out F1 ${heldOutF1.toFixed(3)}`,
          ]
            .filter(Boolean)
            .join(", "),
        ),
      signal: stop.signal,
    });
    drawn.end();
    const seconds = Math.round((performance.now() - began) / 1_000);
    process.stdout.write(
      `${manifest.name} ${manifest.version}, ${manifest.kind}: ${(bytes / 1e6).toFixed(2)} MB in ${seconds} s\n${path}\n`,
    );
    return 0;
  } catch (error) {
    drawn.end();
    if (!stop.signal.aborted) throw error;
    process.stderr.write("Stopped. The same command goes on from the last whole epoch.\n");
    return INTERRUPTED;
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}
