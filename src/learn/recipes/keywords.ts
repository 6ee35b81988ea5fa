/** Key phrases: rankers of index terms (learnt from abstracts), of tags and of what a summary keeps (from news); for Chinese one, from titles. */
import { UserError } from "../../errors.ts";
import type { Common } from "../../language/keywords/features.ts";
import { KEYWORD_FILES, readCommon } from "../../language/keywords/keywords.ts";
import { writeRanker } from "../../language/keywords/weights.ts";
import { COMMON_CHINESE, COMMON_FILES, commonWords } from "../keywords/common.ts";
import { type Example, exampleOf, type KeyedText } from "../keywords/examples.ts";
import { fitRanker } from "../keywords/fit.ts";
import { markedExamples } from "../keywords/marked.ts";
import { SUMMARIZED, summarizedTexts } from "../keywords/summarized.ts";
import { TITLED, titledTexts } from "../keywords/titled.ts";
import type { Recipe } from "../recipe.ts";
import { readDataRows } from "../rows.ts";

/** Inspec's keys are noun phrases, those of 500N-KPCrowd mostly single words. */
export const KEYWORD_SETS = { phrases: "keywords/inspec", tags: "keywords/kpcrowd_news" } as const;

export const keywordsRecipe: Recipe = {
  task: "keywords",
  about: "key phrases of English and Chinese text, for an index, as tags or as labels",
  kinds: ["trees"],
  async train(job) {
    const { data, seed, signal } = job;
    const texts = {
      phrases: readDataRows<KeyedText>(data, KEYWORD_SETS.phrases),
      tags: readDataRows<KeyedText>(data, KEYWORD_SETS.tags),
      salience: summarizedTexts(data),
      chinese: titledTexts(data),
    };
    const files: Record<string, Uint8Array | string> = {};
    const count = (file: string, from: typeof COMMON_FILES): Common => {
      const lines = commonWords(data, from, (done, of) => job.progress({ stage: "common words", done, of }));
      files[file] = lines;
      return readCommon(lines);
    };
    const english = count(KEYWORD_FILES.common, COMMON_FILES);
    const chinese = count(KEYWORD_FILES.commonChinese, COMMON_CHINESE);
    for (const ranker of ["phrases", "tags", "salience", "chinese"] as const) {
      const progress = (stage: string, done: number, of: number): void =>
        job.progress({ stage: `${ranker}: ${stage}`, done, of });
      const common = ranker === "chinese" ? chinese : english;
      // What is no key phrase for people is none for an index either: every ranker of the language hears of it.
      const marked = markedExamples(job.examples, ranker === "chinese" ? "zh" : "en");
      const weights = await fitRanker([...examplesOf(texts[ranker], ranker), ...marked], {
        seed,
        common,
        signal,
        progress,
      });
      files[KEYWORD_FILES[ranker]] = writeRanker(weights);
    }
    const read = [...SUMMARIZED, ...COMMON_FILES, ...COMMON_CHINESE].map(([file]) => file);
    const sets = [...Object.values(KEYWORD_SETS), TITLED, ...read];
    return {
      manifest: {
        name: "keywords",
        version: "1",
        task: "keywords",
        kind: "trees",
        languages: ["en", "zh"],
        trainedOn: [...new Set(sets)].sort(),
        command: `npm run -s copytaster -- train keywords --data ../shared/data --seed ${seed}`,
      },
      files,
    };
  },
};

/** Equal texts once. @throws UserError when no key stands in any text. */
function examplesOf(texts: readonly KeyedText[], ranker: string): Example[] {
  const keyed = texts.filter(({ text, keys }) => typeof text === "string" && Array.isArray(keys));
  const examples = [...new Map(keyed.map((row) => [row.text, row])).values()].map(exampleOf);
  const some = (label: number) => examples.some(({ wanted }) => wanted.includes(label));
  if (!some(1) || !some(0))
    throw new UserError(
      {
        en: `The texts for “${ranker}” have no key phrases that stand in them`,
        zh: `用于“${ranker}”的文本中没有出现任何关键词`,
      },
      { en: "Give rows with text and keys", zh: "请提供带 text 和 keys 的数据行" },
    );
  return examples;
}
