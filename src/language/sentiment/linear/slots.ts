/** Weights found by a feature's hash: a table of 32-bit slots, each with eight bits of the hash and up to three weights of eight bits. */

/** 2^bits slots. A hash may lie in the slot its upper bits name, or in that slot's neighbour. */
export interface Slots {
  bits: number;
  table: Int32Array;
  /** What each of the 256 codes of a column is worth. */
  worth: readonly [Float32Array, Float32Array, Float32Array];
}

/** Place of the slot that holds this hash, or −1. */
export function slotOf({ table, bits }: Slots, hash: number): number {
  const slot = hash >>> (32 - bits);
  if ((((table[slot] as number) ^ hash) & 255) === 0) return slot;
  const near = slot ^ 1;
  return (((table[near] as number) ^ hash) & 255) === 0 ? near : -1;
}

/** Adds a slot's weights to three sums. */
export function addSlot({ table, worth }: Slots, slot: number, sums: Float64Array): void {
  const entry = table[slot] as number;
  const [a, b, c] = worth;
  sums[0] = (sums[0] as number) + (a[(entry >>> 8) & 255] as number);
  sums[1] = (sums[1] as number) + (b[(entry >>> 16) & 255] as number);
  sums[2] = (sums[2] as number) + (c[entry >>> 24] as number);
}

/** Codes −127 … 127 as a byte; worth sign × (code ÷ 127)² × the column's greatest weight: small weights keep their differences. */
export function codesOf(most: number): Float32Array {
  const worth = new Float32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    const code = byte > 127 ? byte - 256 : byte;
    worth[byte] = Math.sign(code) * (code / 127) ** 2 * most;
  }
  return worth;
}

export function codeOf(weight: number, most: number): number {
  const code = Math.round(Math.sqrt(Math.min(1, Math.abs(weight) / most)) * 127);
  return (weight < 0 ? -code : code) & 255;
}

/** Little-endian on every machine. @throws Error for bytes of another length. */
export function readSlots(bytes: Uint8Array, most: readonly number[]): Slots {
  const count = bytes.length / 4;
  const bits = Math.log2(count);
  if (!Number.isInteger(bits)) throw new Error(`${bytes.length} bytes are no table of weights`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = new Int32Array(count);
  for (let i = 0; i < count; i++) table[i] = view.getInt32(i * 4, true);
  return { bits, table, worth: [codesOf(most[0] ?? 0), codesOf(most[1] ?? 0), codesOf(most[2] ?? 0)] };
}

export interface HashedWeights {
  hash: number;
  weights: readonly number[];
}

/** The heaviest first, so that where two meet in both slots the lighter is left out. Its bytes, the columns' greatest weights, and what was left out. */
export function writeSlots(
  features: readonly HashedWeights[],
  bits: number,
): { bytes: Uint8Array; most: number[]; left: number } {
  const columns = features[0]?.weights.length ?? 0;
  const most = Array.from({ length: columns }, (_, c) =>
    features.reduce((top, { weights }) => Math.max(top, Math.abs(weights[c] ?? 0)), 1e-9),
  );
  const weight = ({ weights }: HashedWeights) =>
    weights.reduce((sum, w, c) => sum + Math.abs(w) / (most[c] ?? 1), 0);
  const order = features
    .map((feature) => ({ feature, size: weight(feature) }))
    .sort((a, b) => b.size - a.size || a.feature.hash - b.feature.hash);
  const bytes = new Uint8Array(4 << bits);
  const view = new DataView(bytes.buffer);
  const taken = new Uint8Array(1 << bits);
  let left = 0;
  for (const { feature } of order) {
    const codes = feature.weights.map((w, c) => codeOf(w, most[c] ?? 1));
    if (codes.every((code) => code === 0)) continue;
    const slot = feature.hash >>> (32 - bits);
    const print = feature.hash & 255;
    const place = [slot, slot ^ 1].find((at) => !taken[at]);
    // Another feature with the same eight bits in reach would be found in its stead.
    const twin = [slot, slot ^ 1].some((at) => taken[at] && (view.getInt32(at * 4, true) & 255) === print);
    if (place === undefined || twin) {
      left++;
      continue;
    }
    taken[place] = 1;
    view.setInt32(
      place * 4,
      print | ((codes[0] ?? 0) << 8) | ((codes[1] ?? 0) << 16) | ((codes[2] ?? 0) << 24),
      true,
    );
  }
  return { bytes, most, left };
}
