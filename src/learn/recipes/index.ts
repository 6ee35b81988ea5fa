/** The registry: one line a recipe. */

export { namesEn } from "./names-en.ts";
export { sentimentEn } from "./sentiment-en.ts";
export { topics } from "./topics.ts";
export { wordVectors } from "./word-vectors.ts";
