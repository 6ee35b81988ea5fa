/** Texts as vectors: by the shipped word vectors, by a server, by a model of one's own. */

export interface Embedder {
  /** What made the vectors: those of two models do not compare. "word-vectors 1 (a1b2c3d4)", "openai:text-embedding-3-small" */
  model: string;
  /** Cosine from which a text is about what was asked; models differ. */
  near: number;
  /** One vector of length one a text, in their order; all zero where nothing can be said of it. @throws Error when a server or model fails. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** The vectors of stories, per model. */
export interface StoryVectors {
  /** Stories, newest first, that have no vector of this model, or an older text's. */
  without(model: string, limit: number): Promise<readonly { id: string; title: string; text: string }[]>;
  /** Has any story a vector of this model? */
  some(model: string): Promise<boolean>;
  put(model: string, vectors: readonly { storyId: string; vector: Float32Array }[]): Promise<void>;
  /** The stories nearest to a vector, best first, of the newest twenty thousand since then. */
  nearest(
    model: string,
    vector: Float32Array,
    where: { limit: number; since?: number | undefined; language?: string | undefined },
  ): Promise<readonly { storyId: string; cosine: number }[]>;
  /** Takes away what other models left, once this one has them all; gives how many. */
  forgetOthers(model: string): Promise<number>;
}
