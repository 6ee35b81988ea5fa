/** As much of the protobuf wire format (protobuf.dev/programming-guides/encoding) as an ONNX file needs, written only. */

const encoder = new TextEncoder();

/** A whole number, negative ones as 64-bit two's complement. */
export function integer(field: number, value: number | bigint): Uint8Array {
  return join([varint(field << 3), varint(value)]);
}

/** A 32-bit float. */
export function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return join([varint((field << 3) | 5), bytes]);
}

export function text(field: number, value: string): Uint8Array {
  return bytes(field, encoder.encode(value));
}

/** Bytes, or a message within the message. */
export function bytes(field: number, content: Uint8Array): Uint8Array {
  return join([varint((field << 3) | 2), varint(content.length), content]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const out: number[] = [];
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return Uint8Array.from(out);
}
