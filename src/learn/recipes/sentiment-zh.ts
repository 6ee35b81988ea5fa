/** How a Chinese text sounds: the linear model. */
import {
  CHINESE_SETS,
  chineseFiles,
  crossValidateChinese,
  readChinese,
  readVectors,
} from "../linear/chinese-model.ts";
import { feedbackExamples } from "../linear/feedback.ts";
import { watching } from "../linear/watch.ts";
import type { Recipe } from "../recipe.ts";

export const sentimentZh: Recipe = {
  task: "sentiment-zh",
  about: "how a Chinese text sounds: learnt from reviews of hotels and meals",
  kinds: ["linear"],
  async train(job) {
    const data = readChinese(job.data);
    const watch = watching(job);
    const vectors = readVectors();
    const held = crossValidateChinese(data, vectors, watch);
    return {
      manifest: {
        name: "sentiment-linear-zh",
        version: "3",
        task: "sentiment-zh",
        kind: "linear",
        languages: ["zh"],
        trainedOn: [...CHINESE_SETS, "word-vectors"],
        command: `npm run -s copytaster -- train sentiment-zh --model linear --seed ${job.seed}`,
      },
      files: chineseFiles([...data, ...feedbackExamples(job.examples, "zh")], held, vectors, watch),
    };
  },
};
