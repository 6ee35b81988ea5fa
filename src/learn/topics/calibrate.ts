/** Makes a classifier's probabilities hold: one temperature for all scores, the likeliest on texts held out (Guo et al., ICML 2017). */

/** `logits`: a row of scores for each text; `gold`: the right place in each. Golden section on the logarithm of the temperature. */
export function likeliestTemperature(logits: readonly ArrayLike<number>[], gold: readonly number[]): number {
  const loss = (log: number): number => {
    const t = Math.exp(log);
    let total = 0;
    for (const [i, row] of logits.entries()) {
      let most = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < row.length; c++) most = Math.max(most, t * (row[c] as number));
      let sum = 0;
      for (let c = 0; c < row.length; c++) sum += Math.exp(t * (row[c] as number) - most);
      total += most + Math.log(sum) - t * (row[gold[i] ?? 0] as number);
    }
    return total;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.05);
  let high = Math.log(50);
  for (let i = 0; i < 40; i++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
