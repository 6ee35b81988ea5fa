/** From data to a model that answers: the whole way, on a few made-up sentences. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openModel } from "../../src/language/model-folder.ts";
import { createToneNetwork, type ToneNetworkTools } from "../../src/language/sentiment/network/network.ts";
import { random } from "../../src/learn/metrics/bootstrap.ts";
import * as recipes from "../../src/learn/recipes/index.ts";
import { type Trained, type TrainTask, trainTask } from "../../src/learn/train-task.ts";
import { run } from "../app/command-line.ts";

const THINGS = "play film phone service meal plan speech story team law".split(" ");
const GOOD = "excellent lovely brilliant superb delightful".split(" ");
const BAD = "awful dreadful boring terrible broken".split(" ");

/** Six files in the layout of the data folder, of sentences that nobody wrote. */
function writeData(folder: string): void {
  mkdirSync(join(folder, "sentiment"), { recursive: true });
  const next = random(1);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? "";
  const row = (i: number) => {
    const good = i % 2 === 0;
    const text = `The ${pick(THINGS)} of day ${pick(THINGS)} in ${pick(THINGS)} ${pick(THINGS)} was ${pick(good ? GOOD : BAD)}, ${pick(THINGS)} said`;
    return { id: `${i}_1`, text, good };
  };
  const write = (name: string, count: number, make: (one: ReturnType<typeof row>) => object) =>
    writeFileSync(
      join(folder, "sentiment", `${name}.jsonl`),
      Array.from({ length: count }, (_, i) => JSON.stringify(make(row(i)))).join("\n"),
    );
  for (const name of ["nyt_editorial_valence", "tweets_valence", "amazon_valence", "movie_valence"])
    write(name, 120, ({ id, text, good }) => ({ id, text, score: good ? 2.5 : -2.5 }));
  write("sst5", 200, ({ text, good }) => ({ text, stars: good ? 5 : 1 }));
  for (const name of ["newsmtsc_targeted", "tweeteval"])
    write(name, 100, ({ text, good }) => ({ text, label: good ? "positive" : "negative" }));
}

