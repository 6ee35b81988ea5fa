/**
 * What is to be expected of a series at each place of the week: its level × the shape of the week, and only as much of a daily cycle, of
 * days and of single hours of its own as its past bears out (each ratio is shrunk by empirical Bayes; Efron & Morris 1975, and for the harmonics the
 * same). Old weeks weigh less; what was a burst in the past is cut down first, so that it does not teach the week to expect one.
 */

/** Steps of a day: 24 for hours, 1 where only dates are known. A week has seven times as many places. */
export type StepsADay = 24 | 1;

export interface Season {
  stepsADay: StepsADay;
  /** Counts to be expected, by place of the week; never 0. */
  expected: Float64Array;
  /** Squared coefficient of variation of the expectation: how little is known of it. */
  doubt: number;
  /** For the dispersion over all series: Σ((y − μ)² − μ) and Σ μ². */
  excess: number;
  square: number;
}

export interface Past {
  counts: ArrayLike<number>;
  /** The first step that is not known yet; all are when unset. */
  end?: number;
  /** Place of the week of counts[0]. */
  place: number;
  stepsADay: StepsADay;
  /** Shape of the week by place, mean 1 (that of all stories together); flat when unset. */
  shape?: ArrayLike<number> | undefined;
  /** Days after which the past weighs half. */
  halfLife?: number;
  /** What the counts vary more than Poisson's, as known before: 1/k. */
  dispersion?: number;
}

const usualHalfLife = 28;
const harmonics = 3;
const usualDispersion = 0.1;
/** In a series without a past this much was seen: half a mention. */
const prior = 0.5;

export function fitSeason(past: Past): Season {
  const { counts, stepsADay } = past;
  const n = Math.min(past.end ?? counts.length, counts.length);
  const places = 7 * stepsADay;
  const dispersion = past.dispersion ?? usualDispersion;
  const weights = new Float64Array(n);
  const decay = 0.5 ** (1 / ((past.halfLife ?? usualHalfLife) * stepsADay));
  for (let i = n - 1, weight = 1; i >= 0; i--, weight *= decay) weights[i] = weight;
  const whole = Float64Array.from({ length: n }, (_, i) => counts[i] ?? 0);
  let kept: Float64Array = whole;
  let expected: Float64Array = new Float64Array(places);
  for (let round = 0; round < 2; round++) {
    expected = shapeOf(kept, weights, past, places, dispersion);
    if (round === 0) {
      kept = whole.map((count, i) => {
        const mean = expected[(past.place + i) % places] ?? 0;
        return Math.min(count, mean + 4 * Math.sqrt(mean + dispersion * mean * mean) + 1);
      });
    }
  }
  let [excess, square, total, seen, squares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const mean = expected[(past.place + i) % places] ?? 0;
    const weight = weights[i] ?? 0;
    excess += weight * (((kept[i] ?? 0) - mean) ** 2 - mean);
    square += weight * mean * mean;
    total += weight * (kept[i] ?? 0);
    seen += weight;
    squares += weight * weight;
  }
  const effective = squares > 0 ? (seen * seen) / squares : 0;
  const doubt =
    1 / (prior + (seen > 0 ? (total / seen) * effective : 0)) + dispersion / Math.max(1, effective);
  return { stepsADay, expected, doubt, excess, square };
}

