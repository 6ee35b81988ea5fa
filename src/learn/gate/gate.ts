/**
 * Whether a candidate may answer in place of what is live: better in the main metric on the same held-out rows, not worse on any slice,
 * not more moved by whose name stands in a text, fast and small enough. Pure: it judges answers that were given already.
 */
import type { Figure, GateRecord, SliceRecord, Words } from "../../types.ts";
import { compare } from "./compare.ts";
import { meanOf, type Statistic } from "./statistics.ts";

export interface Contest {
  task: string;
  metric: string;
  labels: { live: string; candidate: string };
  /** Held-out rows. */
  n: number;
  live: Statistic;
  candidate: Statistic;
  precision: { live: number; candidate: number };
  recall: { live: number; candidate: number };
  /** Rows by what they have in common. */
  slices: readonly { slice: string; value: string; places: readonly number[] }[];
  /** For each text that names people or groups: 1 where swapping them changed the answer, 0 where not. */
  swaps: { live: readonly number[]; candidate: readonly number[] };
  /** What stands behind the candidate's figures. */
  details?: GateRecord["details"];
  /** Texts a second, in the same run. */
  speed: { live: number; candidate: number };
  bytes: { live: number; candidate: number };
  limits: { perSecond: number; bytes: number };
}

/** Fewer rows show nothing. */
export const leastRows = 50;
/** Smaller slices are not judged: their intervals hold everything. */
export const leastSlice = 30;
const significant = 0.05;
/** A machine that is busy with other things measures speed this badly. */
const slowest = 0.5;

/** Gives way to others between its parts (`breathe`): a few thousand rows take some hundred ms. */
export async function judge(
  contest: Contest,
  seed: number,
  breathe: () => Promise<void>,
): Promise<GateRecord> {
  const all = Uint32Array.from({ length: contest.n }, (_, i) => i);
  const main = compare(contest.live, contest.candidate, all, seed);
  const slices: SliceRecord[] = [];
  for (const { slice, value, places } of contest.slices) {
    if (places.length < leastSlice) continue;
    await breathe();
    const found = compare(contest.live, contest.candidate, places, seed);
    slices.push({
      ...{ slice, value, n: places.length, live: found.live.value, candidate: found.candidate.value },
      difference: found.difference,
      worse: found.difference.ci[1] < 0,
    });
  }
  await breathe();
  const swaps = swapsOf(contest, seed);
  const { task, metric, labels, n, precision, recall, speed, bytes } = contest;
  const { p, ...scores } = main;
  const record = {
    task,
    metric,
    ...labels,
    n,
    scores,
    p,
    precision,
    recall,
    slices,
    ...(swaps && { swaps }),
    ...(contest.details && { details: contest.details }),
    speed,
    bytes,
  };
  const reasons = whyNot(record, contest.limits);
  return { ...record, passed: reasons.length === 0, reasons };
}

function swapsOf({ swaps }: Contest, seed: number): GateRecord["swaps"] {
  const n = swaps.live.length;
  if (n < leastSlice) return undefined;
  const places = Uint32Array.from({ length: n }, (_, i) => i);
  const found = compare(meanOf(swaps.live), meanOf(swaps.candidate), places, seed);
  return {
    ...{ n, live: found.live.value, candidate: found.candidate.value, difference: found.difference },
    worse: found.difference.ci[0] > 0,
  };
}

/** Everything that speaks against it, in words. */
function whyNot(record: Omit<GateRecord, "passed" | "reasons">, limits: Contest["limits"]): Words[] {
  const { n, metric, scores, p, slices, swaps, speed, bytes } = record;
  const { live, candidate, difference } = scores;
  const reasons: Words[] = [];
  if (n < leastRows)
    reasons.push({
      en: `only ${n} held-out rows: fewer than ${leastRows} show nothing`,
      zh: `留出样本仅 ${n} 条，少于 ${leastRows} 条不足以判断`,
    });
  else if (!(difference.value > 0 && p < significant))
    reasons.push({
      en: `not better: ${metric} ${figure(candidate.value)} against ${figure(live.value)} (difference ${signed(difference)}, p = ${p.toFixed(3)})`,
      zh: `没有更好：${metric} ${figure(candidate.value)}，现用 ${figure(live.value)}（差 ${signed(difference)}，p = ${p.toFixed(3)}）`,
    });
  for (const one of slices.filter(({ worse }) => worse))
    reasons.push({
      en: `worse on ${one.slice} “${one.value}” (${one.n} rows): ${figure(one.candidate)} against ${figure(one.live)} (difference ${signed(one.difference)})`,
      zh: `在 ${one.slice}“${one.value}”（${one.n} 条）上更差：${figure(one.candidate)}，现用 ${figure(one.live)}（差 ${signed(one.difference)}）`,
    });
  if (swaps?.worse)
    reasons.push({
      en: `more moved by who is named: ${percent(swaps.candidate)} of answers change when names are swapped, against ${percent(swaps.live)}`,
      zh: `更易受姓名影响：换名后 ${percent(swaps.candidate)} 的结果改变，现用为 ${percent(swaps.live)}`,
    });
  if (speed.candidate < limits.perSecond && speed.candidate < speed.live * slowest)
    reasons.push({
      en: `too slow: ${Math.round(speed.candidate)} texts a second against ${Math.round(speed.live)} (${limits.perSecond} are asked for)`,
      zh: `太慢：每秒 ${Math.round(speed.candidate)} 条，现用 ${Math.round(speed.live)} 条（要求 ${limits.perSecond}）`,
    });
  if (bytes.candidate > limits.bytes && bytes.candidate > bytes.live)
    reasons.push({
      en: `too large: ${kilobytes(bytes.candidate)} against ${kilobytes(bytes.live)} (${kilobytes(limits.bytes)} are allowed)`,
      zh: `太大：${kilobytes(bytes.candidate)}，现用 ${kilobytes(bytes.live)}（上限 ${kilobytes(limits.bytes)}）`,
    });
  return reasons;
}

const figure = (value: number) => value.toFixed(3);
const plus = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
const signed = ({ value, ci }: Figure) => `${plus(value)}, 95% ${plus(ci[0])} … ${plus(ci[1])}`;
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KB`;
