/** Vectors by a model on this machine. */
import { basename } from "node:path";
import type { Embedder, Log } from "../../types.ts";
import { choiceOf, devicesOf, missing, saysMissing, type TransformersSettings } from "./choice.ts";
import { createHost } from "./host.ts";
import type { Embedded, EmbedJob } from "./protocol.ts";

/** What such models read is some 500 tokens; the opening tells the subject. */
const mostCharacters = 2_000;

/** Undefined where TRANSFORMERS_EMBEDDING_MODEL is not set. The model is loaded with the first text, in a thread of its own, and kept. */
export function transformersEmbedder(
  settings: TransformersSettings,
  { dataDir, log }: { dataDir: string; log: Log },
): (Embedder & { stop(): Promise<void> }) | undefined {
  const chosen = settings.TRANSFORMERS_EMBEDDING_MODEL;
  if (chosen === undefined) return undefined;
  const { TRANSFORMERS_DTYPE: dtype, TRANSFORMERS_EMBEDDING_POOLING: pooling } = settings;
  let devices = devicesOf(settings.TRANSFORMERS_DEVICE);
  const name = basename(chosen);
  const host = createHost<EmbedJob, Embedded>({
    choice: () => choiceOf(settings, { model: chosen, task: "feature-extraction", devices }, dataDir),
    script: new URL("./embed-worker.ts", import.meta.url),
    graceMs: 5_000,
    events: {
      loading: () => undefined,
      device(device, why) {
        devices = devices.filter((one) => one !== device);
        log.warn(
          { device, why, next: devices[0] },
          "The model of vectors cannot run on this device; taking the next.",
        );
      },
      loaded: (device) => log.info({ model: name, device }, "The local model of vectors is loaded."),
    },
  });
  return {
    model: `transformers:${name} (${dtype}, ${pooling})`,
    near: settings.TRANSFORMERS_EMBEDDING_NEAR,
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      // A model makes something of nothing at all: a dash stands for no text, as with a server.
      const job = { texts: texts.map((text) => text.slice(0, mostCharacters).trim() || "-"), pooling };
      try {
        return (await host.run(job, signal, () => undefined)).vectors;
      } catch (error) {
        signal.throwIfAborted();
        if (saysMissing(error)) throw missing("TRANSFORMERS_EMBEDDING_MODEL", chosen, dtype, error);
        throw error;
      }
    },
    stop: () => host.stop(),
  };
}
