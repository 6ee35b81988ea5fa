/** Files that came by the page: kept under random names, for their owner's eyes, for seven days. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../src/errors.ts";
import type { FileRef } from "../../src/types.ts";

export interface Uploads {
  keep(file: File): Promise<FileRef>;
  /** Throws `UserError` above `maxBytes` and when the seven days are over. */
  open(file: FileRef, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Takes away what is older than seven days. */
  prune(): Promise<void>;
}

const keptMs = 7 * 24 * 3600 * 1000;
const names = /^[0-9a-f]{32}$/;

export function createUploads(dataDir: string, now: () => number): Uploads {
  const folder = join(dataDir, "uploads");
  return {
    async keep(file) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const ref = randomBytes(16).toString("hex");
      await writeFile(join(folder, ref), new Uint8Array(await file.arrayBuffer()), {
        mode: 0o600,
        flag: "wx",
      });
      return {
        name: plainName(file.name),
        type: file.type || "application/octet-stream",
        size: file.size,
        ref,
      };
    },
    async open(file, maxBytes, signal) {
      // The name came by a stored message: it must be one of ours, never a path.
      if (!names.test(file.ref)) throw gone(file.name);
      const path = join(folder, file.ref);
      const size = await stat(path).then((found) => found.size, absent);
      if (size === undefined) throw gone(file.name);
      if (size > maxBytes) throw tooLarge(file.name, maxBytes);
      return readFile(path, { signal });
    },
    async prune() {
      for (const name of (await readdir(folder).catch(absent)) ?? []) {
        if (!names.test(name)) continue;
        const changed = await stat(join(folder, name)).then((found) => found.mtimeMs, absent);
        if (changed !== undefined && changed < now() - keptMs) await rm(join(folder, name), { force: true });
      }
    },
  };
}

/** The last part of a name, without control characters. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last.replace(/\p{Cc}/gu, "").slice(0, 200) || "file";
}

function gone(name: string): UserError {
  return new UserError(
    { en: `The file “${name}” is no longer kept`, zh: `文件“${name}”已不再保存` },
    { en: "Files are kept for seven days; attach it again", zh: "文件只保存七天，请重新添加" },
  );
}

function tooLarge(name: string, maxBytes: number): UserError {
  const megabytes = Math.floor(maxBytes / 1_000_000);
  return new UserError(
    { en: `The file “${name}” is larger than ${megabytes} MB`, zh: `文件“${name}”超过 ${megabytes} MB` },
    { en: "Attach a smaller one, or a part of it", zh: "请改用较小的文件，或只取其中一部分" },
  );
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
