/** Rows that no training ever sees: what a candidate and the live model are compared on. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { UserError } from "../errors.ts";

const unzip = promisify(gunzip);

export const heldOutRow = z.object({
  id: z.string().optional(),
  text: z.string().min(1),
  /** The right answer, for tasks with one answer a text. */
  label: z.string().optional(),
  /** The part of the text it is about (a target), UTF-16, end excluded. */
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().positive().optional(),
  /** The right parts, for tasks that find parts of a text. */
  spans: z
    .array(
      z.object({
        start: z.number().int().nonnegative(),
        end: z.number().int().positive(),
        label: z.string(),
      }),
    )
    .optional(),
  language: z.string().optional(),
  source: z.string().optional(),
  /** ms since 1970 */
  at: z.number().optional(),
});

export type HeldOutRow = z.infer<typeof heldOutRow>;

/** No more are compared: an interval over so many is narrow enough, and the bot goes on answering meanwhile. */
export const mostRows = 4_000;

/**
 * All rows of `<folder>/<task>.jsonl` (or .jsonl.gz) of these folders; equal texts once. None where no file is.
 * @throws UserError naming the line that is no row.
 */
export async function readHeldOut(folders: readonly string[], task: string): Promise<readonly HeldOutRow[]> {
  const rows = new Map<string, HeldOutRow>();
  for (const folder of folders)
    for (const file of [`${task}.jsonl`, `${task}.jsonl.gz`].map((name) => join(folder, name))) {
      if (!existsSync(file)) continue;
      const bytes = await readFile(file);
      const text = (file.endsWith(".gz") ? await unzip(bytes) : bytes).toString("utf8");
      text.split("\n").forEach((line, i) => {
        if (line.trim() === "") return;
        const row = readRow(line, file, i + 1);
        const key = textKey(row.text) + (row.start === undefined ? "" : `\n${row.start}-${row.end}`);
        if (!rows.has(key)) rows.set(key, row);
      });
    }
  return [...rows.values()].slice(0, mostRows);
}

/** Texts that differ in spaces, case or width alone are one: a copy in the training data would make a held-out row worthless. */
export function textKey(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function readRow(line: string, file: string, number: number): HeldOutRow {
  try {
    return heldOutRow.parse(JSON.parse(line));
  } catch (cause) {
    throw new UserError(
      {
        en: `Line ${number} of ${file} is no held-out row`,
        zh: `${file} 第 ${number} 行不是有效的留出样本`,
      },
      {
        en: 'Each line is JSON with "text" and "label" (or "spans"); language, source and at may stand beside',
        zh: "每行须为含 text 和 label（或 spans）的 JSON，可另有 language、source、at",
      },
      { cause },
    );
  }
}
