/** Where a training stands, in one file: a killed one goes on from its last whole epoch. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const head = z.object({
  /** Of the plan, the data and the seed: another training's file is not taken for this one's. */
  fingerprint: z.string(),
  /** Whole epochs behind it. */
  epoch: z.number(),
  best: z.number(),
  bestEpoch: z.number(),
  history: z.array(z.object({ loss: z.number(), heldOut: z.number() })),
  /** Floats of each array that follows. */
  sizes: z.array(z.number()),
});

export type Standing = Omit<z.infer<typeof head>, "sizes">;

/** Whole or not at all, also when the machine falls. @throws what the file system throws: a full disk, say. */
export function keepCheckpoint(file: string, standing: Standing, arrays: readonly Float32Array[]): void {
  const text = JSON.stringify({ ...standing, sizes: arrays.map(({ length }) => length) });
  mkdirSync(dirname(file), { recursive: true });
  const made = `${file}.new`;
  try {
    const open = openSync(made, "w");
    try {
      whole(open, Buffer.from(`${text}\n`));
      for (const { buffer, byteOffset, byteLength } of arrays)
        whole(open, new Uint8Array(buffer, byteOffset, byteLength));
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(made, file);
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
}

/** Fills `arrays`; undefined where there is no file, or one that is of another training, or broken. */
export function readCheckpoint(
  file: string,
  fingerprint: string,
  arrays: readonly Float32Array[],
): Standing | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const end = bytes.indexOf(10);
  const found = head.safeParse(parsed(bytes.subarray(0, Math.max(0, end)).toString()));
  if (!found.success || found.data.fingerprint !== fingerprint) return undefined;
  const { sizes, ...standing } = found.data;
  const fits = sizes.length === arrays.length && arrays.every(({ length }, i) => length === sizes[i]);
  const size = sizes.reduce((total, one) => total + one * 4, end + 1);
  if (!fits || size !== bytes.length) return undefined;
  let at = end + 1;
  for (const array of arrays) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      bytes.subarray(at, at + array.byteLength),
    );
    at += array.byteLength;
  }
  return standing;
}

/** A write may take only a part; on a full disk the next one says so. */
function whole(open: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
