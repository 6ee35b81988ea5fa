/** How much more comes in than usual, all subjects together: a day with new sources is no burst of everything. */
import type { Season } from "./season.ts";

/** One series within the window, so that it can be left out of "all the others". */
export interface OwnVolume {
  counts: number[];
  means: number[];
  count: number;
  mean: number;
}

/** So few stories say nothing of the volume. */
const cushion = 10;

export function createVolume(
  { place, stepsADay, total: given }: { place: number; stepsADay: 1 | 24; total?: ArrayLike<number> },
  total: ArrayLike<number>,
) {
  const window = stepsADay === 1 ? 7 : 24;
  let season: Season | undefined;
  const all: OwnVolume = { counts: [], means: [], count: 0, mean: 0 };
  return {
    learnt(whole: Season): void {
      season = whole;
    },
    step(step: number): void {
      push(all, total[step] ?? 0, season?.expected[(place + step) % (7 * stepsADay)] ?? 0, window);
    },
    /** ≥ 1. Without totals of their own the series themselves would explain their bursts away. */
    factor(own: OwnVolume, count: number, mean: number): number {
      if (!given) return 1;
      push(own, count, mean, window);
      const came = Math.max(0, all.count - own.count) + cushion;
      const usual = Math.max(0, all.mean - own.mean) + cushion;
      return Math.max(1, came / usual);
    },
  };
}

function push(into: OwnVolume, count: number, mean: number, window: number): void {
  into.counts.push(count);
  into.means.push(mean);
  into.count += count;
  into.mean += mean;
  if (into.counts.length <= window) return;
  into.count -= into.counts.shift() ?? 0;
  into.mean -= into.means.shift() ?? 0;
}
