/** Little-endian values out of bytes, one after the other. */

/** Each call takes the next value. @throws RangeError where the bytes end before it. */
export function byteReader(source: Uint8Array) {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let at = 0;
  const step = (size: number): number => {
    const from = at;
    if (size < 0 || from + size > source.byteLength) throw new RangeError("The file ends too early");
    at += size;
    return from;
  };
  const copy = (from: number, end: number): ArrayBuffer => new Uint8Array(source.subarray(from, end)).buffer;
  return {
    byte: () => view.getUint8(step(1)),
    int32: () => view.getInt32(step(4), true),
    /** Exact up to 2^53; a BigInt for each would cost more than all the rest. */
    int64(): number {
      const from = step(8);
      return view.getUint32(from, true) + view.getInt32(from + 4, true) * 2 ** 32;
    },
    float64: () => view.getFloat64(step(8), true),
    /** Up to a zero byte, UTF-8. */
    text(): string {
      const end = buffer.indexOf(0, at);
      if (end < 0) throw new RangeError("The file ends too early");
      const from = step(end + 1 - at);
      return buffer.toString("utf8", from, end);
    },
    bytes: (count: number) => source.slice(step(count), at),
    /** Copied, for they may lie between their natural places; every machine that Node runs on has the same order of bytes. */
    int32s: (count: number) => new Int32Array(copy(step(count * 4), at)),
    floats: (count: number) => new Float32Array(copy(step(count * 4), at)),
  };
}
