/** The Huffman tree of a hierarchical softmax: a label's probability is the product of the turns on the way to it. */

/** Inner nodes from `leaves` up to the root, the last; children are leaves (below `leaves`) or inner nodes. */
export interface LabelTree {
  leaves: number;
  left: Int32Array;
  right: Int32Array;
}

const NEVER = 1e15;

/** `counts` fall; the same ties are broken as in fastText, so that its weights fit. */
export function labelTree(counts: readonly number[]): LabelTree {
  const leaves = counts.length;
  const weights = new Float64Array(2 * leaves - 1).fill(NEVER);
  weights.set(counts);
  const left = new Int32Array(leaves - 1);
  const right = new Int32Array(leaves - 1);
  let leaf = leaves - 1;
  let inner = leaves;
  const lightest = (): number =>
    leaf >= 0 && (weights[leaf] ?? 0) < (weights[inner] ?? 0) ? leaf-- : inner++;
  for (let node = leaves; node < 2 * leaves - 1; node++) {
    const first = lightest();
    const second = lightest();
    left[node - leaves] = first;
    right[node - leaves] = second;
    weights[node] = (weights[first] ?? 0) + (weights[second] ?? 0);
  }
  return { leaves, left, right };
}

/** Fills `into` with the logarithm of each leaf's probability. `output` holds a row for each inner node. */
export function treeLogProbabilities(
  { leaves, left, right }: LabelTree,
  output: Float32Array,
  hidden: Float64Array,
  into: Float64Array,
): void {
  const dim = hidden.length;
  const walk = (node: number, score: number): void => {
    if (node < leaves) {
      into[node] = score;
      return;
    }
    const inner = node - leaves;
    let dot = 0;
    for (let i = 0, at = inner * dim; i < dim; i++, at++) dot += (output[at] ?? 0) * (hidden[i] ?? 0);
    // log σ(x) without overflow; log(1 − σ(x)) is log σ(−x).
    const yes = dot > 0 ? -Math.log1p(Math.exp(-dot)) : dot - Math.log1p(Math.exp(dot));
    walk(right[inner] ?? 0, score + yes);
    walk(left[inner] ?? 0, score + yes - dot);
  };
  walk(2 * leaves - 2, 0);
}
