/** Key phrases: a ranker of index terms, learnt from abstracts, and one of tags, learnt from news. */
import { UserError } from "../../errors.ts";
import { KEYWORD_FILES, readCommon } from "../../language/keywords/keywords.ts";
import { writeRanker } from "../../language/keywords/weights.ts";
import { COMMON_FILES, commonWords } from "../keywords/common.ts";
import { type Example, exampleOf, type KeyedText } from "../keywords/examples.ts";
import { fitRanker } from "../keywords/fit.ts";
import type { Recipe, TrainingJob } from "../recipe.ts";
import { readDataRows } from "../rows.ts";

/** What each purpose is learnt from: Inspec's keys are noun phrases, those of 500N-KPCrowd mostly single words. */
export const KEYWORD_SETS = { phrases: "keywords/inspec", tags: "keywords/kpcrowd_news" } as const;
const PURPOSES = ["phrases", "tags"] as const;

export const keywordsRecipe: Recipe = {
  task: "keywords",
  about: "key phrases of English text, for an index or as tags",
  kinds: ["trees"],
  async train(job) {
    const { data, seed, signal } = job;
    const lines = commonWords(data, (done, of) => job.progress({ stage: "common words", done, of }));
    const common = readCommon(lines);
    const files: Record<string, Uint8Array | string> = { [KEYWORD_FILES.common]: lines };
    for (const purpose of PURPOSES) {
      const progress = (stage: string, done: number, of: number): void =>
        job.progress({ stage: `${purpose}: ${stage}`, done, of });
      const weights = await fitRanker(keyedExamples(job, KEYWORD_SETS[purpose]), {
        seed,
        common,
        signal,
        progress,
      });
      files[KEYWORD_FILES[purpose]] = writeRanker(weights);
    }
    return {
      manifest: {
        name: "keywords-en",
        version: "1",
        task: "keywords",
        kind: "trees",
        languages: ["en"],
        trainedOn: [...Object.values(KEYWORD_SETS), ...COMMON_FILES.map(([file]) => file)].sort(),
        command: `npm run -s copytaster -- train keywords --data ../shared/data --seed ${seed}`,
      },
      files,
    };
  },
};

/** Equal texts once. @throws UserError when the file is missing, or no key stands in any text. */
function keyedExamples(job: TrainingJob, file: string): Example[] {
  const rows = new Map(readDataRows<KeyedText>(job.data, file).map((row) => [row.text, row]));
  const examples = [...rows.values()].map(exampleOf);
  const labels = examples.flatMap(({ wanted }) => [...wanted]);
  if (!labels.includes(1) || !labels.includes(0))
    throw new UserError(
      { en: `${file} has no key phrases that stand in its texts`, zh: `${file} 的关键词都不在文本中` },
      { en: "Give rows with text and keys", zh: "请提供带 text 和 keys 的数据行" },
    );
  return examples;
}
