/** A file of examples and what is to be known of it: where it is from, on which terms, what its fields mean. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import { UserError } from "../../errors.ts";

export interface DataSet<Row> {
  /** Short name, as cards and `trainedOn` give it: "sst5". */
  name: string;
  /** In the data folder, without its ending: "sentiment/sst5". */
  file: string;
  /** Where it is from and on which terms, for the card. */
  source: string;
  terms: string;
  /** A: free with attribution; B: weights only may be given on. (C, evaluation only, is never trained on.) */
  class: "A" | "B";
  /** BCP 47 primary tags. */
  languages: readonly string[];
  row: z.ZodType<Row>;
}

const ENDINGS = [".jsonl.gz", ".jsonl"];

/** Every row. @throws UserError when the file is missing, or naming the first line that is not what the description says. */
export function readDataSet<Row>(folder: string, set: DataSet<Row>): Row[] {
  const path = ENDINGS.map((ending) => `${folder}/${set.file}${ending}`).find(existsSync);
  if (path === undefined)
    throw new UserError(
      {
        en: `The data set ${set.name} is missing: ${folder}/${set.file}.jsonl.gz`,
        zh: `缺少数据集 ${set.name}：${folder}/${set.file}.jsonl.gz`,
      },
      {
        en: `It is from: ${set.source}. Name the folder that holds it with --data`,
        zh: `来源：${set.source}。请用 --data 指定其所在文件夹`,
      },
    );
  const rows: Row[] = [];
  textOf(path)
    .split("\n")
    .forEach((line, i) => {
      if (!line.trim()) return;
      const parsed = set.row.safeParse(json(line));
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const why = `${issue?.path.join(".") || "line"}: ${issue?.message ?? ""}`;
        throw new UserError(
          {
            en: `Line ${i + 1} of ${path} is not a row of ${set.name} (${why})`,
            zh: `${path} 第 ${i + 1} 行不是 ${set.name} 的数据（${why}）`,
          },
          { en: "Mend or remove that line", zh: "请修正或删除该行" },
        );
      }
      rows.push(parsed.data);
    });
  return rows;
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
  } catch (cause) {
    throw new UserError(
      { en: `${path} cannot be read`, zh: `无法读取 ${path}` },
      {
        en: "Copy it anew: it is cut short, or not what its ending says",
        zh: "请重新复制：文件不完整，或与其后缀不符",
      },
      { cause },
    );
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
