/** From a task's name to a model's folder. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { identityOf, type ModelManifest } from "../language/model-folder.ts";
import { trainBeside } from "./beside.ts";
import { measureEffort } from "./card/energy.ts";
import { type Run, writeCard } from "./card/make-card.ts";
import { onDisk } from "./disk.ts";
import type { LabelledExample, Recipe, TrainedModel, TrainingStep } from "./recipe.ts";
import { writeModel } from "./write-model.ts";

export interface TrainTask {
  task: string;
  /** The recipe's first kind without. */
  kind: string | undefined;
  /** Folder in the layout of `../shared/data`. */
  data: string;
  seed: number;
  /** Where the model's folder is to be; in `models`, by name and hash, without. */
  out: string | undefined;
  /** Where models are kept that were trained here. */
  models: string;
  /** Where trainings keep what they need to go on. */
  work: string;
  examples: readonly LabelledExample[];
  progress(step: TrainingStep): void;
  signal: AbortSignal;
}

export interface Trained {
  path: string;
  manifest: ModelManifest;
  /** Bytes of all files. */
  bytes: number;
}

/** @throws UserError for a task or kind that there is not, and as recipes do. */
export async function trainTask(recipes: readonly Recipe[], wanted: TrainTask): Promise<Trained> {
  const recipe = recipes.find(({ task }) => task === wanted.task);
  if (!recipe) throw unknownTask(wanted.task, recipes);
  const kind = wanted.kind ?? recipe.kinds[0];
  if (!recipe.kinds.includes(kind)) throw unknownKind(kind, recipe);
  const { data, seed, examples, progress, signal } = wanted;
  // A training of its own kind and seed goes on where it stood; another one has another folder.
  const work = join(wanted.work, `${recipe.task}-${kind}-${seed}`);
  onDisk(work, () => mkdirSync(work, { recursive: true }));
  const effort = measureEffort();
  const model = await trainBeside(recipe.task, { kind, data, seed, examples, work, progress, signal });
  const hash = identity(model);
  const path = wanted.out ?? join(wanted.models, `${model.manifest.name}-${hash.slice(0, 8)}`);
  const run: Run = { model: hash, seed, ...effort() };
  const manifest = onDisk(path, () => {
    const made = writeModel(path, model.manifest, model.files, { "run.json": `${JSON.stringify(run)}\n` });
    writeCard(path);
    return made;
  });
  const bytes = Object.values(model.files).reduce((total, file) => total + Buffer.byteLength(file), 0);
  return { path, manifest, bytes };
}

function identity({ files }: TrainedModel): string {
  return identityOf(
    Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]),
    ),
  );
}

function unknownTask(task: string, recipes: readonly Recipe[]): UserError {
  const list = recipes.map((recipe) => `${recipe.task} (${recipe.about})`).join(", ");
  return new UserError(
    { en: `There is no recipe to train “${task}”`, zh: `没有训练“${task}”的配方` },
    { en: `These there are: ${list}`, zh: `现有：${list}` },
  );
}

function unknownKind(kind: string, { task, kinds }: Recipe): UserError {
  return new UserError(
    { en: `${task} cannot be trained as “${kind}”`, zh: `${task} 不能训练为“${kind}”` },
    { en: `Its kinds are: ${kinds.join(", ")}`, zh: `可选：${kinds.join("、")}` },
  );
}
