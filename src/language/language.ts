/** Which language a text is in, by the weights that are shipped in models/language-id. */
import { fileURLToPath } from "node:url";
import { readCounts } from "./identify/counts.ts";
import { readFastText } from "./identify/fasttext.ts";
import { createIdentify, type Identified, type Identify } from "./identify/identify.ts";
import { openModel } from "./model-folder.ts";

/** The files of such a model: fastText's lid.176 as it was published, and our own counts. */
export const LANGUAGE_FILES = { fastText: "lid.176.ftz", counts: "ngrams.bin" } as const;

const SHIPPED = fileURLToPath(new URL("../../models/language-id", import.meta.url));
let shipped: Identify | undefined;

/**
 * The language of a text's first 1,000 UTF-16 units, with how sure. "und" for code, addresses, numbers and signs, and for words too few to
 * tell by. The weights are read at the first call. @throws UserError where they cannot be read, or are not those that were shipped.
 */
export function identifyLanguage(text: string): Identified {
  shipped ??= loadIdentify(SHIPPED);
  return shipped(text);
}

/** From another folder, as `eval` does. @throws UserError as above. */
export function loadIdentify(path: string): Identify {
  const model = openModel(path);
  return createIdentify(
    readFastText(model.read(LANGUAGE_FILES.fastText)),
    readCounts(model.read(LANGUAGE_FILES.counts)),
  );
}

/** BCP 47 primary tag: "en", "zh" (however it is written, Cantonese too), "nb" … or "und". */
export function language(text: string): string {
  const { tag } = identifyLanguage(text);
  return tag === "yue" ? "zh" : tag.replace(/-.*/, "");
}
