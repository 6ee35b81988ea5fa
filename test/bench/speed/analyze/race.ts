/** The same texts by several hands, in turns: how many a second, and how long one takes. */
import { median, percentile } from "../statistics.ts";

export interface Contender {
  name: string;
  read(text: string): unknown;
}

/** `p50` and `p95`: ms of one text by the clock, the best of three, over all texts. */
export interface Timed {
  /** Of the processor's seconds: a busy machine does not count. */
  perSecond: number;
  p50: number;
  p95: number;
}

function clocked(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** ms of the processor that this thread has used. */
export function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Each warms up on all texts first; then medians of the rounds. A round goes over all texts again and again for `leastMs` at least: the system
 * counts in steps of four milliseconds.
 */
export function race(
  contenders: readonly Contender[],
  texts: readonly string[],
  rounds: number,
  leastMs: number,
): ReadonlyMap<string, Timed> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const times = new Map<string, number[]>();
  for (const { name, read } of contenders) {
    for (const text of texts) read(text);
    times.set(
      name,
      texts.map((text) => Math.min(...[1, 2, 3].map(() => clocked(() => read(text))))),
    );
  }
  for (let round = 0; round < rounds; round++)
    for (const { name, read } of contenders) {
      const began = worked();
      let count = 0;
      do {
        for (const text of texts) read(text);
        count += texts.length;
      } while (worked() - began < leastMs);
      rates.get(name)?.push((count / (worked() - began)) * 1_000);
    }
  return new Map(
    contenders.map(({ name }) => [
      name,
      {
        perSecond: median(rates.get(name) ?? []),
        p50: percentile(times.get(name) ?? [], 0.5),
        p95: percentile(times.get(name) ?? [], 0.95),
      },
    ]),
  );
}
