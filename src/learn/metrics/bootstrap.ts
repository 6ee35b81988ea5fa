/** Intervals and significance by resampling (Efron & Tibshirani 1993; for system comparison Koehn 2004). Seeded. */

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const ROUNDS = 1_000;

/** 95% percentile interval of a statistic of n rows: it is given the places of the rows drawn (with repeats). */
export function interval(
  n: number,
  statistic: (places: Uint32Array) => number,
  seed: number,
  rounds = ROUNDS,
): [low: number, high: number] {
  if (n === 0) return [Number.NaN, Number.NaN];
  const next = random(seed);
  const places = new Uint32Array(n);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < n; i++) places[i] = Math.floor(next() * n);
    const value = statistic(places);
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** 95% interval of a mean. */
export function meanInterval(
  values: readonly number[],
  seed: number,
  rounds = ROUNDS,
): [low: number, high: number] {
  return interval(
    values.length,
    (places) => {
      let total = 0;
      for (const place of places) total += values[place] ?? 0;
      return total / places.length;
    },
    seed,
    rounds,
  );
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

/**
 * Two-sided p of "both systems are alike", for scores of the same rows: twice the share of resamples in which the mean difference has the
 * other sign. At least 1 / rounds, for no more can be seen.
 */
export function pairedP(a: readonly number[], b: readonly number[], seed: number, rounds = 5_000): number {
  if (a.length !== b.length)
    throw new Error(`paired scores must be of the same rows: ${a.length} and ${b.length}`);
  const differences = a.map((value, i) => value - (b[i] ?? 0));
  const observed = mean(differences);
  if (differences.length === 0 || observed === 0) return 1;
  const next = random(seed);
  let contrary = 0;
  for (let round = 0; round < rounds; round++) {
    let total = 0;
    for (let i = 0; i < differences.length; i++)
      total += differences[Math.floor(next() * differences.length)] ?? 0;
    if (observed > 0 ? total <= 0 : total >= 0) contrary++;
  }
  return Math.min(1, Math.max(1, contrary * 2) / rounds);
}
