/** Labels in a column, each as near to its place as the others let it. */

/** @param wanted middles, pixels. @returns middles at least `gap` apart within 0 … `height`, in the given order; tight where they do not fit. */
export function dodged(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((y, n) => ({ y, n })).sort((a, b) => a.y - b.y || a.n - b.n);
  const step = Math.min(gap, order.length > 1 ? height / (order.length - 1) : gap);
  let floor = -Infinity;
  for (const one of order) {
    one.y = Math.max(one.y, floor, 0);
    floor = one.y + step;
  }
  let ceiling = height;
  for (const one of order.reverse()) {
    one.y = Math.min(one.y, ceiling);
    ceiling = one.y - step;
  }
  const found: number[] = [];
  for (const { y, n } of order) found[n] = y;
  return found;
}
