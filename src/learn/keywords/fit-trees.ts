/**
 * Gradient boosting of trees for the logistic loss (Friedman 2001, "Greedy function approximation"), with second-order leaves and histograms
 * as in XGBoost (Chen and Guestrin 2016) and LightGBM.
 */
import type { Trees } from "../../language/keywords/trees.ts";

export interface TreeOptions {
  trees: number;
  depth: number;
  rate: number;
  /** Share of rows that each tree sees. */
  sample: number;
  /** Share of features that each tree may ask. */
  columns: number;
  /** Penalty on leaves. */
  lambda: number;
  /** Least sum of second derivatives in a leaf. */
  least: number;
}

export const TREE_OPTIONS: TreeOptions = {
  ...{ trees: 120, depth: 5, rate: 0.1, sample: 0.6, columns: 0.6, lambda: 5, least: 10 },
};

const BINS = 64;

/** `rows`: `width` numbers each; `labels`: 0 or 1 for each. `random`: 0 … 1, seeded: the same source gives the same trees. */
export async function fitTrees(
  rows: Float32Array,
  width: number,
  labels: Uint8Array,
  random: () => number,
  options: TreeOptions = TREE_OPTIONS,
  progress: (done: number) => void | Promise<void> = () => {},
): Promise<Trees> {
  const { trees, depth, rate } = options;
  const cuts = cutsOf(rows, width, random);
  const bins = binned(rows, width, cuts);
  const positive = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const base = Math.log(positive / (1 - positive));
  const nodes = 2 ** depth - 1;
  const tips = 2 ** depth;
  const made: Trees = {
    ...{ depth, base, features: new Uint8Array(trees * nodes) },
    ...{ limits: new Float32Array(trees * nodes), leaves: new Float32Array(trees * tips) },
  };
  const sums = new Float32Array(labels.length).fill(base);
  const gradients = new Float32Array(labels.length);
  const curvatures = new Float32Array(labels.length);
  const nodeOf = new Uint16Array(labels.length);
  const seen = new Uint8Array(labels.length);
  for (let tree = 0; tree < trees; tree++) {
    for (let i = 0; i < labels.length; i++) {
      const chance = 1 / (1 + Math.exp(-(sums[i] as number)));
      gradients[i] = chance - (labels[i] as number);
      curvatures[i] = Math.max(1e-6, chance * (1 - chance));
      seen[i] = random() < options.sample ? 1 : 0;
    }
    nodeOf.fill(0);
    const columns = Array.from({ length: width }, (_, f) => f).filter(() => random() < options.columns);
    for (let level = 0; level < depth; level++) {
      const splits = bestSplits(
        level,
        { bins, width, columns, gradients, curvatures, nodeOf, seen },
        options,
      );
      splits.forEach(({ feature, bin }, n) => {
        const at = tree * nodes + 2 ** level - 1 + n;
        made.features[at] = feature;
        made.limits[at] =
          bin >= BINS ? Number.POSITIVE_INFINITY : ((cuts[feature] as Float32Array)[bin] as number);
      });
      for (let i = 0; i < labels.length; i++) {
        const here = nodeOf[i] as number;
        const { feature, bin } = splits[here - (2 ** level - 1)] as Split;
        nodeOf[i] = 2 * here + ((bins[i * width + feature] as number) > bin ? 2 : 1);
      }
    }
    const leaves = leafValues(tips, nodes, { gradients, curvatures, nodeOf, seen }, options).map(
      (v) => v * rate,
    );
    made.leaves.set(leaves, tree * tips);
    for (let i = 0; i < labels.length; i++)
      sums[i] = (sums[i] as number) + (leaves[(nodeOf[i] as number) - nodes] as number);
    await progress(tree + 1);
  }
  return made;
}

interface Split {
  feature: number;
  /** Rows above it go right; BINS: nobody does. */
  bin: number;
}

interface Level {
  bins: Uint8Array;
  width: number;
  columns: readonly number[];
  gradients: Float32Array;
  curvatures: Float32Array;
  nodeOf: Uint16Array;
  seen: Uint8Array;
}

