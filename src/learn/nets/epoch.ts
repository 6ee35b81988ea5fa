/** One round over the examples, in an order that the seed decides. */
import { type Batch, makeBatch } from "./batch.ts";
import type { Example } from "./loss.ts";

/** So many batches' worth of shuffled examples are sorted by length together: neighbours are alike in length, and still by chance. */
const POOL = 20;

/** Places of the examples, batch by batch: no more than `texts` each, alike in length; the batches in random order. */
export function batchPlaces(examples: readonly Example[], texts: number, random: () => number): Int32Array[] {
  const order = shuffled(Int32Array.from(examples.keys()), random);
  const batches: Int32Array[] = [];
  for (let at = 0; at < order.length; at += texts * POOL) {
    const pool = order
      .slice(at, at + texts * POOL)
      .sort((a, b) => lengthOf(examples, a) - lengthOf(examples, b));
    for (let i = 0; i < pool.length; i += texts) batches.push(pool.slice(i, i + texts));
  }
  return [...shuffled(Int32Array.from(batches.keys()), random)].map((i) => batches[i] ?? new Int32Array());
}

/** All examples, without chance: for asking. */
export function plainPlaces(examples: readonly Example[], texts: number): Int32Array[] {
  const order = Int32Array.from(examples.keys()).sort(
    (a, b) => lengthOf(examples, a) - lengthOf(examples, b),
  );
  return Array.from({ length: Math.ceil(order.length / texts) }, (_, i) =>
    order.slice(i * texts, (i + 1) * texts),
  );
}

/** `exchange` may put another id in the place of one, while training: what is not always known is not leant on. */
export function batchOf(
  examples: readonly Example[],
  places: Int32Array,
  noise: (() => number) | undefined,
  exchange: (id: number, noise: () => number) => number,
): Batch {
  const texts = Array.from(places, (place) => {
    const ids = examples[place]?.ids ?? new Int32Array();
    return noise ? ids.map((id) => exchange(id, noise)) : ids;
  });
  return makeBatch(texts, noise);
}

/** Fisher–Yates. */
function shuffled(list: Int32Array, random: () => number): Int32Array {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = list[i] ?? 0;
    list[i] = list[j] ?? 0;
    list[j] = kept;
  }
  return list;
}

function lengthOf(examples: readonly Example[], place: number): number {
  return examples[place]?.ids.length ?? 0;
}
