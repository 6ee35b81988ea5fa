/**
 * When does a series say far more than its week lets expect? Causal: what is said of an hour rests on that hour and what was before it.
 *
 * Each hour's count is weighed under two states, "as usual" and "a burst" (the two-state model of Kleinberg 2003, its rates tied to the hour of
 * the week, its counts negative binomial); the forward filter gives how sure the burst is by now. An alarm needs that, an exact tail that
 * holds under a false discovery rate over all series of the hour, a smallest count, and two of three hours above what is usual.
 */
import { discoveryLimit } from "./discovery.ts";
import { fitSeason, type Season, type StepsADay } from "./season.ts";
import { upperTail } from "./tails.ts";
import { createVolume, type OwnVolume } from "./volume.ts";

export interface Counted {
  key: string;
  /** One count a step, all series from the same step on. */
  counts: ArrayLike<number>;
}

export interface WatchRequest {
  series: readonly Counted[];
  /** Place of the week of the first step: hours (or days) since Monday. */
  place: number;
  stepsADay: StepsADay;
  /** The first step that is judged; what is before only teaches. */
  from: number;
  /**
   * All stories by step, whatever they say: gives the week its shape, and where twice as many come in as usual (new sources, a feed that was
   * away) twice as much is expected. The sum of the series, for the shape alone, when unset.
   */
  total?: ArrayLike<number>;
  /** Series that were looked at and left out as too small to be anything: they count for the false discovery rate. */
  others?: number;
}

export interface Alarm {
  /** Step of the alarm, and the step where the burst most likely began (never after it). */
  at: number;
  began: number;
  /** The last step of it that was seen. */
  until: number;
  /** Count, expectation and exact tail over `began` … `at`. */
  count: number;
  expected: number;
  p: number;
  /** 0 … 1, the highest that the filter became. */
  sure: number;
}

export interface Watched {
  key: string;
  /** From `from` on. */
  expected: Float64Array;
  /** 1/k of the negative binomial, the doubt about the expectation in it. */
  dispersion: Float64Array;
  sure: Float64Array;
  alarms: readonly Alarm[];
}

/** Chosen on simulated series of other seeds than those that are scored (test/bench/quality/tasks/bursts.ts). */
const on = 0.75;
const off = 0.3;
const falseDiscoveryRate = 0.1;
const leastCount = 3;
const above = 1.3;
/** So sure that nobody waits for a second hour. */
const certain = 0.999;
const multiples = [2, 3, 5, 10];
const longest = 12;
/** How many steps a burst lasts, and how many lie between two of one series. */
const usual = { 24: { lasts: 8, apart: 1100 }, 1: { lasts: 4, apart: 300 } } as const;
/** Where too little is counted to know how much a series varies, it is taken to vary as all do: Σ μ² that this knowledge is worth. */
const shared = 300;
const leastDispersion = 0.001;

interface State {
  counted: Counted;
  season: Season | undefined;
  /** The step before which it has learnt. */
  fitted: number;
  volume: OwnVolume;
  spread: number;
  calm: number;
  bursting: number[];
  alarm: Alarm | undefined;
  alarms: Alarm[];
  expected: Float64Array;
  dispersion: Float64Array;
  sure: Float64Array;
}

/** As `watch`, in steps that a caller may breathe between. */
export function* watching(request: WatchRequest): Generator<void, readonly Watched[]> {
  const { series, from, stepsADay, place } = request;
  const places = 7 * stepsADay;
  const steps = series.reduce((most, one) => Math.max(most, one.counts.length), 0);
  const total = request.total ?? sums(series, steps);
  const judged = Math.max(0, steps - from);
  const states: State[] = series.map((counted) => ({
    counted,
    season: undefined,
    fitted: 0,
    volume: { counts: [], means: [], count: 0, mean: 0 },
    spread: 0,
    calm: 1,
    bursting: multiples.map(() => 0),
    alarm: undefined,
    alarms: [],
    expected: new Float64Array(judged),
    dispersion: new Float64Array(judged),
    sure: new Float64Array(judged),
  }));
  const volume = createVolume(request, total);
  for (let step = from; step < steps; step++) {
    if ((step - from) % stepsADay === 0) volume.learnt(yield* learn(states, total, step, request));
    volume.step(step);
    const suspects: { state: State; best: Omit<Alarm, "at" | "until" | "sure"> }[] = [];
    for (const state of states) {
      const at = step - from;
      const usualMean = state.season?.expected[(place + step) % places] ?? 1;
      const count = state.counted.counts[step] ?? 0;
      const mean = usualMean * volume.factor(state.volume, count, usualMean);
      state.expected[at] = mean;
      state.dispersion[at] = state.spread;
      state.sure[at] = weigh(state, count, mean, usual[stepsADay]);
      if ((state.sure[at] ?? 0) > off) suspects.push({ state, best: bestWindow(state, step, from) });
      else state.alarm = undefined;
    }
    const limit = discoveryLimit(
      suspects.map(({ best }) => best.p),
      falseDiscoveryRate,
      series.length + (request.others ?? 0),
    );
    for (const { state, best } of suspects) judge(state, step, from, best, limit);
    yield;
  }
  return states.map(({ counted, expected, dispersion, sure, alarms }) => ({
    key: counted.key,
    expected,
    dispersion,
    sure,
    alarms,
  }));
}

