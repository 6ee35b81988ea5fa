/** Words on a picture: a glyph for every character, as wide as they were measured. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { specOf } from "../../src/charts/build.ts";
import { openFonts } from "../../src/charts/fonts/fonts.ts";
import { createPen } from "../../src/charts/text.ts";
import { configOf, light } from "../../src/charts/theme.ts";
import { withFonts } from "../../src/charts/worker/png.ts";
import { svgOf } from "../../src/charts/worker/svg.ts";
import { samples } from "./samples.ts";

const fonts = openFonts();
const pen = createPen(fonts);

beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  // Drawn with elsewhere in this process already, perhaps.
  await initWasm(readFileSync(file)).catch(() => {});
});

/** Pixels that words take when they are drawn. */
function drawnWidth(text: string, weight: 400 | 600): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="60"><text transform="translate(0,40)" font-size="20px" font-weight="${weight}">|${text}|</text></svg>`;
  const ready = withFonts(svg, fonts);
  const resvg = new Resvg(ready.text, { font: { fontBuffers: ready.buffers } });
  return resvg.getBBox()?.width ?? 0;
}

describe("the shipped fonts", () => {
  it("have every character of every sample, in both languages", async () => {
    for (const language of ["en", "zh"] as const)
      for (const chart of Object.values(samples(language))) {
        const svg = await svgOf(specOf(chart, { width: 600, pen }), configOf(light), fonts);
        for (const [, attributes = "", words = ""] of svg.matchAll(/<text([^>]*)>([^<]*)</g)) {
          const weight = attributes.includes('font-weight="600"') ? 600 : 400;
          for (const character of words.replace(/&\w+;/g, ""))
            expect(fonts.faceOf(character, weight), `${character} in ${words}`).toBeDefined();
        }
        expect(svg).not.toContain("?");
      }
  }, 60_000);

  it("have the 3,500 commonest Chinese characters, in both weights", () => {
    // GB 2312's first level, by its own encoding: 3,755 characters in daily use.
    const decoder = new TextDecoder("gb18030");
    const common: string[] = [];
    for (let row = 0xb0; row <= 0xd7; row++)
      for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++)
        common.push(decoder.decode(Uint8Array.of(row, cell)));
    expect(common).toHaveLength(3755);
    for (const weight of [400, 600] as const)
      expect(common.filter((one) => !fonts.faceOf(one, weight))).toEqual([]);
  }, 60_000);

  it("draw words as wide as they were measured", () => {
    for (const text of [
      "Mentions of harbour bridge",
      "港口大桥每小时提及次数",
      "1,234 · 12.3k − 5%",
      "Москва Αθήνα Łódź São",
    ])
      for (const weight of [400, 600] as const) {
        const measured = pen.measure(text, 20, weight);
        // The bars at the ends have room of their own around them.
        const drawn = drawnWidth(text, weight) - drawnWidth("", weight);
        expect(Math.abs(drawn - measured), text).toBeLessThan(0.02 * measured);
      }
  });

  it("know no glyph for what they lack, and say so with a mark that they have", () => {
    expect(fonts.faceOf("\u{10ffff}", 400)).toBeUndefined();
    expect(pen.fit("a\u{13000}\u{13001}b", 500, 15)).toBe("a?b");
  });
});

describe("words that are too long", () => {
  it("end with an ellipsis within their room, whole characters only", () => {
    for (const text of ["x".repeat(200), "港".repeat(200), "e\u0301".repeat(200)]) {
      const cut = pen.fit(text, 120, 15);
      expect(cut.endsWith("…")).toBe(true);
      expect(pen.measure(cut, 15)).toBeLessThanOrEqual(120);
      expect(text.normalize("NFC").startsWith(cut.slice(0, -1))).toBe(true);
    }
  });

  it("stay apart where they differ at their end alone", () => {
    const names = ["ferry", "harbour", "ferry"].map(
      (name) => `Ministry of Transport and Affairs of the ${name}`,
    );
    const [a = "", b = "", c] = pen.fitAll([...names, "Dam"], 150, 15);
    expect(a).not.toBe(b);
    expect(c).toBe(a);
    for (const name of [a, b]) {
      expect(name).toMatch(/^Ministry.*….*(ferry|harbour)$/);
      expect(pen.measure(name, 15)).toBeLessThanOrEqual(150);
    }
    expect(pen.fitAll(["Dam", "Dam"], 150, 15)).toEqual(["Dam", "Dam"]);
  });

  it("run over the lines they are given, and no farther", () => {
    const lines = pen.lines("Mentions of the harbour bridge and of the ferry, per hour", 200, 20, 600, 2);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(pen.measure(line, 20, 600)).toBeLessThanOrEqual(200);
    expect(pen.lines("", 200, 20, 400, 2)).toEqual([]);
    expect(pen.lines("港".repeat(12), 200, 20, 400, 2)).toHaveLength(2);
  });
});
