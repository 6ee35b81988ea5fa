/** The thread that makes vectors with a local model. */
import type { FeatureExtractionPipeline } from "@xenova/transformers";
import type { Embedded, EmbedJob } from "./protocol.ts";
import { serve } from "./serve.ts";

/** Texts in one run: padded to the longest, so that many at once cost more than they save. */
const atOnce = 8;

serve<EmbedJob, Embedded>(async ({ run }, { texts, pooling }, signal) => {
  const extract = run as unknown as FeatureExtractionPipeline;
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length && !signal.aborted; from += atOnce) {
    const made = await extract(texts.slice(from, from + atOnce), { pooling, normalize: true });
    const [count = 0, size = 0] = made.dims;
    const values = made.data as Float32Array;
    for (let at = 0; at < count; at++) vectors.push(values.slice(at * size, (at + 1) * size));
    made.dispose();
  }
  return { vectors };
});
