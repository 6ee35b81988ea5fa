/** Texts as vectors by the shipped word vectors (always there), and the archive's search by meaning over them. */
import { fileURLToPath } from "node:url";
import { openModel } from "../language/model-folder.ts";
import { loadVectors, type WordVectors } from "../language/vectors.ts";
import type { Archive, Embedder, Hit, Services, StoryVectors } from "../types.ts";

export const vectorFolder = fileURLToPath(new URL("../../models/word-vectors", import.meta.url));

/** Further down, words say no more of the subject. */
const mostCharacters = 2_000;

/** What makes vectors for this house: a server where one is named, else the shipped words (in the news room's thread, where there is one). */
export function chooseMeaning(
  server: Embedder | undefined,
  local: { embed: Embedder["embed"]; find: Services["byMeaning"] },
  model: string,
  store: { vectors: StoryVectors; archive: Pick<Archive, "get"> },
): { embedder: Embedder; byMeaning: Services["byMeaning"] } {
  if (server) return { embedder: server, byMeaning: createByMeaning({ ...store, embedder: server }) };
  return { embedder: { model, near, embed: local.embed }, byMeaning: local.find };
}

/** Of the shipped vectors. */
const near = 0.45;

/** Reads the vectors when the first text is asked for. */
export function staticEmbedder(folder: string): Embedder {
  const model = openModel(folder);
  let vectors: WordVectors | undefined;
  return {
    model: model.label,
    near,
    async embed(texts, signal) {
      vectors ??= loadVectors(model);
      const made: Float32Array[] = [];
      for (const text of texts) {
        made.push(vectors.vector(text.slice(0, mostCharacters)));
        if (made.length % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      }
      return made;
    },
  };
}

export function createByMeaning(parts: {
  embedder: Embedder;
  vectors: StoryVectors;
  archive: Pick<Archive, "get">;
}): Services["byMeaning"] {
  const { embedder, vectors, archive } = parts;
  return async (text, where) => {
    // Reading the word vectors takes memory: not before there is something to compare with.
    if (!(await vectors.some(embedder.model))) return [];
    const [vector] = await embedder.embed([text], AbortSignal.timeout(10_000));
    if (!vector) return [];
    const found = await vectors.nearest(embedder.model, vector, where);
    const hits: Hit[] = [];
    for (const { storyId, cosine } of found) {
      if (cosine < embedder.near) break;
      const story = await archive.get(storyId);
      if (story) hits.push({ story, score: cosine });
    }
    return hits;
  };
}
