/** The text tools of deployed models in another thread: what travels there is where the models are, what is made of it stays. */
import { createTextTools, type Trained } from "../language/index.ts";
import { openModel } from "../language/model-folder.ts";
import type { LiveMap } from "../learn/live-models.ts";
import type { TextTools } from "../types.ts";
import { withoutNetwork } from "./live-text.ts";
import { modelTasks } from "./model-tasks.ts";

/** A model that was deployed: what the program brings with it is found by the thread itself. */
export interface DeployedModel {
  task: string;
  path: string;
  hash: string;
}

export interface DeployedTools {
  tools: TextTools;
  /** Of the deployed ones, by task. */
  labels: ReadonlyMap<string, string>;
}

export function deployedModels(live: LiveMap): readonly DeployedModel[] {
  return [...live].flatMap(([task, { path, hash, tool }]) =>
    tool === undefined ? [] : [{ task, path, hash }],
  );
}

/**
 * Gives the tools of these models, kept until others are asked for. @throws UserError for weights that are damaged, Error for a model that
 * was exchanged meanwhile.
 */
export function createDeployedTools(): (
  models: readonly DeployedModel[],
  network: boolean,
) => Promise<DeployedTools> {
  let last: { key: string; opened: Promise<DeployedTools> } | undefined;
  return (models, network) => {
    const key = `${network} ${models.map(({ task, hash }) => `${task} ${hash}`).join("\n")}`;
    if (last?.key !== key) {
      const opened = open(models, network);
      last = { key, opened };
      opened.catch(() => {
        if (last?.opened === opened) last = undefined;
      });
    }
    return last.opened;
  };
}

async function open(models: readonly DeployedModel[], network: boolean): Promise<DeployedTools> {
  const trained: Trained = { ...(!network && withoutNetwork) };
  const labels = new Map<string, string>();
  for (const { task, path, hash } of models) {
    const folder = openModel(path);
    if (folder.hash !== hash) throw new Error(`The model in ${path} was exchanged while it answered`);
    const known = modelTasks.find((one) => one.task === task);
    if (!known) continue;
    Object.assign(trained, known.installs(await known.load(folder)));
    labels.set(task, folder.label);
  }
  return { tools: createTextTools(trained), labels };
}
