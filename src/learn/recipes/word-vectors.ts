/** Static word vectors, English and Chinese: co-occurrence → PPMI → truncated decomposition → one byte a number. */
import { UserError } from "../../errors.ts";
import { sif, VECTOR_FILES, vectorWords } from "../../language/vectors.ts";
import type { Recipe, TrainingJob } from "../recipe.ts";
import { cooccurrence, ppmi, type Vocabulary, vocabularyOf } from "../vectors/cooccurrence.ts";
import { corpus, corpusFiles } from "../vectors/corpus.ts";
import { decompose, jacobi } from "../vectors/decompose.ts";

const DIMENSIONS = 128;
const LANGUAGES = [
  { language: "en", dense: false, least: 4, most: 32_000 },
  { language: "zh", dense: true, least: 3, most: 16_000 },
] as const;
const WINDOW = { width: 10, subsample: 1e-4 };
const ITERATIONS = 5;
/** Eigenvalues count by this power: 0 weighs all directions alike, 1 as in the matrix (Levy et al. 2015 find ½ and 0 best). */
const POWER = 0.5;

export const wordVectors: Recipe = {
  task: "word-vectors",
  about: "static word vectors, English and Chinese",
  kinds: ["ppmi-svd"],
  async train(job) {
    const parts = [];
    for (const one of LANGUAGES) parts.push(await trainLanguage(job, one));
    return {
      manifest: {
        name: "word-vectors",
        version: "1",
        task: "word-vectors",
        kind: "ppmi-svd",
        languages: LANGUAGES.map(({ language }) => language),
        trainedOn: corpusFiles.map(({ file }) => file),
        command: `npm run -s copytaster -- train word-vectors --data ../shared/data --seed ${job.seed}`,
      },
      files: {
        [VECTOR_FILES.words]: `${parts.flatMap(({ vocabulary }) => lines(vocabulary)).join("\n")}\n`,
        [VECTOR_FILES.rows]: bytesOf(parts.map(({ rows }) => rows)),
        [VECTOR_FILES.scales]: bytesOf(parts.map(({ scales }) => scales)),
        [VECTOR_FILES.common]: bytesOf(parts.map(({ common }) => common)),
      },
    };
  },
};

const lines = ({ words, shares }: Vocabulary) =>
  words.map((word, at) => `${word} ${(shares[at] ?? 0).toExponential(3)}`);

async function trainLanguage(
  job: TrainingJob,
  { language, dense: wanted, least, most }: (typeof LANGUAGES)[number],
) {
  const texts: string[][] = [];
  const counts = new Map<string, number>();
  for (const text of corpus(job.data, language)) {
    const own = vectorWords(text).flatMap(({ word, dense }) => (dense === wanted ? [word] : []));
    for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
    texts.push(own);
    if (texts.length % 2_000 === 0) await breathe(job);
  }
  const vocabulary = vocabularyOf(counts, least, most);
  if (vocabulary.words.length === 0)
    throw new UserError(
      { en: `There are no words to learn from (${language})`, zh: `没有可学习的词（${language}）` },
      { en: "Check the data folder: its texts are empty or too few", zh: "请检查数据文件夹：文本为空或过少" },
    );
  const numbered = Int32Array.from(
    texts.flatMap((text) => [...text.map((word) => vocabulary.number.get(word) ?? -2), -1]),
  ).filter((word) => word !== -2);
  job.progress({ stage: `${language}: words`, done: 1, of: ITERATIONS + 2 });
  await breathe(job);
  const matrix = ppmi(cooccurrence(numbered, vocabulary, { ...WINDOW, seed: job.seed }));
  const work = decompose(matrix, DIMENSIONS, ITERATIONS, job.seed);
  let step = work.next();
  for (; !step.done; step = work.next()) {
    job.progress({ stage: `${language}: vectors`, done: step.value + 1, of: ITERATIONS + 2 });
    await breathe(job);
  }
  const { vectors, values } = step.value;
  for (let at = 0; at < vectors.length; at++)
    vectors[at] = (vectors[at] ?? 0) * (values[at % DIMENSIONS] ?? 0) ** POWER;
  toLengthOne(vectors);
  const { rows, scales } = quantized(vectors);
  return { vocabulary, rows, scales, common: commonDirection(numbered, vectors, vocabulary.shares) };
}

function toLengthOne(vectors: Float64Array): void {
  for (let from = 0; from < vectors.length; from += DIMENSIONS) {
    const row = vectors.subarray(from, from + DIMENSIONS);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let d = 0; d < DIMENSIONS; d++) row[d] = (row[d] ?? 0) / length;
  }
}

/** One byte a number, and a scale for each row. */
function quantized(vectors: Float64Array): { rows: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(vectors.length / DIMENSIONS);
  const rows = new Int8Array(vectors.length);
  for (let row = 0; row < scales.length; row++) {
    const own = vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const most = own.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
    scales[row] = most / 127;
    rows.set(
      Int8Array.from(own, (value) => Math.round((value / most) * 127)),
      row * DIMENSIONS,
    );
  }
  return { rows, scales };
}

/**
 * The first principal direction (not centred) of the texts' own vectors, as SIF takes it away. Of whole texts: taken from pieces of twenty words
 * it helped headlines no more and long stories less (measured).
 */
function commonDirection(texts: Int32Array, vectors: Float64Array, shares: Float64Array): Float32Array {
  const sums = new Float64Array(DIMENSIONS * DIMENSIONS);
  const text = new Float64Array(DIMENSIONS);
  for (const word of texts) {
    if (word >= 0) {
      const weight = sif(shares[word] ?? 0);
      for (let d = 0; d < DIMENSIONS; d++)
        text[d] = (text[d] ?? 0) + weight * (vectors[word * DIMENSIONS + d] ?? 0);
      continue;
    }
    const square = text.reduce((sum, value) => sum + value * value, 0);
    if (square > 0)
      for (let i = 0; i < DIMENSIONS; i++)
        for (let j = 0; j < DIMENSIONS; j++)
          sums[i * DIMENSIONS + j] =
            (sums[i * DIMENSIONS + j] ?? 0) + ((text[i] ?? 0) * (text[j] ?? 0)) / square;
    text.fill(0);
  }
  const { values, vectors: directions } = jacobi(sums, DIMENSIONS);
  const first = values.indexOf(values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY));
  return Float32Array.from({ length: DIMENSIONS }, (_, d) => directions[d * DIMENSIONS + first] ?? 0);
}

function bytesOf(parts: readonly (Int8Array | Float32Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
}

async function breathe(job: TrainingJob): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  job.signal.throwIfAborted();
}
