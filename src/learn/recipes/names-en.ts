/** English names: a conditional random field on Wikigold, with classes of words from raw news text. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { UserError } from "../../errors.ts";
import { readKnowledge } from "../../language/names/knowledge.ts";
import { tokens } from "../../language/names/tokens.ts";
import { sentences } from "../../language/sentences.ts";
import { rawFiles, rawSentences } from "../names/corpus.ts";
import { fitNames, OPTIONS, type TaggedSentence } from "../names/fit.ts";
import { know } from "../names/know.ts";
import type { LabelledExample, Recipe, TrainingJob } from "../recipe.ts";

const FILE = "ner/wikigold.jsonl.gz";
const TYPES: Readonly<Record<string, string>> = {
  person: "PER",
  organisation: "ORG",
  place: "LOC",
  event: "MISC",
  other: "MISC",
};

export const namesEn: Recipe = {
  task: "names-en",
  about: "people, organisations, places and other names in English text",
  kinds: ["crf"],
  async train(job) {
    const rows = [...taggedRows(job.data), ...corrections(job.examples)];
    const words = knowledgeBytes(job);
    const weights = fitNames(rows, readKnowledge(words), {
      ...OPTIONS,
      seed: job.seed,
      signal: job.signal,
      progress: (epoch, loss) => job.progress({ stage: "epochs", done: epoch, of: OPTIONS.epochs, loss }),
    });
    return {
      manifest: {
        name: "names-en",
        version: "1",
        task: "names-en",
        kind: "crf",
        languages: ["en"],
        trainedOn: [FILE.replace(".jsonl.gz", ""), ...rawFiles(job.data), "faker"].sort(),
        command: `npm run -s copytaster -- train names-en --data ../shared/data --seed ${job.seed}`,
      },
      files: { "weights.bin.gz": weights, "words.json.gz": words },
    };
  },
};

/** @throws UserError when the file is missing, or holds no names. */
export function taggedRows(data: string): TaggedSentence[] {
  const path = join(data, FILE);
  if (!existsSync(path))
    throw new UserError(
      { en: `There is no ${FILE} in ${data}`, zh: `${data} 中没有 ${FILE}` },
      { en: "Name the folder that has it with --data", zh: "请用 --data 指定包含该文件的文件夹" },
    );
  const rows = gunzipSync(readFileSync(path))
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TaggedSentence);
  if (!rows.some(({ tags }) => tags.some((tag) => tag !== "O")))
    throw new UserError(
      { en: `${FILE} has no names in it: nothing can be learnt`, zh: `${FILE} 中没有标注名称，无法学习` },
      {
        en: "Give rows with tokens and tags (I-PER, I-ORG, I-LOC, I-MISC, O)",
        zh: "请提供带 tokens 和 tags 的数据行",
      },
    );
  return rows;
}

/** What takes longest is kept in the job's own folder: a training of the same texts that was stopped goes on from there. */
function knowledgeBytes(job: TrainingJob): Uint8Array {
  const kept = join(job.work, `words-${fingerprint(job.data)}.json.gz`);
  if (existsSync(kept)) return readFileSync(kept);
  const file = know(rawSentences(job.data), (stage, done, of) => {
    job.signal.throwIfAborted();
    job.progress({ stage, done, of });
  });
  const bytes = gzipSync(JSON.stringify(file), { level: 9 });
  mkdirSync(job.work, { recursive: true });
  // Whole or not at all: half of it would be taken for the whole by the next one.
  writeFileSync(`${kept}.new`, bytes);
  renameSync(`${kept}.new`, kept);
  return bytes;
}

/** Of the texts that the words come from. */
function fingerprint(data: string): string {
  const hash = createHash("sha256");
  for (const file of rawFiles(data)) hash.update(file).update(readFileSync(join(data, `${file}.jsonl.gz`)));
  return hash.digest("hex").slice(0, 16);
}

/** A name that somebody marked in a text: its sentence, with that name alone; "none" says that it is no name. */
function corrections(examples: readonly LabelledExample[]): TaggedSentence[] {
  return examples.flatMap(({ text, label, start, end, language }) => {
    if (language !== "en" || start === undefined || end === undefined) return [];
    const sentence = sentences(text).find((span) => span.start <= start && end <= span.end);
    const type = TYPES[label];
    if (!sentence || (!type && label !== "none")) return [];
    const list = tokens(text, sentence.start, sentence.end);
    // Other names of the sentence are not known: only its marked words and their nearest neighbours are learnt from.
    const near = list.filter((token) => token.end > start - 30 && token.start < end + 30);
    return [
      {
        tokens: near.map((token) => token.text),
        tags: near.map((token) => (type && token.start >= start && token.end <= end ? `I-${type}` : "O")),
      },
    ];
  });
}
