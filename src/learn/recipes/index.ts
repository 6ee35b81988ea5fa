/** The registry: one line a recipe. */
export { sentimentEn } from "./sentiment-en.ts";