function shapeOf(
  counts: Float64Array,
  weights: Float64Array,
  { place, stepsADay, shape }: Past,
  places: number,
  dispersion: number,
): Float64Array {
  const seen = new Float64Array(places);
  const base = new Float64Array(places);
  const squares = new Float64Array(places);
  for (let i = 0; i < counts.length; i++) {
    const at = (place + i) % places;
    const weight = weights[i] ?? 0;
    seen[at] = (seen[at] ?? 0) + weight * (counts[i] ?? 0);
    base[at] = (base[at] ?? 0) + weight;
    squares[at] = (squares[at] ?? 0) + weight * weight;
  }
  const expected = Float64Array.from({ length: places }, (_, at) => shape?.[at] ?? 1);
  let [all, most] = [0, 0];
  for (let at = 0; at < places; at++) {
    all += seen[at] ?? 0;
    most += (base[at] ?? 0) * (expected[at] ?? 0);
  }
  const level = (all + prior) / (most + 1e-9 + (most > 0 ? 0 : 1));
  for (let at = 0; at < places; at++) expected[at] = (expected[at] ?? 0) * level;

  /** Observed ÷ expected of the places that `group` puts together, with the variance of that ratio. */
  const ratios = (group: (at: number) => number, size: number) => {
    const [o, e, v] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (let at = 0; at < places; at++) {
      const g = group(at);
      const mean = expected[at] ?? 0;
      o[g] = (o[g] ?? 0) + (seen[at] ?? 0);
      e[g] = (e[g] ?? 0) + (base[at] ?? 0) * mean;
      v[g] = (v[g] ?? 0) + (squares[at] ?? 0) * (mean + dispersion * mean * mean);
    }
    return Array.from({ length: size }, (_, g) => {
      const mean = e[g] ?? 0;
      return mean > 0
        ? { ratio: (o[g] ?? 0) / mean, variance: (v[g] ?? 0) / (mean * mean) }
        : { ratio: 1, variance: Number.POSITIVE_INFINITY };
    });
  };
  const apply = (group: (at: number) => number, factors: ArrayLike<number>) => {
    for (let at = 0; at < places; at++) expected[at] = (expected[at] ?? 0) * (factors[group(at)] ?? 1);
  };
  const ofDay = (at: number) => Math.floor(at / stepsADay);
  const ofHour = (at: number) => at % stepsADay;
  const weekend = (at: number) => (ofDay(at) >= 5 ? 1 : 0);
  if (stepsADay > 1) apply(ofHour, cycle(ratios(ofHour, stepsADay)));
  apply(weekend, shrunk(ratios(weekend, 2)));
  if (stepsADay > 1) apply(ofHour, shrunk(ratios(ofHour, stepsADay)));
  apply(ofDay, shrunk(ratios(ofDay, 7)));
  apply((at) => at, shrunk(ratios((at) => at, places)));
  return expected;
}

interface Ratio {
  ratio: number;
  variance: number;
}

/** The first harmonics of the day, each as far as it stands out of the noise. */
function cycle(found: readonly Ratio[]): number[] {
  const size = found.length;
  const known = found.filter(({ variance }) => Number.isFinite(variance));
  const noise = known.reduce((sum, { variance }) => sum + variance, 0) / Math.max(1, known.length);
  const factors = new Array<number>(size).fill(1);
  for (let order = 1; order <= harmonics; order++) {
    let [a, b] = [0, 0];
    found.forEach(({ ratio }, at) => {
      a += ((ratio - 1) * Math.cos((2 * Math.PI * order * at) / size) * 2) / size;
      b += ((ratio - 1) * Math.sin((2 * Math.PI * order * at) / size) * 2) / size;
    });
    const power = a * a + b * b;
    const share = power > 0 ? Math.max(0, 1 - (4 * noise) / size / power) : 0;
    for (let at = 0; at < size; at++)
      factors[at] =
        (factors[at] ?? 1) +
        share *
          (a * Math.cos((2 * Math.PI * order * at) / size) + b * Math.sin((2 * Math.PI * order * at) / size));
  }
  return factors.map((factor) => Math.max(0.05, factor));
}

/** Ratios drawn towards 1 by as much of their scatter as chance explains. */
function shrunk(found: readonly Ratio[]): number[] {
  let [scatter, weight] = [0, 0];
  for (const { ratio, variance } of found) {
    if (!Number.isFinite(variance)) continue;
    const w = 1 / (variance + 0.01);
    scatter += w * ((ratio - 1) ** 2 - variance);
    weight += w;
  }
  const real = weight > 0 ? Math.max(0, scatter / weight) : 0;
  return found.map(({ ratio, variance }) =>
    Number.isFinite(variance) && real > 0 ? Math.max(0.02, 1 + ((ratio - 1) * real) / (real + variance)) : 1,
  );
}
