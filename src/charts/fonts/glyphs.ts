/** Which characters a font has, and how wide they are: the tables `cmap` (format 4 and 12), `head`, `hhea`, `hmtx` of OpenType. */
import type { Sfnt } from "./sfnt.ts";

export interface Glyphs {
  /** In parts of the font's size; undefined when the font does not have it. */
  advance(codePoint: number): number | undefined;
}

export function readGlyphs(font: Sfnt): Glyphs {
  const unitsPerEm = font.table("head").getUint16(18);
  const count = font.table("hhea").getUint16(34);
  const metrics = font.table("hmtx");
  const glyphOf = readCmap(font.table("cmap"));
  return {
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      // Glyph 0 is the box that stands for what is missing.
      if (!glyph) return undefined;
      return metrics.getUint16(4 * Math.min(glyph, count - 1)) / unitsPerEm;
    },
  };
}

function readCmap(cmap: DataView): (codePoint: number) => number {
  let four: DataView | undefined;
  let twelve: DataView | undefined;
  for (let n = 0; n < cmap.getUint16(2); n++) {
    const at = cmap.getUint32(4 + 8 * n + 4);
    const table = new DataView(cmap.buffer, cmap.byteOffset + at, cmap.byteLength - at);
    if (table.getUint16(0) === 4) four ??= table;
    if (table.getUint16(0) === 12) twelve ??= table;
  }
  if (twelve) return format12(twelve);
  return four ? format4(four) : () => 0;
}

function format4(table: DataView): (codePoint: number) => number {
  const twice = table.getUint16(6);
  const at = (block: number, n: number) => 14 + block * twice + 2 * n + (block > 0 ? 2 : 0);
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let n = 0; n < twice / 2; n++) {
      if (table.getUint16(at(0, n)) < codePoint) continue;
      const start = table.getUint16(at(1, n));
      if (start > codePoint) return 0;
      const delta = table.getUint16(at(2, n));
      const offset = table.getUint16(at(3, n));
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = table.getUint16(at(3, n) + offset + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

function format12(table: DataView): (codePoint: number) => number {
  const groups = table.getUint32(12);
  return (codePoint) => {
    for (let n = 0; n < groups; n++) {
      const at = 16 + 12 * n;
      const start = table.getUint32(at);
      if (codePoint < start) return 0;
      if (codePoint <= table.getUint32(at + 4)) return table.getUint32(at + 8) + codePoint - start;
    }
    return 0;
  };
}
