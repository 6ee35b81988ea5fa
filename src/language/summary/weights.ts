/** The trained weights of the summary ranker; what they were trained on stands in models/summary-ranker/card.md. */
import trained from "../../../models/summary-ranker/weights.json" with { type: "json" };
import { FEATURES } from "./features.ts";

export interface Ranker {
  /** In the order of FEATURES. */
  weights: readonly number[];
  /** How much it costs a sentence that all its terms were picked already. */
  caution: number;
}

/** Weights by the features' names: one that the file does not name weighs nothing. */
export function ranker(file: { weights: Readonly<Record<string, number>>; caution: number }): Ranker {
  return { weights: FEATURES.map((name) => file.weights[name] ?? 0), caution: file.caution };
}

export const RANKER: Ranker = ranker(trained);
