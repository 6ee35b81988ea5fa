/** Every provider, in the order in which they are asked. A new one is one file and one line here. */
import type { ProviderPlugin } from "../types.ts";
import { extractive } from "./extractive.ts";
import { openai } from "./openai.ts";
import { transformers } from "./transformers.ts";

export const providers: readonly ProviderPlugin[] = [
  openai,
  transformers,
  // Last: it is always there.
  extractive,
];

export { openaiEmbedder } from "./openai/embedder.ts";
export { openaiSettings } from "./openai/settings.ts";
export { transformersSettings } from "./transformers/choice.ts";
export { transformersEmbedder } from "./transformers/embedder.ts";
