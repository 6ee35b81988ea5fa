/** Which label was taken for which. */

export interface Confusion {
  labels: readonly string[];
  /** `counts[i][j]`: how often label i (the truth) was called label j. */
  counts: readonly (readonly number[])[];
}

/** Labels in the order of their number in the gold; what only predictions have stands last. */
export function confusion(gold: readonly string[], predicted: readonly string[]): Confusion {
  const support = new Map<string, number>();
  for (const label of predicted) support.set(label, 0);
  for (const label of gold) support.set(label, (support.get(label) ?? 0) + 1);
  const labels = [...support.keys()].sort(
    (a, b) => (support.get(b) ?? 0) - (support.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const place = new Map(labels.map((label, i) => [label, i]));
  const counts = labels.map(() => labels.map(() => 0));
  gold.forEach((label, i) => {
    const row = counts[place.get(label) ?? -1];
    const at = place.get(predicted[i] ?? "");
    if (row && at !== undefined) row[at] = (row[at] ?? 0) + 1;
  });
  return { labels, counts };
}
