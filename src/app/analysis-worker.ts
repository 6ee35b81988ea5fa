/** Where texts of programs are read: a thread with text tools of its own, by the models that answer in the house. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTextTools, type Trained } from "../language/index.ts";
import { openModel } from "../language/model-folder.ts";
import type { Analysis, AnalysisRequest, TextTools } from "../types.ts";
import { analyzeText, type Labels, type OfDesk } from "./analyze-text.ts";
import { withoutNetwork } from "./live-text.ts";
import { modelTasks } from "./model-tasks.ts";
import { namesTask } from "./names-task.ts";
import { type ToldError, tellError } from "./news-protocol.ts";

/** A model that was deployed: what the program brings with it is found here. */
export interface DeployedModel {
  task: string;
  path: string;
  hash: string;
}

export interface AnalysisTask extends Omit<AnalysisRequest, "texts"> {
  texts: readonly (AnalysisRequest["texts"][number] & { own: OfDesk["topics"] })[];
  names: OfDesk["names"];
  models: readonly DeployedModel[];
  /** Is the network of tone heard? */
  network: boolean;
}

/** `json`: an array of `Analysis`, in UTF-8: the other side has nothing to do with it but to pass it on. */
export type AnalysisResult = { json: Uint8Array } | { error: ToldError };

interface Opened {
  tools: TextTools;
  labels: Labels;
}

const shipped = (name: string): string => fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
const labelOf = (path: string): string => (existsSync(path) ? openModel(path).label : "");

let last: { key: string; opened: Promise<Opened> } | undefined;

export async function analyze({
  texts,
  names,
  models,
  network,
  ...asked
}: AnalysisTask): Promise<AnalysisResult> {
  try {
    const { tools, labels } = await openedBy(models, network);
    const found: Analysis[] = [];
    for (const { own, ...text } of texts)
      found.push(await analyzeText(text, asked, { tools, labels, desk: { topics: own, names } }));
    return { json: new TextEncoder().encode(JSON.stringify(found)) };
  } catch (error) {
    return { error: tellError(error) };
  }
}

/** The tools of these models, kept until others answer. */
function openedBy(models: readonly DeployedModel[], network: boolean): Promise<Opened> {
  const key = models.map(({ task, hash }) => `${task} ${hash}`).join("\n");
  if (last?.key !== key) {
    const opened = open(models, network);
    last = { key, opened };
    opened.catch(() => {
      if (last?.opened === opened) last = undefined;
    });
  }
  return last.opened;
}

async function open(models: readonly DeployedModel[], network: boolean): Promise<Opened> {
  const trained: Trained = { ...(!network && withoutNetwork) };
  const found = new Map<string, string>();
  for (const { task, path, hash } of models) {
    const folder = openModel(path);
    if (folder.hash !== hash) throw new Error(`The model in ${path} was exchanged while it answered`);
    const known = modelTasks.find((one) => one.task === task);
    if (!known) continue;
    Object.assign(trained, known.installs(await known.load(folder)));
    found.set(task, folder.label);
  }
  return {
    tools: createTextTools(trained),
    labels: {
      language: labelOf(shipped("language-id")),
      names: found.get(namesTask.task) ?? labelOf(shipped("names-en")),
      summary: "summary-ranker 1",
    },
  };
}