describe("train sentiment-en", () => {
  let folder: string;
  let data: string;
  let trained: Trained;
  let network: ToneNetworkTools;
  const list = Object.values(recipes);
  const task = (changes: Partial<TrainTask> = {}): TrainTask => ({
    task: "sentiment-en",
    kind: "attention",
    data,
    seed: 1,
    out: undefined,
    models: join(folder, "models"),
    work: join(folder, "training"),
    examples: [],
    progress: () => {},
    signal: new AbortController().signal,
    ...changes,
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "copytaster-train-"));
    data = join(folder, "data");
    writeData(data);
    trained = await trainTask(list, task());
    network = createToneNetwork(openModel(trained.path));
  });
  afterAll(async () => {
    await network?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes a model that is named by its hash and says how it was made", () => {
    expect(trained.path).toMatch(/models\/sentiment-lstm-en-[0-9a-f]{8}$/);
    const { manifest } = openModel(trained.path);
    expect(manifest).toMatchObject({ task: "sentiment-network-en", kind: "attention", languages: ["en"] });
    expect(manifest.command).toContain("train sentiment-en --model attention --seed 1");
    expect(manifest.trainedOn).toContain("sst5");
  });

  it("makes the same bytes again", async () => {
    const again = await trainTask(list, task({ work: join(folder, "elsewhere") }));
    expect(again.path).toBe(trained.path);
  });

  it("tells good from bad, and which word did it", async () => {
    const [good = 0, bad = 0] = await network.tones(
      ["The film was superb, she said", "The film was dreadful, she said"],
      "reviews",
    );
    expect(good).toBeGreaterThan(0);
    expect(bad).toBeLessThan(0);
    const { tone, words } = await network.why("The film was dreadful, she said", "reviews");
    expect(tone).toBeCloseTo(bad, 5);
    const [heaviest] = [...words].sort((a, b) => a.adds - b.adds);
    expect(heaviest?.text).toBe("dreadful");
    expect(words.reduce((total, { attention = 0 }) => total + attention, 0)).toBeCloseTo(1, 4);
  });

  it("answers whatever it is given: nothing, marks, emoji, capitals, Chinese, a megabyte", async () => {
    const odd = [
      "",
      "   ",
      "—;",
      "😀",
      "THE FILM WAS SUPERB",
      "这部电影很好看",
      "film ".repeat(200_000),
      "a".repeat(1_000_000),
    ];
    const tones = await network.tones(odd, "news");
    expect(tones).toHaveLength(odd.length);
    for (const tone of tones) expect(Math.abs(tone)).toBeLessThanOrEqual(1);
    expect(tones.slice(0, 3)).toEqual([0, 0, 0]);
    expect((await network.why("😀", "news")).words.length).toBeLessThanOrEqual(1);
    expect(await network.tones([], "news")).toEqual([]);
  });

  it("says of a sentence among thousands what it says of it alone", async () => {
    const many = Array.from(
      { length: 300 },
      (_, i) => `The ${"play ".repeat(i % 9)}was ${i % 3 ? "lovely" : "awful"}`,
    );
    const together = await network.tones(many, "news");
    for (const i of [0, 7, 123, 299]) {
      const [alone = Number.NaN] = await network.tones([many[i] ?? ""], "news");
      expect(together[i]).toBeCloseTo(alone, 4);
    }
  });

  it("refuses weights that were changed", async () => {
    const copy = await trainTask(list, task({ out: join(folder, "copy") }));
    writeFileSync(join(copy.path, "vocabulary.txt"), "swapped");
    const broken = createToneNetwork(openModel(copy.path));
    await expect(broken.tones(["Good"], "news")).rejects.toThrow(/SHA-256 differs/);
    await broken.stop();
  });

  it("names what there is, for a task or kind that there is not", async () => {
    await expect(trainTask(list, task({ task: "weather" }))).rejects.toThrow(/no recipe.*sentiment-en/s);
    await expect(trainTask(list, task({ kind: "oracle" }))).rejects.toThrow(
      /cannot be trained as.*attention/s,
    );
  });

  it("leaves the model in place alone when training cannot be done", async () => {
    const before = readFileSync(join(trained.path, "model.json"), "utf8");
    writeFileSync(join(folder, "not-a-folder"), "");
    await expect(trainTask(list, task({ data: join(folder, "nowhere"), out: trained.path }))).rejects.toThrow(
      /nyt_editorial_valence is missing/,
    );
    await expect(trainTask(list, task({ work: join(folder, "not-a-folder") }))).rejects.toThrow(
      /cannot be written/,
    );
    expect(readFileSync(join(trained.path, "model.json"), "utf8")).toBe(before);
  });

  it("refuses data of one class, and data without labels", async () => {
    const flat = join(folder, "flat");
    writeData(flat);
    const set = (name: string, make: (i: number) => object) =>
      writeFileSync(
        join(flat, "sentiment", `${name}.jsonl`),
        Array.from({ length: 50 }, (_, i) => JSON.stringify(make(i))).join("\n"),
      );
    for (const name of ["nyt_editorial_valence", "tweets_valence", "amazon_valence", "movie_valence"])
      set(name, (i) => ({ id: `${i}_1`, text: `${name} text ${i}`, score: 2 }));
    set("sst5", (i) => ({ text: `star text ${i}`, stars: 5 }));
    for (const name of ["newsmtsc_targeted", "tweeteval"])
      set(name, (i) => ({ text: `${name} text ${i}`, label: "positive" }));
    await expect(trainTask(list, task({ data: flat, seed: 8 }))).rejects.toThrow(/have the label “positive”/);
    set("sst5", (i) => ({ text: `star text ${i}` }));
    await expect(trainTask(list, task({ data: flat, seed: 8 }))).rejects.toThrow(/Line 1 of .*sst5.*stars/);
  });

  it("can be stopped, and goes on to the same model", async () => {
    const stop = new AbortController();
    let steps = 0;
    const progress = () => {
      if (++steps === 30) stop.abort(new Error("enough"));
    };
    const work = join(folder, "stopped");
    await expect(trainTask(list, task({ work, progress, signal: stop.signal }))).rejects.toThrow("enough");
    expect((await trainTask(list, task({ work }))).path).toBe(trained.path);
  });

  it("is a verb of the command line, quiet in a pipe", async () => {
    const env = { COPYTASTER_DATA_DIR: join(folder, "bot") };
    const ended = await run(
      ["train", "sentiment-en", "--model", "rnn", "--data", data, "--out", join(folder, "by-hand")],
      env,
    );
    expect(ended).toMatchObject({ code: 0, err: "" });
    expect(ended.out).toMatch(/^sentiment-rnn-en 2, rnn: [\d.]+ MB in \d+ s\n.*by-hand\n$/);
    expect(readdirSync(join(folder, "by-hand")).sort()).toContain("network.onnx");
  }, 120_000);
});
