/** What the numbers of a tone network mean. */

/** Tokens of a sentence that are read; longer ones are cut. */
export const TONE_STEPS = 64;

/**
 * −1 … 1 from the three outputs [tone, bad, good]: the mean of the number and of how sure the side is (tanh(x ÷ 2) = 2σ(x) − 1).
 */
export function toneOf(outputs: ArrayLike<number>): number {
  const [tone = 0, bad = 0, good = 0] = [outputs[0], outputs[1], outputs[2]];
  return (Math.max(-1, Math.min(1, tone)) + Math.tanh((good - bad) / 2)) / 2;
}
