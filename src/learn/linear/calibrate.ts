/** Fits what turns a plain score into chances, on scores of texts that the model had not learnt from. */
import type { Calibration, Label } from "../../language/sentiment/calibration.ts";
import { logistic } from "./fit.ts";
import { rowBuilder } from "./rows.ts";

/** Platt's two curves (Platt 1999), one for each side; shifts and slopes are free, a slope never turns round. */
export function calibrate(scores: readonly number[], labels: readonly Label[]): Calibration {
  const side = (label: Label): [number, number] => {
    const builder = rowBuilder();
    for (const score of scores) {
      builder.add(0, score);
      builder.end();
    }
    const targets = Float64Array.from(labels, (one) => (one === label ? 1 : 0));
    const { weights, bias } = logistic(builder.rows(1), targets, { l2: 1e-6, steps: 100 });
    return [weights[0] ?? 0, bias];
  };
  const [up, upShift] = side("positive");
  const [down, downShift] = side("negative");
  return { positive: [Math.max(0.05, up), upShift], negative: [Math.min(-0.05, down), downShift] };
}

/** The temperature (Guo et al. 2017) that makes one-against-rest log-odds the likeliest; searched, for there is only one number. */
export function temperature(logits: readonly (readonly number[])[], gold: readonly number[]): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let step = -20; step <= 40; step++) {
    const t = 2 ** (step / 10);
    let loss = 0;
    logits.forEach((row, n) => {
      const top = Math.max(...row);
      const sum = row.reduce((all, x) => all + Math.exp((x - top) / t), 0);
      loss += Math.log(sum) - ((row[gold[n] ?? 0] ?? 0) - top) / t;
    });
    if (loss < least) [least, best] = [loss, t];
  }
  return best;
}
