/** Learns one weight for each feature hash: log-count ratios times logistic regression, all in one number a feature. */
import { logistic } from "./fit.ts";
import { logCountRatios } from "./log-count.ts";
import { rowBuilder } from "./rows.ts";

export interface HashedDocument {
  /** Feature hashes, as often as they count. */
  hashes: Int32Array;
  /** Measures beside them; the same number in each document. */
  measures: Float64Array;
  /** What each of its features counts: less in a long text, so that its score is as moderate as a short one's; 1 when unset. */
  scale?: number;
}

export interface Column {
  weights: ReadonlyMap<number, number>;
  bias: number;
  measures: readonly number[];
}

export interface ColumnOptions {
  l2: number;
  /** A feature that stands in fewer documents is left out. */
  least: number;
  steps?: number;
  /** Logistic regression alone, without the ratios: for comparison. */
  plain?: boolean;
  /** What the counts of the ratios begin at; 1 when unset. */
  smoothing?: number;
  /** The ratios are raised to it, their signs kept: below 1 they say less; 1 when unset. */
  power?: number;
  watch?: (step: number, loss: number) => void;
}

/** Places for the hashes that stand in enough documents, in the order in which they come. */
export function indexHashes(documents: readonly HashedDocument[], least: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { hashes } of documents)
    for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const index = new Map<number, number>();
  for (const [hash, count] of counts) if (count >= least) index.set(hash, index.size);
  return index;
}

/** `targets` 0 … 1, `weights` how much each document counts (0: not at all). */
export function learnColumn(
  documents: readonly HashedDocument[],
  targets: Float64Array,
  weights: Float64Array,
  options: ColumnOptions,
): Column {
  const index = indexHashes(documents, options.least);
  const width = index.size;
  const measures = documents[0]?.measures.length ?? 0;
  const ids = documents.map(({ hashes }) => {
    const found: number[] = [];
    for (const hash of hashes) {
      const id = index.get(hash);
      if (id !== undefined) found.push(id);
    }
    return Int32Array.from(found);
  });
  const ratios = options.plain
    ? new Float64Array(width).fill(1)
    : logCountRatios(ids, targets, weights, width, options.smoothing).map(raised(options.power ?? 1));
  const builder = rowBuilder();
  ids.forEach((row, n) => {
    const { scale = 1 } = documents[n] ?? {};
    for (const id of row) builder.add(id, (ratios[id] as number) * scale);
    documents[n]?.measures.forEach((value, k) => {
      if (value !== 0) builder.add(width + k, value);
    });
    builder.end();
  });
  const { l2, steps = 30, watch } = options;
  const model = logistic(builder.rows(width + measures), targets, { l2, steps, weights, watch });
  return {
    weights: new Map(
      [...index].map(([hash, id]) => [hash, (model.weights[id] as number) * (ratios[id] as number)]),
    ),
    bias: model.bias,
    measures: [...model.weights.slice(width)],
  };
}

const raised = (power: number) => (ratio: number) =>
  power === 1 ? ratio : Math.sign(ratio) * Math.abs(ratio) ** power;

/** A document's plain score by one column. */
export function scoreDocument(
  document: HashedDocument | undefined,
  { weights, bias, measures }: Column,
): number {
  let sum = bias;
  if (!document) return sum;
  const { scale = 1 } = document;
  for (const hash of document.hashes) sum += (weights.get(hash) ?? 0) * scale;
  document.measures.forEach((value, k) => {
    sum += value * (measures[k] ?? 0);
  });
  return sum;
}
