/** Reads the files of a tar archive (ustar, with GNU and pax long names) in memory. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export interface TarFile {
  name: string;
  bytes: Uint8Array;
}

/** `../shared/data` beside the project: where the real data is, when it is. */
export const dataFolder = new URL("../../../shared/data/", import.meta.url);

/** undefined when the file is not there. */
export function readDataTar(path: string): readonly TarFile[] | undefined {
  const file = new URL(path, dataFolder);
  if (!existsSync(file)) return undefined;
  const raw = readFileSync(file);
  return readTar(raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw);
}

export function readTar(bytes: Uint8Array): readonly TarFile[] {
  const files: TarFile[] = [];
  let longName = "";
  for (let at = 0; at + 512 <= bytes.length; ) {
    const field = (from: number, length: number) =>
      new TextDecoder().decode(bytes.subarray(at + from, at + from + length)).replace(/\0[\s\S]*$/, "");
    const name = field(0, 100);
    if (name === "") break;
    const size = Number.parseInt(field(124, 12).trim() || "0", 8);
    const kind = field(156, 1);
    const content = bytes.subarray(at + 512, at + 512 + size);
    if (kind === "L") longName = new TextDecoder().decode(content).replace(/\0[\s\S]*$/, "");
    else if (kind === "x") longName = /\d+ path=(.*)\n/.exec(new TextDecoder().decode(content))?.[1] ?? "";
    else if (kind === "0" || kind === "") {
      const prefix = field(345, 155);
      files.push({ name: longName || (prefix ? `${prefix}/${name}` : name), bytes: content });
      longName = "";
    } else longName = "";
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
