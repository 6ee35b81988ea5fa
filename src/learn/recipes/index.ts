/** The registry: one line a recipe. */
export { sentimentEn } from "./sentiment-en.ts";
export { topics } from "./topics.ts";
export { wordVectors } from "./word-vectors.ts";