function bestSplits(level: number, part: Level, { lambda, least }: TreeOptions): Split[] {
  const { bins, width, columns, gradients, curvatures, nodeOf, seen } = part;
  const open = 2 ** level;
  const size = columns.length * BINS;
  const g = new Float64Array(open * size);
  const h = new Float64Array(open * size);
  for (let i = 0; i < seen.length; i++) {
    if (!seen[i]) continue;
    const to = ((nodeOf[i] as number) - (open - 1)) * size;
    const own = gradients[i] as number;
    const curve = curvatures[i] as number;
    const row = i * width;
    for (let c = 0; c < columns.length; c++) {
      const at = to + c * BINS + (bins[row + (columns[c] as number)] as number);
      g[at] = (g[at] as number) + own;
      h[at] = (h[at] as number) + curve;
    }
  }
  return Array.from({ length: open }, (_, n) => {
    let best: Split = { feature: columns[0] ?? 0, bin: BINS };
    let gain = 1e-9;
    for (let c = 0; c < columns.length; c++) {
      const from = n * size + c * BINS;
      let [allG, allH] = [0, 0];
      for (let b = 0; b < BINS; b++) {
        allG += g[from + b] as number;
        allH += h[from + b] as number;
      }
      const whole = (allG * allG) / (allH + lambda);
      let [leftG, leftH] = [0, 0];
      for (let b = 0; b < BINS - 1; b++) {
        leftG += g[from + b] as number;
        leftH += h[from + b] as number;
        const [rightG, rightH] = [allG - leftG, allH - leftH];
        if (leftH < least || rightH < least) continue;
        const won = (leftG * leftG) / (leftH + lambda) + (rightG * rightG) / (rightH + lambda) - whole;
        if (won > gain) {
          gain = won;
          best = { feature: columns[c] as number, bin: b };
        }
      }
    }
    return best;
  });
}

function leafValues(
  tips: number,
  nodes: number,
  { gradients, curvatures, nodeOf, seen }: Omit<Level, "bins" | "width" | "columns">,
  { lambda }: TreeOptions,
): Float64Array {
  const g = new Float64Array(tips);
  const h = new Float64Array(tips);
  for (let i = 0; i < seen.length; i++) {
    if (!seen[i]) continue;
    const leaf = (nodeOf[i] as number) - nodes;
    g[leaf] = (g[leaf] as number) + (gradients[i] as number);
    h[leaf] = (h[leaf] as number) + (curvatures[i] as number);
  }
  return g.map((sum, leaf) => -sum / ((h[leaf] as number) + lambda));
}

/** For each feature up to BINS − 1 limits between bins, by the quantiles of a sample. */
function cutsOf(rows: Float32Array, width: number, random: () => number): Float32Array[] {
  const count = rows.length / width;
  const sample = Array.from({ length: Math.min(count, 40_000) }, () => Math.floor(random() * count));
  return Array.from({ length: width }, (_, f) => {
    const values = Float32Array.from(sample, (row) => rows[row * width + f] as number).sort();
    const cuts = new Float32Array(BINS - 1).fill(Number.POSITIVE_INFINITY);
    let put = 0;
    const distinct = new Set(values).size;
    if (distinct < BINS) {
      for (const value of new Set(values)) if (put < BINS - 1) cuts[put++] = value;
    } else
      for (let b = 1; b < BINS; b++) {
        const value = values[Math.floor((b * values.length) / BINS)] as number;
        if (put === 0 || value > (cuts[put - 1] as number)) cuts[put++] = value;
      }
    return cuts;
  });
}

/** A value's bin: how many limits lie below it. */
function binned(rows: Float32Array, width: number, cuts: readonly Float32Array[]): Uint8Array {
  const bins = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const limits = cuts[at % width] as Float32Array;
    const value = rows[at] as number;
    let [low, high] = [0, limits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((limits[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    bins[at] = low;
  }
  return bins;
}
