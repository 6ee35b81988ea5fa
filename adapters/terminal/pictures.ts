/** A terminal shows no pictures: they are kept as files, and their path is told. */
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reply } from "../../src/types.ts";

/** The newest stay. */
const mostFiles = 200;

/** @returns paths in the order of the reply's pictures; none where the disk refuses: the answer is good without. */
export async function savePictures(
  reply: Reply,
  dataDir: string,
  trouble: (error: unknown) => void,
): Promise<readonly string[]> {
  const images = reply.images ?? [];
  if (images.length === 0) return [];
  const folder = join(dataDir, "pictures");
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const saved: string[] = [];
    for (const [n, { type, data }] of images.entries()) {
      // A name of our own: a reply's id and a picture's name may hold anything.
      const id = createHash("sha256").update(`${reply.id}\n${n}`).digest("hex").slice(0, 12);
      const path = join(folder, `${id}.${type === "image/svg+xml" ? "svg" : "png"}`);
      await writeFile(path, Buffer.from(data, "base64"), { mode: 0o600 });
      saved.push(path);
    }
    await prune(folder);
    return saved;
  } catch (error) {
    trouble(error);
    return [];
  }
}

async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= mostFiles) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  files.sort((a, b) => b.at - a.at);
  for (const { name } of files.slice(mostFiles)) await rm(join(folder, name), { force: true });
}
