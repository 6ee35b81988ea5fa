/** Makes rows out of one score for each item and system. */
import { interval, mean, meanInterval, pairedP } from "../../../src/learn/metrics/bootstrap.ts";
import type { Metric, Run } from "./frame.ts";

/** `against`: the baselines for which p is worked out. */
export function meanRow(
  run: Run,
  set: string,
  metric: Metric,
  ours: readonly number[],
  baselines: Readonly<Record<string, readonly number[]>>,
  seconds: number,
  against: readonly string[] = [],
): void {
  const p = Object.fromEntries(
    against.flatMap((name) => {
      const theirs = baselines[name];
      return theirs ? [[name, pairedP(ours, theirs, run.seed)]] : [];
    }),
  );
  run.row({
    set,
    n: ours.length,
    metric,
    value: mean(ours),
    ci: meanInterval(ours, run.seed),
    baselines: Object.fromEntries(Object.entries(baselines).map(([name, values]) => [name, mean(values)])),
    seconds,
    ...(against.length > 0 ? { p } : {}),
  });
}

/** 95% interval where rows hang together in groups: whole groups are drawn. */
export function groupInterval(
  groups: readonly string[],
  statistic: (places: readonly number[]) => number,
  seed: number,
): [low: number, high: number] {
  const members = new Map<string, number[]>();
  groups.forEach((group, i) => {
    const known = members.get(group);
    if (known) known.push(i);
    else members.set(group, [i]);
  });
  const lists = [...members.values()];
  return interval(lists.length, (drawn) => statistic([...drawn].flatMap((at) => lists[at] ?? [])), seed, 500);
}
