/** A trained model as a folder: `model.json` says what it is, and every other file counts only by its hash. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../errors.ts";

/** A plain name: nothing that leaves the folder. */
const fileName = z.string().regex(/^[A-Za-z0-9][\w.-]*$/);

export const modelManifest = z.object({
  /** "sentiment-linear-en": the folder's name too, where it is shipped. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().min(1),
  /** What it answers: "sentiment", "topics", "names" … Models of one task can stand in for each other. */
  task: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** How it is built: "linear", "rnn", "lstm", "attention", "transformer", "perceptron" … */
  kind: z.string().min(1),
  /** BCP 47 primary tags of the languages it was trained on. */
  languages: z.array(z.string()).min(1),
  /** SHA-256, hex, of each file beside this one. */
  files: z.record(fileName, z.string().regex(/^[0-9a-f]{64}$/)),
  /** The data sets it learnt from, by the names that its card explains. */
  trainedOn: z.array(z.string()),
  /** What makes these bytes again, for whoever has the data. */
  command: z.string(),
});

export type ModelManifest = z.infer<typeof modelManifest>;

export interface ModelFolder {
  path: string;
  manifest: ModelManifest;
  /** Short name of exactly these weights, for `madeBy`: "sentiment-linear-en 3 (a1b2c3d4)". */
  label: string;
  /** SHA-256, hex, over the hashes of all files: two folders with one hash hold the same weights. */
  hash: string;
  /** A file's bytes. @throws UserError when they are not the ones that the manifest names. */
  read(file: string): Buffer;
}

/** Reads the manifest now, and each file when it is asked for. @throws UserError naming the file and the mend. */
export function openModel(path: string): ModelFolder {
  const manifest = readManifest(join(path, "model.json"));
  const hash = identityOf(manifest.files);
  return {
    path,
    manifest,
    label: `${manifest.name} ${manifest.version} (${hash.slice(0, 8)})`,
    hash,
    read(file) {
      const wanted = manifest.files[file];
      if (wanted === undefined) throw broken(path, `model.json does not name ${file}`);
      let bytes: Buffer;
      try {
        bytes = readFileSync(join(path, file));
      } catch (cause) {
        throw broken(path, `${file} cannot be read`, cause);
      }
      if (createHash("sha256").update(bytes).digest("hex") !== wanted)
        throw broken(path, `${file} is not the file that model.json names: its SHA-256 differs`);
      return bytes;
    },
  };
}

/** SHA-256, hex, the same for exactly the same files. `files`: SHA-256 by name. */
export function identityOf(files: ModelManifest["files"]): string {
  const hashes = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(hashes)).digest("hex");
}

function readManifest(file: string): ModelManifest {
  try {
    return modelManifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw broken(file, "it cannot be read as a model's manifest", cause);
  }
}

function broken(path: string, why: string, cause?: unknown): UserError {
  return new UserError(
    { en: `The model in ${path} cannot be used: ${why}`, zh: `无法使用 ${path} 中的模型：${why}` },
    {
      en: "Copy the folder anew from where it was made, or go back: `copytaster models rollback`",
      zh: "请从来源重新复制该文件夹，或回退：`copytaster models rollback`",
    },
    { cause },
  );
}
