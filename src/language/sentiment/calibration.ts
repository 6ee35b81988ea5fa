/** From a model's plain score to a score for people, a label, and how sure it is. */

export type Label = "negative" | "neutral" | "positive";

/** Two logistic curves over the plain score, fitted on texts that the model had not seen: slope and shift of P(positive) and of P(negative). */
export interface Calibration {
  positive: readonly [slope: number, shift: number];
  negative: readonly [slope: number, shift: number];
}

export interface Judged {
  /** −1 … 1 */
  score: number;
  label: Label;
  /** Probability that the label is right, 0 … 1. */
  confidence: number;
}

const curve = (x: number): number => 1 / (1 + Math.exp(-x));

/** Chances of the three labels; they add up to 1. */
export function chances(plain: number, { positive, negative }: Calibration): Record<Label, number> {
  const up = curve(positive[0] * plain + positive[1]);
  const down = curve(negative[0] * plain + negative[1]);
  const rest = Math.max(0.02, 1 - up - down);
  const sum = up + down + rest;
  return { negative: down / sum, neutral: rest / sum, positive: up / sum };
}

/** The likeliest label. */
export function judge(plain: number, calibration: Calibration): Judged {
  const all = chances(plain, calibration);
  const label: Label =
    all.positive >= all.negative
      ? all.positive >= all.neutral
        ? "positive"
        : "neutral"
      : all.negative >= all.neutral
        ? "negative"
        : "neutral";
  return { score: Math.tanh(plain / 2), label, confidence: all[label] };
}
