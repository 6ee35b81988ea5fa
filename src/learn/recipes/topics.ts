/** The subject of a text, by IPTC's seventeen: English and Chinese classifiers in one folder. */
import { fileURLToPath } from "node:url";
import { UserError } from "../../errors.ts";
import { openModel } from "../../language/model-folder.ts";
import { type TopicWeights, writeTopicWeights } from "../../language/topics/classifier.ts";
import { checkAnswers } from "../datasets/answers.ts";
import type { Recipe, TrainingJob } from "../recipe.ts";
import { fitTopics } from "../topics/fit.ts";
import { type IptcExample, iptcExamples, subjects } from "../topics/iptc-examples.ts";
import { mappings, unlabelled } from "../topics/mapping.ts";
import type { WordTable } from "../topics/train.ts";
import { wordTable } from "../topics/word-table.ts";

const LANGUAGES = ["en", "zh"] as const;
/** Both languages together stay below 2 MB: 22 bytes a feature. */
const MOST_FEATURES = { en: 48_000, zh: 40_000 } as const;
const VECTORS = fileURLToPath(new URL("../../../models/word-vectors", import.meta.url));
/** What a seed word found is not what a desk filed. */
const SEEDED_WEIGHT = 0.5;

export const topics: Recipe = {
  task: "topics",
  about: "the subject of a text, by IPTC's seventeen Media Topics, English and Chinese",
  kinds: ["linear"],
  async train(job) {
    const table = wordTable(openModel(VECTORS));
    const examples: IptcExample[] = [...iptcExamples(job.data, job.seed), ...fromFeedback(job)];
    const files: Record<string, Uint8Array | string> = {};
    for (const [at, language] of LANGUAGES.entries()) {
      job.progress({ stage: language, done: at, of: LANGUAGES.length });
      await new Promise((resolve) => setImmediate(resolve));
      job.signal.throwIfAborted();
      const own = examples.filter((example) => example.language === language);
      // Seed words alone would make a model, too, and one that nobody labelled anything for.
      const labelled = own.filter(({ seeded }) => !seeded);
      checkAnswers(`topics (${language})`, labelled, ({ label }) => label);
      Object.assign(files, writeTopicWeights(trainIptc(own, language, table, job.seed), language));
    }
    const sets = [...mappings, ...unlabelled].map(({ file }) => file);
    return {
      manifest: {
        name: "topics-iptc",
        version: "1",
        task: "topics",
        kind: "linear",
        languages: [...LANGUAGES],
        trainedOn: [...new Set(sets)].sort(),
        command: `npm run -s copytaster -- train topics --data ../shared/data --seed ${job.seed}`,
      },
      files,
    };
  },
};

/** @throws UserError where there are not two subjects to tell apart. */
export function trainIptc(
  examples: readonly IptcExample[],
  language: "en" | "zh",
  vectors: WordTable,
  seed: number,
): TopicWeights {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = subjects.filter((label) => counts.has(label));
  if (labels.length < 2)
    throw new UserError(
      { en: `There are no two subjects in the ${language} examples`, zh: `${language} 样本中不足两个主题` },
      { en: "Check the data folder", zh: "请检查数据文件夹" },
    );
  const mean = examples.length / labels.length;
  const { model } = fitTopics(
    examples.map(({ text, label, seeded }) => ({
      text,
      labels: [label],
      // Rare subjects weigh more, or they would never be named.
      weight:
        (seeded ? SEEDED_WEIGHT : 1) * Math.min(3, Math.max(0.5, Math.sqrt(mean / (counts.get(label) ?? 1)))),
    })),
    labels,
    { cost: 1, least: 2, gamma: 0.4, vectors, seed, folds: 3, mostFeatures: MOST_FEATURES[language] },
  );
  return model;
}

function fromFeedback(job: TrainingJob): IptcExample[] {
  return job.examples.flatMap(({ text, label, language }): IptcExample[] =>
    subjects.includes(label) && (language === "en" || language === "zh")
      ? [{ text, label, language, from: "feedback", seeded: false }]
      : [],
  );
}
