/** What is known of single words, by hash: their value in a lexicon of people's ratings, and whether they live in lower case. */

export interface WordTable {
  keys: Int32Array;
  /** Value × 30, −128 … 127; 0 for words without one. */
  values: Int8Array;
  /** `Known` bits; 0 marks an empty place. */
  flags: Uint8Array;
  mask: number;
}

export const Known = { present: 1, lower: 2 } as const;

const BYTES = 6;

/** Six bytes a word: hash (little-endian), value, flags. */
export function readWordTable(bytes: Uint8Array): WordTable {
  const count = Math.floor(bytes.length / BYTES);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)));
  const table: WordTable = {
    keys: new Int32Array(size),
    values: new Int8Array(size),
    flags: new Uint8Array(size),
    mask: size - 1,
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) {
    const hash = view.getInt32(i * BYTES, true);
    let at = spread(hash) & table.mask;
    while (table.flags[at]) at = (at + 1) & table.mask;
    table.keys[at] = hash;
    table.values[at] = view.getInt8(i * BYTES + 4);
    table.flags[at] = view.getUint8(i * BYTES + 5) | Known.present;
  }
  return table;
}

export function writeWordTable(words: ReadonlyMap<number, { value: number; lower: boolean }>): Uint8Array {
  const bytes = new Uint8Array(words.size * BYTES);
  const view = new DataView(bytes.buffer);
  [...words]
    .sort(([a], [b]) => a - b)
    .forEach(([hash, { value, lower }], i) => {
      view.setInt32(i * BYTES, hash, true);
      view.setInt8(i * BYTES + 4, Math.max(-127, Math.min(127, Math.round(value * 30))));
      view.setUint8(i * BYTES + 5, Known.present | (lower ? Known.lower : 0));
    });
  return bytes;
}

/** Place of a word, or −1. */
export function findWord({ keys, flags, mask }: WordTable, hash: number): number {
  let at = spread(hash) & mask;
  while (flags[at]) {
    if (keys[at] === hash) return at;
    at = (at + 1) & mask;
  }
  return -1;
}

function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8;
}
