/** From a mean over a text's sentences to what is said of the text. */
import { type Calibration, type Judged, judge } from "./calibration.ts";

/** How sentences and texts vary, and what a text's mean is worth: fitted on texts whose sentences people rated. Log-odds. */
export interface WholeTexts extends Calibration {
  /** The plain score of what people call neutral. */
  nought: number;
  /** Variance of people's ratings about their text's mean, and of these means among texts. */
  within: number;
  among: number;
}

/** What a flat sentence counts beside one that leaves no doubt: a text that says one terrible thing among nine plain ones is not flat. */
const FLAT = 0.25;

/** The mean of plain scores, strong ones counting more; 0 of none. */
export function meanOf(plains: readonly number[]): number {
  let sum = 0;
  let all = 0;
  for (const plain of plains) {
    const weight = FLAT + Math.abs(Math.tanh(plain / 2));
    sum += weight * plain;
    all += weight;
  }
  return all > 0 ? sum / all : 0;
}

/** By so much a mean of `n` sentences is stretched, so that texts spread over the scale as sentences do: 1 for one sentence, about 2 for ten. */
export function stretch(n: number, { within, among }: Pick<WholeTexts, "within" | "among">): number {
  return Math.sqrt((within + among) / (within / n + among));
}

/** Of a text of `n` sentences with this mean. */
export function judgeWhole(mean: number, n: number, texts: WholeTexts): Judged {
  return judge((mean - texts.nought) * stretch(n, texts), texts);
}
