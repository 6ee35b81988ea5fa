/** The tagger's weights as bytes: the features' numbers, and for each its weights in eight bits. */
import { gunzipSync, gzipSync } from "node:zlib";
import { allowed } from "./chain.ts";
import { LABELS } from "./labels.ts";

const MAGIC = 0x4e4d4331;
const HEAD = 12;

export interface Weights {
  /** Adds the weights of a feature to `emissions` from `at` on. */
  add(feature: number, emissions: Float64Array, at: number): void;
  transitions: Float64Array;
}

/** Features whose every weight is smaller than `least` are left out. `keys[i]` is the feature of row i. */
export function writeWeights(
  keys: readonly number[],
  weights: Float32Array,
  transitions: Float64Array,
  least: number,
): Uint8Array {
  const rows = keys
    .map((key, row) => ({ key, row }))
    .filter(({ row }) =>
      weights.subarray(row * LABELS, (row + 1) * LABELS).some((weight) => Math.abs(weight) >= least),
    )
    .sort((a, b) => a.key - b.key);
  let top = 1e-6;
  for (const weight of weights) top = Math.max(top, Math.abs(weight));
  const scale = top / 127;
  const size = transitions.length;
  const bytes = new Uint8Array(HEAD + 4 * size + rows.length * (4 + LABELS));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, rows.length);
  view.setFloat32(8, scale);
  transitions.forEach((weight, i) => {
    view.setFloat32(HEAD + 4 * i, Number.isFinite(weight) ? weight : 0);
  });
  const start = HEAD + 4 * size;
  rows.forEach(({ key, row }, i) => {
    view.setInt32(start + 4 * i, key);
    for (let y = 0; y < LABELS; y++)
      view.setInt8(
        start + 4 * rows.length + i * LABELS + y,
        Math.round((weights[row * LABELS + y] as number) / scale),
      );
  });
  return gzipSync(bytes, { level: 9 });
}

/** @throws RangeError for bytes that are not such weights. */
export function readWeights(packed: Uint8Array): Weights {
  const bytes = gunzipSync(packed);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const transitions = allowed();
  const start = HEAD + 4 * transitions.length;
  const count = bytes.length >= HEAD ? view.getUint32(4) : 0;
  if (bytes.length < HEAD || view.getUint32(0) !== MAGIC || bytes.length !== start + count * (4 + LABELS))
    throw new RangeError("these are no weights of a name tagger");
  const scale = view.getFloat32(8);
  for (let i = 0; i < transitions.length; i++)
    if (transitions[i] === 0) transitions[i] = view.getFloat32(HEAD + 4 * i);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + start + 4 * count, count * LABELS);
  let size = 16;
  while (size < count * 2.5) size *= 2;
  const places = new Int32Array(size).fill(-1);
  const keys = new Int32Array(size);
  for (let i = 0; i < count; i++) {
    const key = view.getInt32(start + 4 * i);
    let slot = key & (size - 1);
    while (places[slot] !== -1) slot = (slot + 1) & (size - 1);
    places[slot] = i;
    keys[slot] = key;
  }
  return {
    transitions,
    add(feature, emissions, at) {
      let slot = feature & (size - 1);
      let row = places[slot] as number;
      while (row !== -1 && keys[slot] !== feature) {
        slot = (slot + 1) & (size - 1);
        row = places[slot] as number;
      }
      if (row === -1) return;
      const from = row * LABELS;
      for (let y = 0; y < LABELS; y++)
        emissions[at + y] = (emissions[at + y] as number) + (values[from + y] as number) * scale;
    },
  };
}
