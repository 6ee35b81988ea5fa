/** The tone of English texts. */
import { NETWORK_KINDS } from "../nets/network.ts";
import type { Recipe } from "../recipe.ts";
import { trainEnglishNetwork } from "../sentiment/english-network.ts";

export const sentimentEn: Recipe = {
  task: "sentiment-en",
  about: "tone of English texts",
  kinds: ["attention", ...NETWORK_KINDS.filter((kind) => kind !== "attention")],
  train: trainEnglishNetwork,
};
