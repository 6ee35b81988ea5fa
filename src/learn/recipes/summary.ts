/** The ranker of an extractive summary's sentences: linear weights that make whole summaries like the ones people wrote. */
import { UserError } from "../../errors.ts";
import { FEATURES } from "../../language/summary/features.ts";
import { RANKER_FILES, type RankerFile } from "../../language/summary/weights.ts";
import { random } from "../metrics/bootstrap.ts";
import type { Recipe, TrainingJob } from "../recipe.ts";
import { readDataRows } from "../rows.ts";
import { type Example, example } from "../summary/examples.ts";
import { ascend, objective, type Ranked, ridge } from "../summary/fit.ts";

const FOLDS = 5;
/** No set that may be trained on has the articles' own titles (theirs were written with the summaries): what a title is worth is judged, not measured. */
const BY_HAND = { title: 0.15 };
const BAGS = 3;
/** Their terms let trained weights be shipped. */
const SETS = [
  { name: "cnndm", length: { sentences: 3 }, weight: 0.4 },
  { name: "inshorts", length: { words: 65 }, weight: 0.35 },
  { name: "xsum", length: { sentences: 3 }, weight: 0.1 },
  { name: "multinews", length: { words: 200 }, weight: 0.15 },
] as const;

interface Row {
  article: string;
  /** In its place, of several texts on one event. */
  documents: string[];
  summary: string;
}

export const summaryRecipe: Recipe = {
  task: "summary",
  about: "which sentences of a text or of several make its summary",
  kinds: ["linear"],
  async train(job) {
    const examples = read(job);
    const folds = Array.from({ length: FOLDS }, (_, fold) =>
      fitted(job, { stage: `fold ${fold}`, done: fold }, { examples, keep: (one) => one.fold !== fold }),
    );
    const held = folds.map((model, fold) =>
      objective(
        examples.filter((one) => one.fold === fold),
        model,
      ),
    );
    const heldOutF1 = held.reduce((sum, value) => sum + value, 0) / (2 * FOLDS);
    const all = fitted(job, { stage: "all", done: FOLDS, heldOutF1 }, { examples, keep: () => true });
    return {
      manifest: {
        name: "summary-ranker",
        version: "1",
        task: "summary",
        kind: "linear",
        languages: ["en"],
        trainedOn: SETS.map(({ name }) => `summarization/${name}`).sort(),
        command: `npm run -s copytaster -- train summary --data ../shared/data --seed ${job.seed}`,
      },
      files: {
        [RANKER_FILES.weights]: `${JSON.stringify(file(all), null, 2)}\n`,
        [RANKER_FILES.folds]: `${JSON.stringify({ folds: folds.map(file) }, null, 2)}\n`,
      },
    };
  },
};

/** @throws UserError for a set without texts that have a summary. */
function read(job: TrainingJob): Example[] {
  return SETS.flatMap((set) => {
    const file = `summarization/${set.name}`;
    const rows = readDataRows<Partial<Row>>(job.data, file).flatMap(usable);
    if (rows.length === 0) throw noSummaries(file);
    return rows.map(({ texts, summary }, done) => {
      job.signal.throwIfAborted();
      if (done % 100 === 0) job.progress({ stage: `reading ${set.name}`, done, of: rows.length });
      return example(texts, summary, set, set.weight / rows.length, FOLDS);
    });
  });
}

function usable({ article, documents, summary }: Partial<Row>): { texts: string[]; summary: string }[] {
  const texts = documents ?? (article ? [article] : []);
  return texts.length > 0 && typeof summary === "string" ? [{ texts, summary }] : [];
}

function noSummaries(file: string): UserError {
  return new UserError(
    { en: `There is no text with a summary in ${file}`, zh: `${file} 中没有带摘要的文本` },
    {
      en: "Give rows with article (or documents) and summary",
      zh: "请提供带 article（或 documents）和 summary 的数据行",
    },
  );
}

/** The mean of several fits, each on seven in ten: one alone follows the accidents of its sample. */
function fitted(
  job: TrainingJob,
  step: { stage: string; done: number; heldOutF1?: number },
  from: { examples: readonly Example[]; keep: (one: Example) => boolean },
): Ranked {
  const own = from.examples.filter(from.keep);
  const next = random(job.seed);
  const values = new Float64Array(FEATURES.length);
  let caution = 0;
  for (let bag = 0; bag < BAGS; bag++) {
    job.signal.throwIfAborted();
    job.progress({ ...step, done: step.done * BAGS + bag, of: (FOLDS + 1) * BAGS });
    const part = own.filter(() => next() < 0.7);
    const model = ascend(part, ridge(part), 0.1);
    // Only the order of scores counts: fits are brought to one scale before they are summed.
    const size = Math.sqrt(model.values.reduce((total, value) => total + value * value, 0)) * BAGS;
    model.values.forEach((value, i) => {
      values[i] = (values[i] ?? 0) + value / size;
    });
    caution += model.caution / size;
  }
  return { values, caution };
}

function file({ values, caution }: Ranked): RankerFile {
  const weights = FEATURES.map((name, i) => [name, Number((values[i] ?? 0).toFixed(4))]);
  return { weights: { ...Object.fromEntries(weights), ...BY_HAND }, caution: Number(caution.toFixed(4)) };
}
