/** Reads the files of a data folder: JSON lines, gzipped. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Run } from "./frame.ts";

/** Beside the project, where whoever has the data keeps it. */
export const DEFAULT_DATA = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** The first `limit` rows of a file, or undefined (and said so) when it is not there. `file` without its ending; .jsonl.gz and .jsonl are tried. */
export function readRows<Row>(run: Run, set: string, file: string, needed = true): Row[] | undefined {
  const path = [".jsonl.gz", ".jsonl"].map((ending) => `${run.data}/${file}${ending}`).find(existsSync);
  if (!path) {
    run.missing(set, `${file}.jsonl.gz`, needed);
    return undefined;
  }
  return parseLines<Row>(readFileSync(path), path).slice(0, run.limit);
}

/** Throws with the line's number where a line is no JSON. */
export function parseLines<Row>(bytes: Uint8Array, name: string): Row[] {
  const text =
    bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString();
  const rows: Row[] = [];
  text.split("\n").forEach((line, i) => {
    if (!line.trim()) return;
    try {
      rows.push(JSON.parse(line) as Row);
    } catch (cause) {
      throw new Error(`${name}, line ${i + 1}, is no JSON`, { cause });
    }
  });
  return rows;
}

export function isDevelopment(data: string): boolean {
  return existsSync(data) && existsSync(DEFAULT_DATA) && realpathSync(data) === realpathSync(DEFAULT_DATA);
}
