/** What several mentions of one name say together. */
import type { Judgement, Towards } from "../../types.ts";

/** The mean score; the label that the mentions are surest of; its mean confidence. Undefined of none. */
export function overall(found: readonly Towards[]): Judgement | undefined {
  if (found.length === 0) return undefined;
  const mean = (of: (one: Towards) => number) => found.reduce((sum, one) => sum + of(one), 0) / found.length;
  const votes = (label: Judgement["label"]) => mean((one) => (one.label === label ? one.confidence : 0));
  const [label = "neutral"] = (["neutral", "positive", "negative"] as const).toSorted(
    (a, b) => votes(b) - votes(a),
  );
  return { score: mean(({ score }) => score), label, confidence: votes(label) };
}