/** Every series judged step by step, as it would have been at the time. */
export function watch(request: WatchRequest): readonly Watched[] {
  const steps = watching(request);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Once a day every series learns from all that is past. */
function* learn(
  states: readonly State[],
  total: ArrayLike<number>,
  step: number,
  { place, stepsADay }: WatchRequest,
): Generator<void, Season> {
  const whole = fitSeason({ counts: total, end: step, place, stepsADay, dispersion: 0.01 });
  const mean = whole.expected.reduce((sum, one) => sum + one, 0) / whole.expected.length;
  const shape = whole.expected.map((one) => one / mean);
  let [excess, square] = [0, 0];
  for (const state of states) {
    // A series that was silent since it was looked at last has little to teach.
    if (
      !state.season ||
      step - state.fitted >= 7 * stepsADay ||
      spoke(state.counted.counts, state.fitted, step)
    ) {
      state.season = fitSeason({ counts: state.counted.counts, end: step, place, stepsADay, shape });
      state.fitted = step;
      yield;
    }
    const { season } = state;
    // Busy series know it best, but no single one may decide.
    excess += season.excess / (season.square + shared);
    square += season.square / (season.square + shared);
  }
  const pool = square > 0 ? Math.max(leastDispersion, excess / square) : leastDispersion;
  for (const state of states) {
    const { season } = state;
    if (!season) continue;
    const own = (season.excess + shared * pool) / (season.square + shared);
    state.spread = Math.max(leastDispersion, own) + season.doubt;
  }
  return whole;
}

function spoke(counts: ArrayLike<number>, from: number, until: number): boolean {
  for (let at = from; at < until; at++) if ((counts[at] ?? 0) > 0) return true;
  return false;
}

/** One step of the forward filter; how sure the burst is now. */
function weigh(
  state: State,
  count: number,
  mean: number,
  { lasts, apart }: { lasts: number; apart: number },
): number {
  const k = 1 / state.spread;
  const burst = state.bursting.reduce((sum, one) => sum + one, 0);
  const calm = state.calm * (1 - 1 / apart) + burst / lasts;
  const likely = multiples.map(
    (times, i) =>
      Math.log((state.bursting[i] ?? 0) * (1 - 1 / lasts) + state.calm / apart / multiples.length) +
      count * Math.log(times) -
      (count + k) * Math.log((k + times * mean) / (k + mean)),
  );
  // By logarithms: a count of thousands where one was expected overflows nothing.
  const calmly = Math.log(calm);
  const highest = Math.max(calmly, ...likely);
  const weights = likely.map((one) => Math.exp(one - highest));
  const all = weights.reduce((sum, one) => sum + one, 0) + Math.exp(calmly - highest);
  state.bursting = weights.map((one) => one / all);
  state.calm = Math.max(1e-12, Math.exp(calmly - highest) / all);
  return 1 - state.calm;
}

/** Of the windows that end here, the one that is hardest to explain; as many as were tried are paid for (Bonferroni). */
function bestWindow(state: State, step: number, from: number): Omit<Alarm, "at" | "until" | "sure"> {
  let best = { began: step, count: 0, expected: 0, p: 1 };
  let [count, expected, variance] = [0, 0, 0];
  const widest = Math.min(longest, step - from + 1);
  for (let width = 1; width <= widest; width++) {
    const at = step - width + 1;
    const mean = state.expected[at - from] ?? 0;
    count += state.counted.counts[at] ?? 0;
    expected += mean;
    variance += mean * mean * (state.dispersion[at - from] ?? 0);
    // Nothing begins in an hour that was as usual.
    if ((state.counted.counts[at] ?? 0) <= mean) continue;
    const p = upperTail(count, expected, variance / (expected * expected));
    if (p < best.p) best = { began: at, count, expected, p };
  }
  return { ...best, p: Math.min(1, best.p * widest) };
}

function judge(
  state: State,
  step: number,
  from: number,
  best: Omit<Alarm, "at" | "until" | "sure">,
  limit: number,
): void {
  const sure = state.sure[step - from] ?? 0;
  if (state.alarm) {
    state.alarm.until = step;
    if (best.p <= state.alarm.p || best.began <= state.alarm.began) Object.assign(state.alarm, best);
    state.alarm.sure = Math.max(state.alarm.sure, sure);
    return;
  }
  if (sure < on || best.p > limit || best.count < leastCount) return;
  let high = 0;
  for (let at = Math.max(from, step - 2); at <= step; at++)
    if ((state.counted.counts[at] ?? 0) > above * (state.expected[at - from] ?? 0)) high++;
  if (high < 2 && sure < certain) return;
  state.alarm = { at: step, until: step, sure, ...best };
  state.alarms.push(state.alarm);
}

function sums(series: readonly Counted[], steps: number): Float64Array {
  const total = new Float64Array(steps);
  for (const { counts } of series)
    for (let step = 0; step < counts.length; step++) total[step] = (total[step] ?? 0) + (counts[step] ?? 0);
  return total;
}
