/** Writes a trained model as a folder that `openModel` takes: whole, or not at all. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type ModelManifest, modelManifest } from "../language/model-folder.ts";

/** Made beside its place and moved there: a process that is killed on the way, or a full disk, leaves what was there before. */
export function writeModel(
  path: string,
  manifest: Omit<ModelManifest, "files">,
  files: Readonly<Record<string, Uint8Array | string>>,
  /** Beside the weights, not part of the model's identity: "card.md". */
  beside: Readonly<Record<string, Uint8Array | string>> = {},
): ModelManifest {
  const hashes = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]),
  );
  const whole = modelManifest.parse({ ...manifest, files: hashes });
  mkdirSync(dirname(path), { recursive: true });
  const made = mkdtempSync(join(dirname(path), `.${basename(path)}-`));
  try {
    for (const [name, bytes] of Object.entries({ ...files, ...beside }))
      writeFileSync(join(made, name), bytes);
    writeFileSync(join(made, "model.json"), `${JSON.stringify(whole, null, 2)}\n`);
    const old = `${made}-old`;
    if (existsSync(path)) renameSync(path, old);
    renameSync(made, path);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
  return whole;
}
