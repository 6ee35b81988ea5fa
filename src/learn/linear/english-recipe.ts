/** From data to the files of the linear English model. */
import type { TrainedModel, TrainingJob } from "../recipe.ts";
import { ENGLISH_SETS, readEnglish } from "./english-data.ts";
import { crossValidateEnglish, englishFiles } from "./english-model.ts";
import { feedbackExamples } from "./feedback.ts";
import { watching } from "./watch.ts";

/** @throws UserError when the data cannot be learnt from. */
export async function trainLinearEnglish(job: TrainingJob): Promise<TrainedModel> {
  const data = readEnglish(job.data);
  const watch = watching(job);
  const held = crossValidateEnglish(data, watch);
  return {
    manifest: {
      name: "sentiment-linear-en",
      version: "2",
      task: "sentiment-en",
      kind: "linear",
      languages: ["en"],
      trainedOn: [...ENGLISH_SETS, "vader lexicon", "afinn-165"],
      command: `npm run -s copytaster -- train sentiment-en --model linear --seed ${job.seed}`,
    },
    files: englishFiles([...data, ...feedbackExamples(job.examples, "en")], held, watch),
  };
}
