/** Reads a data folder's files: JSON lines, gzipped or not. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { UserError } from "../errors.ts";

/** All rows of `<data>/<file>.jsonl.gz` (or `.jsonl`). @throws UserError for a file that is missing or no JSON lines. */
export function readDataRows<Row>(data: string, file: string): Row[] {
  const path = [".jsonl.gz", ".jsonl"]
    .map((ending) => join(data, `${file}${ending}`))
    .find((one) => existsSync(one));
  if (!path)
    throw new UserError(
      { en: `There is no ${file}.jsonl.gz in ${data}`, zh: `${data} 中没有 ${file}.jsonl.gz` },
      { en: "Name the data folder: --data DIR", zh: "请指定数据文件夹：--data DIR" },
    );
  const bytes = readFileSync(path);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString();
  const rows: Row[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    try {
      rows.push(JSON.parse(line) as Row);
    } catch (cause) {
      throw new UserError(
        { en: `${path}, line ${at + 1}, is no JSON`, zh: `${path} 第 ${at + 1} 行不是 JSON` },
        { en: "Copy the file anew", zh: "请重新复制该文件" },
        { cause },
      );
    }
  }
  return rows;
}
