/** The same texts by several hands, in turns: how many a second, and how long one takes. */
import { median, percentile } from "../statistics.ts";

export interface Contender {
  name: string;
  read(text: string): unknown;
}

/** `p50` and `p95` in ms, of one text. */
export interface Timed {
  perSecond: number;
  p50: number;
  p95: number;
}

/** A round goes over all texts again and again for at least so long (ms): shorter ones are noise. */
const leastMs = 150;

/** Each warms up on all texts first. Medians of the rounds; what is slowest sets how long it takes. */
export function race(
  contenders: readonly Contender[],
  texts: readonly string[],
  rounds: number,
): ReadonlyMap<string, Timed> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const times = new Map<string, number[]>();
  for (const { name, read } of contenders) {
    for (const text of texts) read(text);
    times.set(
      name,
      texts.map((text) => {
        const began = performance.now();
        read(text);
        return performance.now() - began;
      }),
    );
  }
  for (let round = 0; round < rounds; round++)
    for (const { name, read } of contenders) {
      const began = performance.now();
      let count = 0;
      do {
        for (const text of texts) read(text);
        count += texts.length;
      } while (performance.now() - began < leastMs);
      rates.get(name)?.push((count / (performance.now() - began)) * 1_000);
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
