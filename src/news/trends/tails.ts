/** Exact tails of counts: Poisson, and the negative binomial for counts that vary more. */

/** Lanczos' approximation with g = 7 and nine terms (Lanczos 1964; the coefficients are Godfrey's, 2001): about 1e-15 relative for x > 0. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = lanczos[0] ?? 0;
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] ?? 0) / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * ln P(X = count). `mean` > 0; `dispersion` is 1/k of the negative binomial with variance mean + dispersion·mean² (0: Poisson).
 */
export function logProbability(count: number, mean: number, dispersion: number): number {
  if (count < 0) return Number.NEGATIVE_INFINITY;
  if (dispersion <= 1e-9) return count * Math.log(mean) - mean - logGamma(count + 1);
  const k = 1 / dispersion;
  return (
    logGamma(count + k) -
    logGamma(k) -
    logGamma(count + 1) -
    k * Math.log1p(mean / k) -
    count * Math.log1p(k / mean)
  );
}

/**
 * P(X ≥ count), 0 … 1: the terms are added up from the smaller side, each from the last by the distribution's recurrence, so that a
 * tail of 1e-40 is as exact as one of .4 (Johnson, Kemp & Kotz 2005, §5.4: no cancellation).
 */
export function upperTail(count: number, mean: number, dispersion = 0): number {
  if (count <= 0) return 1;
  if (!(mean > 0)) return 0;
  const poisson = dispersion <= 1e-9;
  const k = poisson ? 0 : 1 / dispersion;
  const q = poisson ? 0 : mean / (mean + k);
  /** P(X = x + 1) ÷ P(X = x). */
  const ratio = (x: number) => (poisson ? mean / (x + 1) : (q * (x + k)) / (x + 1));
  if (count > mean) {
    let term = Math.exp(logProbability(count, mean, dispersion));
    let sum = term;
    for (let x = count; term > sum * 1e-17; x++) {
      term *= ratio(x);
      sum += term;
    }
    return Math.min(1, sum);
  }
  let term = Math.exp(logProbability(count - 1, mean, dispersion));
  let below = term;
  for (let x = count - 2; x >= 0 && term > below * 1e-17; x--) {
    term /= ratio(x);
    below += term;
  }
  return Math.max(0, 1 - below);
}

/** The smallest count whose `upperTail` beyond it is at most `share`: the upper edge of a band. */
export function upperQuantile(share: number, mean: number, dispersion = 0): number {
  let [low, high] = [0, Math.max(4, Math.ceil(mean * 2))];
  while (upperTail(high + 1, mean, dispersion) > share) high *= 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (upperTail(middle + 1, mean, dispersion) > share) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smallest count that is not undercut by more than `share`: the lower edge of a band. */
export function lowerQuantile(share: number, mean: number, dispersion = 0): number {
  let [low, high] = [0, Math.ceil(mean)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // P(X ≤ middle)
    if (1 - upperTail(middle + 1, mean, dispersion) <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}
