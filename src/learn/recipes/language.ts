/** Language identification: fastText's published lid.176, and our own n-gram counts over the Universal Declaration of Human Rights. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../errors.ts";
import { countNgrams } from "../../language/identify/counts.ts";
import { LANGUAGE_FILES } from "../../language/language.ts";
import type { Recipe } from "../recipe.ts";

/** N-grams seen less often say more of the text than of its language. */
export const LEAST_SEEN = 3;

const TEXTS = "language/udhr.jsonl.gz";
const FASTTEXT = "models/lid.176.ftz";

export const languageRecipe: Recipe = {
  task: "language",
  about: "which language a text is in: lid.176 beside n-gram counts of 63 languages",
  kinds: ["blend"],
  async train({ data, seed, kind, progress, signal }) {
    const texts = declaration(data);
    signal.throwIfAborted();
    progress({ stage: "n-grams", done: 0, of: texts.length });
    const counts = countNgrams(texts, LEAST_SEEN);
    progress({ stage: "n-grams", done: texts.length, of: texts.length });
    return {
      manifest: {
        name: "language-id",
        version: "1",
        task: "language",
        kind,
        languages: [...new Set(texts.map(({ language }) => language))].sort(),
        trainedOn: ["udhr", "lid.176"],
        command: `npm run -s copytaster -- train language --data ../shared/data --seed ${seed}`,
      },
      files: { [LANGUAGE_FILES.counts]: counts, [LANGUAGE_FILES.fastText]: read(data, FASTTEXT) },
    };
  },
};

/** Paragraphs with their language's primary tag. @throws UserError where they are missing, or of one language. */
export function declaration(data: string): { language: string; text: string }[] {
  const texts = gunzipSync(read(data, TEXTS))
    .toString()
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { lang, text } = JSON.parse(line) as { lang: string; text: string };
      return { language: lang.replace(/-.*/, ""), text };
    });
  if (new Set(texts.map(({ language }) => language)).size < 2)
    throw new UserError(
      { en: `${TEXTS} has fewer than two languages`, zh: `${TEXTS} 中的语言少于两种` },
      {
        en: "Give more languages: one JSON object {lang, text} a line",
        zh: "请提供更多语言：每行一个 {lang, text}",
      },
    );
  return texts;
}

function read(data: string, file: string): Buffer {
  try {
    return readFileSync(join(data, file));
  } catch (cause) {
    throw new UserError(
      { en: `${file} is not in ${data}`, zh: `${data} 中没有 ${file}` },
      { en: "Name the folder that has it: --data DIR", zh: "请指定包含该文件的文件夹：--data DIR" },
      { cause },
    );
  }
}
