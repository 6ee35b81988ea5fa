/** Rankers of key phrases that never saw the text they are asked about. */
import { fileURLToPath } from "node:url";
import {
  KEYWORD_FILES,
  type KeywordTools,
  type KeywordWeights,
  keywordTools,
  loadKeywords,
  readCommon,
} from "../../../../src/language/keywords/keywords.ts";
import { openModel } from "../../../../src/language/model-folder.ts";
import { foldOfText } from "../../../../src/learn/folds.ts";
import { exampleOf, type KeyedText } from "../../../../src/learn/keywords/examples.ts";
import { fitRanker } from "../../../../src/learn/keywords/fit.ts";
import type { Run } from "../frame.ts";

const FOLDS = 5;
const MODEL = fileURLToPath(new URL("../../../../models/keywords", import.meta.url));

export const shippedKeywords = (): KeywordTools => loadKeywords(openModel(MODEL));

/**
 * The tools for each text: the shipped ones, or on the development side those whose weights were fitted without its fold. Only how common words
 * are is the shipped model's there too: it was counted without these sets.
 */
export async function unseenKeywords(
  run: Run,
  set: string,
  rows: readonly KeyedText[],
  language: "en" | "zh",
): Promise<(text: string) => KeywordTools> {
  if (!run.development) {
    const shipped = shippedKeywords();
    return () => shipped;
  }
  const read = (file: string) => readCommon(openModel(MODEL).read(file).toString("utf8"));
  const common = read(KEYWORD_FILES.common);
  const commonChinese = read(KEYWORD_FILES.commonChinese);
  const examples = [...new Map(rows.map((row) => [row.text, row])).values()].map(exampleOf);
  const tools: KeywordTools[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const ranker = await fitRanker(
      examples.filter(({ text }) => foldOfText(text, FOLDS) !== fold),
      {
        ...{ seed: run.seed, common: language === "zh" ? commonChinese : common },
        signal: new AbortController().signal,
        progress: (_, done, of) => run.progress(`${set}, fold ${fold + 1}`, done, of),
      },
    );
    const weights: KeywordWeights = {
      ...{ phrases: ranker, tags: ranker, salience: ranker, common, model: "" },
      chinese: { ranker, common: commonChinese },
    };
    tools.push(keywordTools(weights));
  }
  return (text) => tools[foldOfText(text, FOLDS)] as KeywordTools;
}
