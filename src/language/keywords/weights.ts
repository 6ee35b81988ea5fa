/** A purpose's weights as one file: trees, then the boundaries' hashed weights in eight bits each. */
import { type Boundaries, OUTPUTS, SLOTS } from "./boundaries.ts";
import type { Trees } from "./trees.ts";

export interface RankerWeights {
  trees: Trees;
  boundaries: Boundaries;
}

/**
 * Little endian: depth, number of trees (u32 each), base (f32); limits, leaves (f32); the size of a step for each output (f32); features of
 * the nodes (u8); boundaries (i8).
 */
export function writeRanker({ trees, boundaries }: RankerWeights): Uint8Array {
  const { depth, base, features, limits, leaves } = trees;
  const { weights: small, steps } = inEightBits(boundaries);
  const numbers = new Uint32Array([depth, leaves.length / 2 ** depth]);
  return Buffer.concat(
    [numbers, new Float32Array([base]), limits, leaves, steps, features, small].map((part) =>
      Buffer.from(part.buffer, part.byteOffset, part.byteLength),
    ),
  );
}

/** @throws RangeError for bytes that are no such file. */
export function readRanker(bytes: Uint8Array): RankerWeights {
  // A copy begins where numbers of four bytes may begin.
  const { buffer } = Uint8Array.from(bytes);
  const [depth = 0, count = 0] = new Uint32Array(buffer, 0, 2);
  const nodes = count * (2 ** depth - 1);
  const tips = count * 2 ** depth;
  let at = 8;
  const floats = (length: number): Float32Array => {
    const part = new Float32Array(buffer, at, length);
    at += part.byteLength;
    return part;
  };
  const [base = 0] = floats(1);
  const limits = floats(nodes);
  const leaves = floats(tips);
  const steps = floats(OUTPUTS);
  const features = new Uint8Array(buffer, at, nodes);
  const weights = new Int8Array(buffer, at + nodes, SLOTS * OUTPUTS);
  return { trees: { depth, base, features, limits, leaves }, boundaries: { weights, steps } };
}

const STEPS = 127;

/** Weights in steps of each output's own size. Those that are so already stay as they are. */
function inEightBits({ weights, steps }: Boundaries): Boundaries {
  if (weights instanceof Int8Array) return { weights, steps };
  const sizes = Float32Array.from({ length: OUTPUTS }, (_, output) => {
    let most = 1e-6;
    for (let at = output; at < weights.length; at += OUTPUTS)
      most = Math.max(most, Math.abs(weights[at] as number));
    return (most * (steps[output] as number)) / STEPS;
  });
  const small = Int8Array.from(weights, (weight, at) => {
    const output = at % OUTPUTS;
    return Math.round((weight * (steps[output] as number)) / (sizes[output] as number));
  });
  return { weights: small, steps: sizes };
}
