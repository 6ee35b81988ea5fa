/** Key phrases: rankers of index terms (learnt from abstracts), of tags (from news) and of what a summary keeps (from news). */
import { UserError } from "../../errors.ts";
import { KEYWORD_FILES, readCommon } from "../../language/keywords/keywords.ts";
import { writeRanker } from "../../language/keywords/weights.ts";
import { COMMON_FILES, commonWords } from "../keywords/common.ts";
import { type Example, exampleOf, type KeyedText } from "../keywords/examples.ts";
import { fitRanker } from "../keywords/fit.ts";
import { SUMMARIZED, summarizedTexts } from "../keywords/summarized.ts";
import type { Recipe } from "../recipe.ts";
import { readDataRows } from "../rows.ts";

/** Inspec's keys are noun phrases, those of 500N-KPCrowd mostly single words. */
export const KEYWORD_SETS = { phrases: "keywords/inspec", tags: "keywords/kpcrowd_news" } as const;

export const keywordsRecipe: Recipe = {
  task: "keywords",
  about: "key phrases of English text, for an index, as tags or as labels",
  kinds: ["trees"],
  async train(job) {
    const { data, seed, signal } = job;
    const texts = {
      phrases: readDataRows<KeyedText>(data, KEYWORD_SETS.phrases),
      tags: readDataRows<KeyedText>(data, KEYWORD_SETS.tags),
      salience: summarizedTexts(data),
    };
    const lines = commonWords(data, (done, of) => job.progress({ stage: "common words", done, of }));
    const common = readCommon(lines);
    const files: Record<string, Uint8Array | string> = { [KEYWORD_FILES.common]: lines };
    for (const ranker of ["phrases", "tags", "salience"] as const) {
      const progress = (stage: string, done: number, of: number): void =>
        job.progress({ stage: `${ranker}: ${stage}`, done, of });
      const weights = await fitRanker(examplesOf(texts[ranker], ranker), { seed, common, signal, progress });
      files[KEYWORD_FILES[ranker]] = writeRanker(weights);
    }
    const sets = [...Object.values(KEYWORD_SETS), ...[...SUMMARIZED, ...COMMON_FILES].map(([file]) => file)];
    return {
      manifest: {
        name: "keywords-en",
        version: "1",
        task: "keywords",
        kind: "trees",
        languages: ["en"],
        trainedOn: [...new Set(sets)].sort(),
        command: `npm run -s copytaster -- train keywords --data ../shared/data --seed ${seed}`,
      },
      files,
    };
  },
};

/** Equal texts once. @throws UserError when no key stands in any text. */
function examplesOf(texts: readonly KeyedText[], ranker: string): Example[] {
  const examples = [...new Map(texts.map((row) => [row.text, row])).values()].map(exampleOf);
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
