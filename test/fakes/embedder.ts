/** Vectors by letters: texts with the same letters are alike. */
import type { Embedder } from "../../src/types.ts";

export function fakeEmbedder(model = "letters"): Embedder & { asked: string[] } {
  const asked: string[] = [];
  return {
    model,
    near: 0.5,
    asked,
    async embed(texts, signal) {
      signal.throwIfAborted();
      asked.push(...texts);
      return texts.map((text) => {
        const vector = new Float32Array(26);
        for (const letter of text.toLowerCase()) {
          const at = letter.charCodeAt(0) - 97;
          if (at >= 0 && at < 26) vector[at] = (vector[at] ?? 0) + 1;
        }
        const size = Math.hypot(...vector) || 1;
        return vector.map((value) => value / size);
      });
    },
  };
}
