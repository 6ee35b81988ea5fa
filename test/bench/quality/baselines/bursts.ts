/** Burst detectors to compare with: what is usually done in a few lines. */
import { hours, scoredFrom, WEEK } from "../bursts/simulator.ts";

const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** Three standard deviations above the mean of everything before. */
export function z3(counts: readonly number[]): number[] {
  const alarmed: number[] = [];
  let [sum, squares] = [0, 0];
  counts.forEach((count, hour) => {
    const middle = sum / Math.max(1, hour);
    const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, hour) - middle * middle));
    if (hour >= scoredFrom && count >= middle + 3 * deviation) alarmed.push(hour);
    sum += count;
    squares += count * count;
  });
  return alarmed;
}

/**
 * Four standard deviations above the mean of the same hour of the week. Four or five values give no standard deviation of their own worth the
 * name: it is that of all hours about their own means, in proportion to the mean's root (Pearson residuals).
 */
export function z4SameHour(counts: readonly number[]): number[] {
  const alarmed: number[] = [];
  const before = (hour: number) => {
    const values: number[] = [];
    for (let past = hour - WEEK; past >= 0; past -= WEEK) values.push(counts[past] ?? 0);
    return values;
  };
  const residuals: number[] = [];
  for (let hour = WEEK; hour < hours; hour++) {
    const middle = mean(before(hour));
    const root = Math.sqrt(middle + 1);
    if (hour >= scoredFrom) {
      const deviation = root * Math.sqrt(mean(residuals));
      if ((counts[hour] ?? 0) >= middle + 4 * deviation) alarmed.push(hour);
    }
    residuals.push((((counts[hour] ?? 0) - middle) / root) ** 2);
  }
  return alarmed;
}

/**
 * Kleinberg's two states (2003) over the mean of the same hour of the day and kind of day, Poisson, by Viterbi over the whole series: it sees the
 * future, which a newsroom does not. `times` and `cost` are his s and γ, chosen for it on seeds that are not scored.
 */
export function seasonalKleinberg(counts: readonly number[], times = 5, cost = 1.5): number[] {
  const place = (hour: number) => (hour % 24) + (Math.floor(hour / 24) % 7 >= 5 ? 24 : 0);
  const sums = new Float64Array(48);
  const days = new Float64Array(48);
  counts.forEach((count, hour) => {
    sums[place(hour)] = (sums[place(hour)] ?? 0) + count;
    days[place(hour)] = (days[place(hour)] ?? 0) + 1;
  });
  const price = cost * Math.log(counts.length);
  let costs = [0, price];
  const came: [number, number][] = [];
  counts.forEach((count, hour) => {
    const rate = ((sums[place(hour)] ?? 0) + 0.5) / (days[place(hour)] ?? 1);
    const calm = rate - count * Math.log(rate);
    const burst = times * rate - count * Math.log(times * rate);
    const [a = 0, b = 0] = costs;
    came.push([b < a ? 1 : 0, a + price < b ? 0 : 1]);
    costs = [Math.min(a, b) + calm, Math.min(a + price, b) + burst];
  });
  const alarmed: number[] = [];
  let state = (costs[1] ?? 0) < (costs[0] ?? 0) ? 1 : 0;
  for (let hour = counts.length - 1; hour >= 0; hour--) {
    if (state === 1 && hour >= scoredFrom) alarmed.unshift(hour);
    state = came[hour]?.[state as 0 | 1] ?? 0;
  }
  return alarmed;
}

/**
 * No detector but the ceiling of the simulation: the forward filter of ours, told each hour's true rate, the true dispersion and how strong
 * the burst is. What it misses, chance hides.
 */
export function toldTheRates(counts: readonly number[], means: readonly number[], times: number): number[] {
  const alarmed: number[] = [];
  const k = 10;
  let sure = 0;
  let up = false;
  for (let hour = scoredFrom; hour < hours; hour++) {
    const mean = means[hour] ?? 0;
    const count = counts[hour] ?? 0;
    const burst = sure * (1 - 1 / 8) + (1 - sure) / 1100;
    const weight =
      burst * Math.exp(count * Math.log(times) - (count + k) * Math.log((k + times * mean) / (k + mean)));
    sure = weight / (weight + 1 - burst);
    up = sure > (up ? 0.3 : 0.7);
    if (up) alarmed.push(hour);
  }
  return alarmed;
}
