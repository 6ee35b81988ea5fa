/** Reading an answer's body within limits, however it was packed. */
import { type Readable, type Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";

/** Each call may see only the next few KB: a bomb is counted while it opens. */
const openers: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  "x-gzip": () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
  zstd: () => zlib.createZstdDecompress(),
};

export const acceptedEncodings = "gzip, deflate, br";

export interface ReadBody {
  bytes: Uint8Array;
  /** The body was longer than `maxBytes`; `bytes` are the first of it. */
  cut: boolean;
}

/** undefined: packed in a way that nobody asked for. Servers that pack more than twice are not taken seriously. */
export function unpackers(encoding: string): Transform[] | undefined {
  const names = encoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > 2) return undefined;
  const made: Transform[] = [];
  for (const name of names.reverse()) {
    const open = openers[name];
    if (!open) return undefined;
    made.push(open());
  }
  return made;
}

/**
 * Reads at most `maxBytes` of the unpacked body and lets go of the rest. Rejects when the stream breaks, the packing is
 * damaged or the signal is aborted.
 */
export async function readBody(
  body: Readable,
  encoding: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ReadBody | undefined> {
  const steps = unpackers(encoding);
  if (!steps) {
    body.destroy();
    return undefined;
  }
  // An early end is told by the pipeline; the stream's own echo of it has nothing to add.
  body.on("error", () => undefined);
  const chunks: Buffer[] = [];
  let total = 0;
  let cut = false;
  const sink = new Writable({
    write(chunk: Buffer, _, next) {
      total += chunk.length;
      chunks.push(chunk);
      cut = total > maxBytes;
      next(cut ? new Error("enough was read") : null);
    },
  });
  try {
    await pipeline([body, ...steps, sink], { signal });
  } catch (error) {
    if (!cut || signal.aborted) throw error;
  } finally {
    body.destroy();
    for (const step of steps) step.destroy();
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks).subarray(0, maxBytes)), cut };
}
