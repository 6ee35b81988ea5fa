/** Burst detectors to compare with: what is usually done in a few lines. */
import { hours, k, scoredFrom, WEEK } from "../bursts/simulator.ts";

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
 * Four standard deviations above the mean of the same hour of the week and the hours beside it (four weeks give no more than four values of an hour
 * alone). The deviation is a negative binomial's, with the simulation's own k, and half a mention is added to the mean: the best of some thirty
 * readings that were tried, of a rule that leaves both open.
 */
export function z4SameHour(counts: readonly number[]): number[] {
  const alarmed: number[] = [];
  for (let hour = scoredFrom; hour < hours; hour++) {
    const before: number[] = [];
    for (let past = hour - WEEK; past > 0; past -= WEEK)
      for (const near of [past - 1, past, past + 1]) before.push(counts[near] ?? 0);
    const middle = mean(before);
    const rate = middle + 0.5;
    if ((counts[hour] ?? 0) >= middle + 4 * Math.sqrt(rate + (rate * rate) / k)) alarmed.push(hour);
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
