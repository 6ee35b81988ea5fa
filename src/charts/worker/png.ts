/** SVG to PNG by resvg, as WebAssembly: the same bytes on every machine, nothing to compile, no font of the system. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Fonts } from "../fonts/fonts.ts";
import { weightOf } from "./svg.ts";

let ready: Promise<void> | undefined;

export interface Png {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** @param zoom pixels of the file for each of the picture's */
export async function pngOf(svg: string, fonts: Fonts, zoom: number): Promise<Png> {
  ready ??= begin();
  await ready;
  const { text, buffers } = withFonts(svg, fonts);
  const resvg = new Resvg(text, {
    font: { fontBuffers: buffers, defaultFontSize: 15 },
    fitTo: { mode: "zoom", value: zoom },
  });
  try {
    const image = resvg.render();
    try {
      return { bytes: image.asPng(), width: image.width, height: image.height };
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

async function begin(): Promise<void> {
  const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  await initWasm(await readFile(file));
}

/**
 * Each stretch of words names the very font that has it, and stands in an element of its own: which part of a family a rasteriser would
 * choose, and how it would mend what a part lacks, is not left to it.
 */
export function withFonts(svg: string, fonts: Fonts): { text: string; buffers: Uint8Array[] } {
  const used = new Map<string, Uint8Array>();
  const text = svg.replace(/<text\b([^>]*)>([^<]*)<\/text>/g, (_, attributes: string, words: string) => {
    const weight = weightOf(attribute(attributes, "font-weight"));
    const size = Number.parseFloat(attribute(attributes, "font-size") ?? "") || 11;
    const own = attributes.replace(/ (font-family|font-weight|text-anchor)="[^"]*"/g, "");
    const runs = fonts.runs(unescapeXml(words), weight);
    const widths = runs.map((run) => fonts.measure(run.text, size, weight));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const anchor = attribute(attributes, "text-anchor");
    let x = anchor === "end" ? -whole : anchor === "middle" ? -whole / 2 : 0;
    return runs
      .map(({ text: run, face }, n) => {
        used.set(face.family, face.bytes);
        const element = `<text${own} x="${x.toFixed(2)}" font-family="${face.family}" xml:space="preserve">${escapeXml(run)}</text>`;
        x += widths[n] ?? 0;
        return element;
      })
      .join("");
  });
  return { text, buffers: [...used.values()] };
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const unescapeXml = (text: string) =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, name: string) =>
    name.startsWith("#")
      ? String.fromCodePoint(name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
      : (entities[name] ?? all),
  );
const escapeXml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
