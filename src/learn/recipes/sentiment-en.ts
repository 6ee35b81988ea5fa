/** How an English text sounds: linear for streams, networks for accuracy. */
import { trainLinearEnglish } from "../linear/english-recipe.ts";
import { NETWORK_KINDS } from "../nets/network.ts";
import type { Recipe } from "../recipe.ts";
import { trainEnglishNetwork } from "../sentiment/english-network.ts";

export const sentimentEn: Recipe = {
  task: "sentiment-en",
  about: "tone of English texts",
  kinds: ["linear", "attention", ...NETWORK_KINDS.filter((kind) => kind !== "attention")],
  train: (job) => (job.kind === "linear" ? trainLinearEnglish(job) : trainEnglishNetwork(job)),
};
