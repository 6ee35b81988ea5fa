/**
 * Fonts come as WOFF, which is OpenType with each table deflated: https://www.w3.org/TR/WOFF/. The rasteriser reads bare OpenType; and it
 * finds a font by its family, so that each file, a part of a large family, is given a family name of its own.
 */
import { inflateSync } from "node:zlib";

export interface Sfnt {
  bytes: Uint8Array;
  table(tag: string): DataView;
}

/** @throws Error for what is no WOFF 1. */
export function unpackWoff(woff: Uint8Array, family: string): Sfnt {
  const view = viewOf(woff);
  if (woff.byteLength < 44 || view.getUint32(0) !== 0x774f4646) throw new Error("not a WOFF font");
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, n) => {
    const at = 44 + 20 * n;
    const tag = String.fromCharCode(...woff.subarray(at, at + 4));
    const [offset, packed, size] = [4, 8, 12].map((more) => view.getUint32(at + more));
    const body = woff.subarray(offset, (offset ?? 0) + (packed ?? 0));
    const plain = (packed ?? 0) < (size ?? 0) ? inflateSync(body) : body;
    return { tag, bytes: tag === "name" ? nameTable(family) : plain };
  });
  return layOut(view.getUint32(4), tables);
}

function layOut(flavor: number, tables: readonly { tag: string; bytes: Uint8Array }[]): Sfnt {
  const directory = 12 + 16 * tables.length;
  const size = tables.reduce((sum, { bytes }) => sum + padded(bytes.length), directory);
  const out = new Uint8Array(size);
  const view = viewOf(out);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, flavor);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (tables.length - power) * 16);
  const where = new Map<string, DataView>();
  let at = directory;
  for (const [n, { tag, bytes }] of tables.entries()) {
    const entry = 12 + 16 * n;
    for (let c = 0; c < 4; c++) view.setUint8(entry + c, tag.charCodeAt(c));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, bytes.length);
    out.set(bytes, at);
    where.set(tag, new DataView(out.buffer, at, bytes.length));
    at += padded(bytes.length);
  }
  return {
    bytes: out,
    table(tag) {
      const found = where.get(tag);
      if (!found) throw new Error(`the font has no table ${tag}`);
      return found;
    },
  };
}

/** Family (1), style (2), full (4) and PostScript name (6), in Windows' Unicode. */
function nameTable(family: string): Uint8Array {
  const records = [
    { id: 1, text: family },
    { id: 2, text: "Regular" },
    { id: 4, text: family },
    { id: 6, text: family },
  ];
  const head = 6 + 12 * records.length;
  const out = new Uint8Array(head + records.reduce((sum, { text }) => sum + 2 * text.length, 0));
  const view = viewOf(out);
  view.setUint16(2, records.length);
  view.setUint16(4, head);
  let at = 0;
  for (const [n, { id, text }] of records.entries()) {
    const fields = [3, 1, 0x409, id, 2 * text.length, at];
    for (const [f, value] of fields.entries()) view.setUint16(6 + 12 * n + 2 * f, value);
    for (let c = 0; c < text.length; c++) view.setUint16(head + at + 2 * c, text.charCodeAt(c));
    at += 2 * text.length;
  }
  return out;
}

const padded = (size: number) => (size + 3) & ~3;
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
