/**
 * The fonts that pictures are drawn with: shipped, so that they look alike on every machine, Chinese too. Both families come in parts by
 * range of characters; a part is read when a character of it is first met.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Glyphs, readGlyphs } from "./glyphs.ts";
import { unpackWoff } from "./sfnt.ts";

export type Weight = 400 | 600;

export interface Face extends Glyphs {
  family: string;
  bytes: Uint8Array;
}

export interface Fonts {
  /** The font that has the character; undefined when none of the shipped has it. */
  faceOf(character: string, weight: Weight): Face | undefined;
  /** Pixels at `size` pixels, without kerning. Characters that no font has count nothing. */
  measure(text: string, size: number, weight: Weight): number;
  /** Neighbours of one font together; what no font has is left out. */
  runs(text: string, weight: Weight): { text: string; face: Face }[];
}

interface Part {
  file: string;
  ranges: readonly (readonly [number, number])[];
}

/** Western scripts first: figures and Latin letters look alike in every language. */
const families = ["noto-sans", "noto-sans-sc"];

export function openFonts(): Fonts {
  const require = createRequire(import.meta.url);
  const parts = families.flatMap((family) => {
    const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
    const ranges: Record<string, string> = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8"));
    return Object.entries(ranges).map(([name, range]): Part => {
      const part = name.replace(/[[\]]/g, "");
      return { file: join(folder, "files", `${family}-${part}`), ranges: readRanges(range) };
    });
  });
  const faces = new Map<string, Face>();
  const known = new Map<string, Face | undefined>();

  const faceIn = (part: Part, weight: Weight): Face => {
    const key = `${part.file}-${weight}`;
    const there = faces.get(key);
    if (there) return there;
    const family = `copytaster-${faces.size}`;
    const font = unpackWoff(readFileSync(`${key}-normal.woff`), family);
    const face = { family, bytes: font.bytes, ...readGlyphs(font) };
    faces.set(key, face);
    return face;
  };

  const find = (character: string, weight: Weight): Face | undefined => {
    const codePoint = character.codePointAt(0) ?? 0;
    for (const part of parts) {
      if (!part.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
      const face = faceIn(part, weight);
      if (face.advance(codePoint) !== undefined) return face;
    }
    return undefined;
  };

  const fonts: Fonts = {
    faceOf(character, weight) {
      const key = `${weight}${character}`;
      if (!known.has(key)) known.set(key, find(character, weight));
      return known.get(key);
    },
    measure(text, size, weight) {
      let width = 0;
      for (const { text: run, face } of fonts.runs(text, weight))
        for (const character of run) width += face.advance(character.codePointAt(0) ?? 0) ?? 0;
      return width * size;
    },
    runs(text, weight) {
      const found: { text: string; face: Face }[] = [];
      for (const character of text) {
        const last = found.at(-1);
        // An accent belongs to its letter, a space to its word.
        const joins =
          last &&
          /[\p{M}\s]/u.test(character) &&
          last.face.advance(character.codePointAt(0) ?? 0) !== undefined;
        const face = joins ? last.face : fonts.faceOf(character, weight);
        if (!face) continue;
        if (last?.face === face) last.text += character;
        else found.push({ text: character, face });
      }
      return found;
    },
  };
  return fonts;
}

/** "U+4E00-4E7F,U+3001" */
function readRanges(text: string): [number, number][] {
  return text.split(",").map((one) => {
    const [from = "", to = from] = one.trim().replace(/^U\+/i, "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}
