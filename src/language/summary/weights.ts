/** The trained weights of the summary ranker, read by their hash; what they were trained on stands on their card. */
import { fileURLToPath } from "node:url";
import { type ModelFolder, openModel } from "../model-folder.ts";
import { FEATURES } from "./features.ts";

export interface Ranker {
  /** In the order of FEATURES. */
  weights: readonly number[];
  /** How much it costs a sentence that all its terms were picked already. */
  caution: number;
}

/** As it is written: weights by the features' names. */
export interface RankerFile {
  weights: Readonly<Record<string, number>>;
  caution: number;
}

/** `folds`: for evaluation on the training data alone, each set of weights fitted without a fifth of the articles. */
export const RANKER_FILES = { weights: "weights.json", folds: "folds.json" } as const;

const SHIPPED = fileURLToPath(new URL("../../../models/summary-ranker", import.meta.url));

/** The weights that summaries are made with. Read at the first summary. @throws UserError for a file that is not the one of the manifest. */
export const shippedRanker = once((folder) => ranker(json(folder, RANKER_FILES.weights) as RankerFile));

/** One for each fold of `foldOfText`: it saw no article of that fold. */
export const foldRankers = once((folder) =>
  (json(folder, RANKER_FILES.folds) as { folds: RankerFile[] }).folds.map(ranker),
);

/** "summary-ranker 1 (a1b2c3d4)", for `madeBy`. */
export const rankerLabel = once(({ label }) => label);

/** A feature that the file does not name weighs nothing. */
function ranker(file: RankerFile): Ranker {
  return { weights: FEATURES.map((name) => file.weights[name] ?? 0), caution: file.caution };
}

function json(folder: ModelFolder, file: string): unknown {
  return JSON.parse(folder.read(file).toString());
}

function once<T>(read: (folder: ModelFolder) => T): () => T {
  let kept: { value: T } | undefined;
  return () => {
    kept ??= { value: read(openModel(SHIPPED)) };
    return kept.value;
  };
}
