/** Weights count only by their hash, and a model is written whole or not at all. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openModel } from "../../src/language/model-folder.ts";
import { writeModel } from "../../src/learn/write-model.ts";

const about = {
  name: "tone-linear",
  version: "1",
  task: "sentiment",
  kind: "linear",
  languages: ["en"],
  trainedOn: ["made-up"],
  command: "train sentiment",
};

describe("a model's folder", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "copytaster-model-"));
    path = join(folder, "tone-linear");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("gives back what was written, and says which weights they are", () => {
    writeModel(path, about, { "weights.bin": Uint8Array.of(1, 2, 3) }, { "card.md": "# A card" });
    const first = openModel(path);
    expect([...first.read("weights.bin")]).toEqual([1, 2, 3]);
    expect(first.label).toMatch(/^tone-linear 1 \([0-9a-f]{8}\)$/);
    writeModel(path, about, { "weights.bin": Uint8Array.of(1, 2, 4) });
    expect(openModel(path).label).not.toBe(first.label);
    expect(readdirSync(folder)).toEqual(["tone-linear"]);
  });

  it("refuses weights that were changed, swapped, or are gone", () => {
    writeModel(path, about, { "weights.bin": "right", "words.txt": "a b" });
    writeFileSync(join(path, "weights.bin"), "wrong");
    expect(() => openModel(path).read("weights.bin")).toThrow(/its SHA-256 differs/);
    rmSync(join(path, "words.txt"));
    expect(() => openModel(path).read("words.txt")).toThrow(/words.txt cannot be read/);
    expect(() => openModel(path).read("card.md")).toThrow(/does not name card.md/);
  });

  it("refuses a manifest that is broken or leads out of its folder", () => {
    writeModel(path, about, {});
    const bad = { ...about, files: { "../../secret": "0".repeat(64) } };
    writeFileSync(join(path, "model.json"), JSON.stringify(bad));
    expect(() => openModel(path)).toThrow(/cannot be read as a model's manifest/);
    writeFileSync(join(path, "model.json"), "{");
    expect(() => openModel(path)).toThrow(/cannot be read as a model's manifest/);
  });

  it("leaves the old model where the new one cannot be written", () => {
    writeModel(path, about, { "weights.bin": "old" });
    expect(() => writeModel(path, about, { "weights.bin": "new" }, { "no/such/place": "x" })).toThrow();
    expect(openModel(path).read("weights.bin").toString()).toBe("old");
    expect(readdirSync(folder)).toEqual(["tone-linear"]);
  });
});
