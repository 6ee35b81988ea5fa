/** Vectors by a server that speaks OpenAI's embeddings API. */
import type OpenAI from "openai";
import type { Embedder } from "../../types.ts";
import { openClient } from "./client.ts";
import { problemOf } from "./problems.ts";
import type { OpenAISettings } from "./settings.ts";

/** Tokens that its models read are some 8,000; the opening tells the subject. */
const mostCharacters = 2_000;

/** Undefined where OPENAI_EMBEDDING_MODEL is not set: then nothing of the archive leaves the house for this. */
export function openaiEmbedder(settings: OpenAISettings): Embedder | undefined {
  const model = settings.OPENAI_EMBEDDING_MODEL;
  if (model === undefined) return undefined;
  let client: Promise<OpenAI> | undefined;
  return {
    model: `openai:${model}`,
    near: 0.35,
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      client ??= openClient(settings);
      try {
        // A server takes no empty text.
        const input = texts.map((text) => text.slice(0, mostCharacters).trim() || "-");
        const { data } = await (await client).embeddings.create(
          { model, input, encoding_format: "float" },
          { signal },
        );
        if (data.length !== texts.length)
          throw new Error(`${data.length} vectors came for ${texts.length} texts`);
        return [...data]
          .sort((a, b) => a.index - b.index)
          .map(({ embedding }) => {
            const vector = Float32Array.from(embedding);
            const size = Math.hypot(...vector) || 1;
            return vector.map((value) => value / size);
          });
      } catch (error) {
        throw problemOf(error, { ...settings, OPENAI_MODEL: model }, signal);
      }
    },
  };
}
