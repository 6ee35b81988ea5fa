/** Our own gold: invented sentences with marks, a development half and a held-out half. */
import { readFileSync } from "node:fs";

export interface Marked {
  text: string;
  /** In order; UTF-16, end excluded. */
  marks: readonly { start: number; end: number; label: string }[];
}

/** `{words|label}` and `{words=>label}`; lines with # are about the file. */
export function readGold(name: string): Marked[] {
  const lines = readFileSync(new URL(`./${name}.txt`, import.meta.url), "utf8").split("\n");
  return lines.filter((line) => line && !line.startsWith("#")).map(read);
}

function read(line: string): Marked {
  const marks: { start: number; end: number; label: string }[] = [];
  let text = "";
  let at = 0;
  for (const match of line.matchAll(/\{([^{}]+?)(?:\||=>)([^{}|]+)\}/g)) {
    text += line.slice(at, match.index);
    const [whole, words = "", label = ""] = match;
    marks.push({ start: text.length, end: text.length + words.length, label });
    text += words;
    at = match.index + whole.length;
  }
  return { text: text + line.slice(at), marks };
}

/** The day that the sentences about time are spoken on: Thursday. */
export const SPOKEN = Date.UTC(2026, 2, 12, 9);
