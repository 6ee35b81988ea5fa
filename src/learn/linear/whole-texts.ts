/** Fits how the tone of a whole text follows from its sentences: on editorials, whose sentences people rated one by one. */
import type { Label } from "../../language/sentiment/calibration.ts";
import { meanOf, stretch, type WholeTexts } from "../../language/sentiment/whole.ts";
import { mean } from "../metrics/bootstrap.ts";
import { calibrate } from "./calibrate.ts";
import { REACH } from "./english-data.ts";
import type { HeldOut } from "./english-model.ts";

const EDITORIALS = "nyt_editorial_valence";
/** Of fewer rated sentences a text's mean is too unsure. */
const LEAST = 6;

const logOdds = (target: number): number => Math.log(target / (1 - target));
/** As for sentences: a mean of raters within ±.5 of −4 … 4 is neutral. */
const EDGE = logOdds(0.5 + 0.5 / REACH);

const TURNED: Readonly<Record<Label, Label>> = {
  positive: "negative",
  neutral: "neutral",
  negative: "positive",
};

/**
 * `held`: scored by weights that had not seen them. A text's rating is the mean of its sentences', stretched as its score is. Editorials blame
 * more than they praise, which is no rule for other news: each text stands a second time with everything turned round.
 */
export function wholeTexts(held: readonly HeldOut[]): WholeTexts {
  const rows = held.filter(({ example }) => example.set === EDITORIALS);
  const texts = [...Map.groupBy(rows, ({ example }) => example.group).values()].filter(
    ({ length }) => length >= LEAST,
  );
  const neutral = rows.filter(({ example }) => example.label === "neutral").map(({ plain }) => plain);
  const nought = neutral.sort((a, b) => a - b)[neutral.length >> 1] ?? 0;
  const variances = variancesOf(texts.map((text) => text.map(({ example }) => logOdds(example.target))));
  const plains = texts.map(
    (text) => (meanOf(text.map(({ plain }) => plain)) - nought) * stretch(text.length, variances),
  );
  const labels = texts.map((text): Label => {
    const rating = mean(text.map(({ example }) => logOdds(example.target))) * stretch(text.length, variances);
    return rating > EDGE ? "positive" : rating < -EDGE ? "negative" : "neutral";
  });
  const curves = calibrate(
    [...plains, ...plains.map((plain) => -plain)],
    [...labels, ...labels.map((label) => TURNED[label])],
  );
  return { nought, ...variances, ...curves };
}

/** Analysis of variance with one factor, groups of unequal size (Searle 1971, §9). */
function variancesOf(groups: readonly (readonly number[])[]): { within: number; among: number } {
  const n = groups.reduce((sum, { length }) => sum + length, 0);
  const whole = mean(groups.flat());
  let inside = 0;
  let between = 0;
  let squares = 0;
  for (const group of groups) {
    const own = mean(group);
    for (const value of group) inside += (value - own) ** 2;
    between += group.length * (own - whole) ** 2;
    squares += group.length ** 2;
  }
  const k = groups.length;
  const within = inside / (n - k);
  const size = (n - squares / n) / (k - 1);
  return { within, among: Math.max(0, (between / (k - 1) - within) / size) };
}
