/** Where texts of programs are read: a thread with text tools of its own, by the models that answer in the house. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openModel } from "../language/model-folder.ts";
import { rankerLabel } from "../language/summary/weights.ts";
import type { Analysis, AnalysisRequest } from "../types.ts";
import { analyzeText, type Labels, type OfDesk } from "./analyze-text.ts";
import { createDeployedTools, type DeployedModel } from "./deployed-tools.ts";
import { namesTask } from "./names-task.ts";
import { type ToldError, tellError } from "./news-protocol.ts";

export interface AnalysisTask extends Omit<AnalysisRequest, "texts"> {
  texts: readonly (AnalysisRequest["texts"][number] & { own: OfDesk["topics"] })[];
  names: OfDesk["names"];
  models: readonly DeployedModel[];
  /** Is the network of tone heard? */
  network: boolean;
}

/** `json`: an array of `Analysis`, in UTF-8: the other side has nothing to do with it but to pass it on. */
export type AnalysisResult = { json: Uint8Array } | { error: ToldError };

const shipped = (name: string): string => fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
const labelOf = (path: string): string => (existsSync(path) ? openModel(path).label : "");

const toolsOf = createDeployedTools();

export async function analyze({
  texts,
  names,
  models,
  network,
  ...asked
}: AnalysisTask): Promise<AnalysisResult> {
  try {
    const { tools, labels: deployed } = await toolsOf(models, network);
    const labels: Labels = {
      language: labelOf(shipped("language-id")),
      names: deployed.get(namesTask.task) ?? labelOf(shipped("names-en")),
      summary: rankerLabel(),
    };
    const found: Analysis[] = [];
    for (const { own, ...text } of texts)
      found.push(await analyzeText(text, asked, { tools, labels, desk: { topics: own, names } }));
    return { json: new TextEncoder().encode(JSON.stringify(found)) };
  } catch (error) {
    return { error: tellError(error) };
  }
}
