/** The tone network that comes with the program. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openModel } from "../../model-folder.ts";
import { createToneNetwork, type ToneNetworkTools } from "./network.ts";

const folder = fileURLToPath(new URL("../../../../models/sentiment-lstm-en", import.meta.url));
let made: ToneNetworkTools | undefined;

/** One for the whole process; its weights are read, and its thread begins, with the first question. Undefined where the folder was left out. */
export function shippedToneNetwork(): ToneNetworkTools | undefined {
  if (!made && existsSync(folder)) made = createToneNetwork(openModel(folder));
  return made;
}
