/** The registry: one line a recipe. */
export { keywordsRecipe } from "./keywords.ts";
export { languageRecipe } from "./language.ts";
export { namesEn } from "./names-en.ts";
export { newsWords } from "./news-words.ts";
export { sentimentEn } from "./sentiment-en.ts";
export { sentimentTargets } from "./sentiment-targets.ts";
export { sentimentZh } from "./sentiment-zh.ts";
export { summaryRecipe } from "./summary.ts";
export { topics } from "./topics.ts";
export { wordVectors } from "./word-vectors.ts";
