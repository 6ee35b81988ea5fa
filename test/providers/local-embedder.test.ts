import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { type TransformersSettings, transformersSettings } from "../../src/providers/transformers/choice.ts";
import { transformersEmbedder } from "../../src/providers/transformers/embedder.ts";
import { fakeLog } from "../fakes/ask.ts";
import { writeTinyModel } from "../fakes/tiny-model.ts";

// The real Transformers.js and ONNX Runtime, in a real thread, on a tiny model made here: its vector of a text is the bag of its words.
const folder = await mkdtemp(join(tmpdir(), "vectors-"));
const never = new AbortController().signal;
const open: { stop(): Promise<void> }[] = [];
beforeAll(() => writeTinyModel(join(folder, "tiny"), { kind: "encoder", chatTemplate: false, window: 16 }));
afterEach(() => Promise.all(open.splice(0).map((one) => one.stop())));
afterAll(() => rm(folder, { recursive: true }));

function make(over: Partial<TransformersSettings> = {}) {
  const fallbacks = Object.fromEntries(
    Object.entries(transformersSettings).map(([name, { fallback }]) => [name, fallback]),
  ) as unknown as TransformersSettings;
  const embedder = transformersEmbedder(
    {
      ...fallbacks,
      TRANSFORMERS_DEVICE: "cpu",
      TRANSFORMERS_EMBEDDING_MODEL: join(folder, "tiny"),
      ...over,
    },
    { dataDir: folder, log: fakeLog() },
  );
  if (!embedder) throw new Error("no embedder");
  open.push(embedder);
  return embedder;
}

const dot = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

describe("vectors by a model on this machine", () => {
  it("is off where no model is set", () => {
    const settings = { TRANSFORMERS_EMBEDDING_MODEL: undefined } as unknown as TransformersSettings;
    expect(transformersEmbedder(settings, { dataDir: folder, log: fakeLog() })).toBeUndefined();
  });

  it("gives one of length one a text, in their order, however many there are", async () => {
    const words = ["port", "closed", "Monday"];
    const texts = Array.from({ length: 20 }, (_, at) => words[at % 3] ?? "");
    const vectors = await make().embed(texts, never);
    expect(vectors).toHaveLength(20);
    for (const [at, vector] of vectors.entries()) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      for (const [other, beside] of vectors.entries())
        expect(dot(vector, beside)).toBeCloseTo(at % 3 === other % 3 ? 1 : 0, 5);
    }
  });

  it("takes the mean of the words, or the first, as it is told: and says so in its name", async () => {
    const [mean, first] = [make(), make({ TRANSFORMERS_EMBEDDING_POOLING: "cls" })];
    const texts = ["port closed", "port", "closed port"];
    const [both, one, turned] = await mean.embed(texts, never);
    expect(dot(both, one)).toBeCloseTo(Math.SQRT1_2, 5);
    expect(dot(both, turned)).toBeCloseTo(1, 5);
    const [begins, same, other] = await first.embed(texts, never);
    expect(dot(begins, same)).toBeCloseTo(1, 5);
    expect(dot(begins, other)).toBeCloseTo(0, 5);
    expect(mean.model).toBe("transformers:tiny (q8, mean)");
    expect(first.model).toBe("transformers:tiny (q8, cls)");
  });

  it("takes empty texts, and reads of a long one what fits", async () => {
    const vectors = await make().embed(["", " \n", "port ".repeat(5_000), "port"], never);
    expect(vectors).toHaveLength(4);
    for (const vector of vectors) expect(vector.every(Number.isFinite)).toBe(true);
    expect(dot(vectors[2], vectors[3])).toBeCloseTo(1, 5);
  });

  it("says which setting to mend where the model is not there", async () => {
    const failed = make({ TRANSFORMERS_EMBEDDING_MODEL: join(folder, "gone") }).embed(["port"], never);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toMatchObject({
      mend: { en: expect.stringContaining("TRANSFORMERS_EMBEDDING_MODEL") },
    });
  });

  it("gives up with its caller's reason, and serves the next", async () => {
    const embedder = make();
    const controller = new AbortController();
    const given = embedder.embed(["port"], controller.signal);
    controller.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    expect(await embedder.embed(["port"], never)).toHaveLength(1);
  });
});
