/** Reads one file of a data folder: JSON lines, gzipped or not. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../errors.ts";

/** `name` without its ending: "sentiment/sst5". @throws UserError naming the file when it is missing or a line is no JSON. */
export function readJsonLines<Row>(folder: string, name: string): Row[] {
  const path = [".jsonl.gz", ".jsonl"].map((ending) => join(folder, `${name}${ending}`)).find(existsSync);
  if (!path)
    throw new UserError(
      { en: `${join(folder, name)}.jsonl.gz is not there`, zh: `找不到 ${join(folder, name)}.jsonl.gz` },
      {
        en: "Name the folder that holds the data with --data",
        zh: "请用 --data 指出数据所在的文件夹",
      },
    );
  const bytes = readFileSync(path);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString();
  return text.split("\n").flatMap((line, i) => {
    if (!line.trim()) return [];
    try {
      return [JSON.parse(line) as Row];
    } catch (cause) {
      throw new UserError(
        { en: `${path}, line ${i + 1}, is no JSON`, zh: `${path} 第 ${i + 1} 行不是 JSON` },
        { en: "Mend or remove that line", zh: "请修正或删除这一行" },
        { cause },
      );
    }
  });
}
