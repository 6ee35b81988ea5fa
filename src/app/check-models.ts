/** For `doctor` and `health`: whether every trained model here is the one that its manifest names, and whether networks run on this machine. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openModel } from "../language/model-folder.ts";
import { createToneNetwork } from "../language/sentiment/network/network.ts";
import type { HealthLine } from "../types.ts";

const SHIPPED = fileURLToPath(new URL("../../models", import.meta.url));

/** One line for the models that come with the program and one for those of the data folder. @throws UserError naming the first file that is not what it was. */
export async function checkModels(dataDir: string): Promise<string> {
  const own = await countWhole(SHIPPED);
  const brought = await countWhole(join(dataDir, "models"));
  return `${own} come with Copytaster, ${brought} are in the data folder; every file is the one that its model.json names`;
}

/** Asks the network of tone one sentence. @throws Error where ONNX Runtime does not run. */
export async function checkNetwork(folder = join(SHIPPED, "sentiment-lstm-en")): Promise<string> {
  const network = createToneNetwork(openModel(folder));
  try {
    await network.tones(["The harbour is open again."], "news");
    return `${network.model} answers, in ONNX Runtime`;
  } finally {
    await network.stop();
  }
}

export const networkOff: HealthLine = {
  ...{ part: "network of tone", state: "off" },
  note: "TONE_NETWORK is no: the linear model answers alone",
};

async function countWhole(path: string): Promise<number> {
  let entries: string[];
  try {
    entries = readdirSync(path, { withFileTypes: true })
      .filter((one) => one.isDirectory() && !one.name.startsWith("."))
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
  // Whatever else stands there is no model of ours.
  const models = entries.map((name) => join(path, name)).filter((at) => existsSync(join(at, "model.json")));
  for (const at of models) {
    const folder = openModel(at);
    for (const file of Object.keys(folder.manifest.files)) {
      folder.read(file);
      // Some megabytes each: others want an answer meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return models.length;
}
