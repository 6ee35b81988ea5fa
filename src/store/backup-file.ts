/**
 * A backup is one gzipped file of JSON lines, alike from SQLite and Postgres, so that either can be restored to either: a head
 * (format, version of the tables), a line for each page of rows, an end with their number. Without its end it is cut, and refused.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { messageOf, UserError } from "../errors.ts";
import type { SqlValue } from "../types.ts";
import type { Rows } from "./dump.ts";

export interface Head {
  copytaster: "backup";
  format: 1;
  /** Of the tables: the newest migration's number. */
  version: number;
  at: number;
  rows: number;
}

/** Written beside and moved into place when it is whole. Readable by its owner alone: it holds what people said. */
export async function writeBackup(file: string, head: Head, rows: AsyncIterable<Rows>): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(
      Readable.from(lines(head, rows)),
      createGzip(),
      createWriteStream(partial, { mode: 0o600 }),
    );
    const written = await open(partial, "r+");
    await written.sync();
    await written.close();
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw unwritable.has(codeOf(error)) ? notWritten(file, error) : error;
  }
}

const unwritable = new Set(
  "EACCES EDQUOT EFBIG EIO EISDIR ENAMETOOLONG ENOENT ENOSPC ENOTDIR EPERM EROFS".split(" "),
);

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

function notWritten(file: string, cause: unknown): UserError {
  return new UserError(
    {
      en: `The backup could not be written to ${file} (${messageOf(cause)})`,
      zh: `无法将备份写入 ${file}（${messageOf(cause)}）`,
    },
    {
      en: "Name a file in a folder that is there, can be written and has room",
      zh: "请指定一个已存在、可写且空间足够的文件夹中的文件",
    },
    { cause },
  );
}

async function* lines(head: Head, source: AsyncIterable<Rows>): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`;
  let count = 0;
  for await (const { table, columns, rows } of source) {
    count += rows.length;
    yield `${JSON.stringify({ table, columns, rows: rows.map((row) => row.map(pack)) })}\n`;
  }
  yield `${JSON.stringify({ end: count })}\n`;
}

/** Calls back with the head, then gives the rows. Throws `UserError` for a file that is no whole backup. */
export async function* readBackup(file: string, onHead: (head: Head) => void): AsyncGenerator<Rows> {
  let count = 0;
  let ended = false;
  let head: Head | undefined;
  const raw = createReadStream(file);
  const unzipped = createGunzip();
  // Errors of the file come out where the lines are read.
  raw.on("error", (error) => unzipped.destroy(error));
  try {
    for await (const line of linesOf(raw.pipe(unzipped).setEncoding("utf8"))) {
      const value = JSON.parse(line) as Head | Rows | { end: number };
      if (!head) {
        if (!("copytaster" in value)) throw new Error("its first line is not that of a backup");
        if (value.format !== 1) throw new Error(`its format is ${value.format}, this version reads format 1`);
        head = value;
        onHead(head);
      } else if ("end" in value) {
        if (value.end !== count) throw new Error(`it says ${value.end} rows and holds ${count}`);
        ended = true;
      } else if ("table" in value) {
        count += value.rows.length;
        yield { ...value, rows: value.rows.map((row) => row.map(unpack)) };
      }
    }
    if (!ended) throw new Error("its end is missing");
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      {
        en: `${file} cannot be read as a backup (${messageOf(error)})`,
        zh: `无法将 ${file} 作为备份读取（${messageOf(error)}）`,
      },
      { en: 'Give a file that "copytaster backup" has made', zh: "请提供由 copytaster backup 生成的文件" },
      { cause: error },
    );
  } finally {
    raw.destroy();
  }
}

/** UTF-16 units. A page of rows is some megabytes; a damaged file unpacks to lines without an end. */
const longestLine = 256 * 1024 * 1024;

/** By line feeds alone: JSON leaves U+2028 and its like as they are, and Node's readline would cut there. Each piece is looked through once. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    const [head = "", ...lines] = chunk.split("\n");
    rest.push(head);
    length += head.length;
    if (length > longestLine) throw new Error("one of its lines has no end");
    for (const line of lines) {
      yield rest.join("");
      rest = [line];
      length = line.length;
    }
  }
  if (length > 0) yield rest.join("");
}

function pack(value: SqlValue): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
}

function unpack(value: unknown): SqlValue {
  if (typeof value === "object" && value !== null && "base64" in value)
    return Buffer.from(String(value.base64), "base64");
  return value as SqlValue;
}
