/** What the numbers of a tone network mean. */

/** Tokens of a sentence that are read; longer ones are cut. */
export const TONE_STEPS = 64;

/** Kinds of text: what is flat in a review may be strong in a report. Each has its own number in the output, in this order. */
export const TONE_DOMAINS = ["news", "reviews", "social"] as const;

export type ToneDomain = (typeof TONE_DOMAINS)[number];

/**
 * −1 … 1 from the outputs [news, reviews, social, bad, good]: the domain's number; for reviews its mean with how sure the side is
 * (tanh(x ÷ 2) = 2σ(x) − 1).
 */
export function toneOf(outputs: ArrayLike<number>, domain: ToneDomain): number {
  const tone = Math.max(-1, Math.min(1, outputs[TONE_DOMAINS.indexOf(domain)] ?? 0));
  if (domain !== "reviews") return tone;
  return (tone + Math.tanh(((outputs[4] ?? 0) - (outputs[3] ?? 0)) / 2)) / 2;
}
