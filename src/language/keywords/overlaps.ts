/** Whether one phrase says again what a better one says: all words of the shorter stand in the longer. By stems. */
export function overlaps(better: readonly string[], other: readonly string[]): boolean {
  const shared = other.filter((one) => better.includes(one)).length;
  return shared > 0 && shared >= Math.min(better.length, other.length);
}
