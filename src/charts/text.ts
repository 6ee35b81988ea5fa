/** Words on a picture. Names come from outside: they may be endless, hold control characters, or turn the direction of what follows. */
import type { Fonts, Weight } from "./fonts/fonts.ts";

/** One line, without what is not seen: controls, marks that turn the direction of text, endless accents. */
export function clean(text: string): string {
  return text
    .slice(0, 2000)
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, "")
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .trim();
}

export interface Pen {
  /** Pixels. */
  measure(text: string, size: number, weight?: Weight): number;
  /** Cleaned, and cut with "…" where it is wider than `width` pixels. What no font has is shown as "?". */
  fit(text: string, width: number, size: number, weight?: Weight): string;
  /** Several names: those that would be cut to the same are cut in their middle, for they differ at their end. */
  fitAll(texts: readonly string[], width: number, size: number, weight?: Weight): string[];
  /** The same over at most `most` lines. */
  lines(text: string, width: number, size: number, weight: Weight, most: number): string[];
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const words = new Intl.Segmenter("und", { granularity: "word" });

export function createPen(fonts: Fonts): Pen {
  const shown = (text: string, weight: Weight): string => {
    let out = "";
    for (const character of clean(text)) {
      if (/\s/.test(character) || fonts.faceOf(character, weight)) out += character;
      else if (!/\p{M}/u.test(character) && !out.endsWith("?")) out += "?";
    }
    return out;
  };
  const cut = (text: string, width: number, size: number, weight: Weight): string => {
    if (fonts.measure(text, size, weight) <= width) return text;
    let room = width - fonts.measure("…", size, weight);
    let out = "";
    for (const { segment } of graphemes.segment(text)) {
      room -= fonts.measure(segment, size, weight);
      if (room < 0) break;
      out += segment;
    }
    return `${out.trimEnd()}…`;
  };
  const cutMiddle = (text: string, width: number, size: number, weight: Weight): string => {
    const half = (width - fonts.measure("…", size, weight)) / 2;
    const head = cut(text, half + fonts.measure("…", size, weight), size, weight);
    const letters = [...graphemes.segment(text)].map(({ segment }) => segment);
    let room = half;
    let tail = "";
    for (const letter of letters.reverse()) {
      room -= fonts.measure(letter, size, weight);
      if (room < 0) break;
      tail = letter + tail;
    }
    return `${head}${tail.trimStart()}`;
  };
  return {
    measure: (text, size, weight = 400) => fonts.measure(text, size, weight),
    fit: (text, width, size, weight = 400) => cut(shown(text, weight), width, size, weight),
    fitAll(texts, width, size, weight = 400) {
      const whole = texts.map((text) => shown(text, weight));
      const ends = whole.map((text) => cut(text, width, size, weight));
      return whole.map((text, n) => {
        const same = ends.some((end, m) => end === ends[n] && whole[m] !== text);
        return same ? cutMiddle(text, width, size, weight) : (ends[n] ?? "");
      });
    },
    lines(text, width, size, weight, most) {
      const lines: string[] = [];
      let line = "";
      const all = shown(text, weight);
      for (const { segment, index } of words.segment(all)) {
        const full = line !== "" && fonts.measure((line + segment).trimEnd(), size, weight) > width;
        // A line does not begin with a comma.
        if (full && !/^[\p{P}\s]/u.test(segment)) {
          if (lines.length === most - 1) return [...lines, cut(line + all.slice(index), width, size, weight)];
          lines.push(line.trimEnd());
          line = segment;
        } else line += segment;
      }
      return [...lines, cut(line.trim(), width, size, weight)].filter(Boolean);
    },
  };
}
