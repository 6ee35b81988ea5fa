/** The trained models of tone as the registry has them: listed, compared, refused, deployed, rolled back, corrected; each reply names what answered. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { openModel } from "../../src/language/model-folder.ts";
import { writeModel } from "../../src/learn/write-model.ts";
import type { DeployOutcome, Reply } from "../../src/types.ts";
import { openHouse, people, type TestHouse } from "./house.ts";

const shipped = (name: string) => fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
const admin = { author: people.admin };
const outcome = (reply: Reply) => reply.data as DeployOutcome;
let dataDir: string;
let house: TestHouse;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "copytaster-tone-"));
  house = await openHouse({ dataDir, start: false });
});
afterEach(async () => {
  await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Settings {
  bias: number[];
  [name: string]: unknown;
}

/** The shipped model with another bias: −9 finds everything bad, what is almost 0 changes next to nothing. */
function candidate(from: string, as: string, bias: number): string {
  const model = openModel(shipped(from));
  const { files, ...about } = model.manifest;
  const settings = JSON.parse(model.read("settings.json").toString()) as Settings;
  const changed = { ...settings, bias: settings.bias.map((one) => one + bias) };
  const others = Object.keys(files).filter((name) => name !== "settings.json");
  writeModel(
    join(dataDir, "models", as),
    { ...about, name: as },
    {
      ...Object.fromEntries(others.map((name) => [name, model.read(name)])),
      "settings.json": JSON.stringify(changed),
    },
  );
  return openModel(join(dataDir, "models", as)).label;
}

function holdOut(task: string, rows: readonly object[]): void {
  mkdirSync(join(dataDir, "held-out"), { recursive: true });
  writeFileSync(
    join(dataDir, "held-out", `${task}.jsonl`),
    rows.map((row) => JSON.stringify(row)).join("\n"),
  );
}

const english = Array.from({ length: 60 }, (_, i) => [
  { text: `A wonderful success, everybody is happy and proud: day ${i}.`, label: "positive", language: "en" },
  { text: `The meeting is on Tuesday at ${i} in the town hall.`, label: "neutral", language: "en" },
  {
    text: `A terrible disaster, ${i} people killed and a town destroyed.`,
    label: "negative",
    language: "en",
  },
]).flat();
const chinese = Array.from({ length: 60 }, (_, i) => [
  { text: `服务很好，房间干净，非常满意，第${i}次入住。`, label: "positive", language: "zh" },
  { text: `太难吃了，送餐又慢，再也不会点了，第${i}次。`, label: "negative", language: "zh" },
]).flat();
const praise = "sentiment The opening was wonderful, everybody was happy and the mayor thanked the crowd.";

describe("the models of tone", () => {
  it("are all listed with what answers", async () => {
    const { markdown } = await house.ask("models");
    for (const task of ["sentiment-en", "sentiment-zh", "sentiment-targets", "sentiment-network-en"])
      expect(markdown).toContain(`**${task}**`);
    expect((await house.ask("models show sentiment-linear-zh")).markdown).toMatch(/zh_hotel/);
  });

  it("a worse one is refused; forced, it answers and is named; rolled back, the shipped one does at once", async () => {
    holdOut("sentiment-en", english);
    const label = candidate("sentiment-linear-en", "gloomy", -9);
    const refused = outcome(await house.ask("models deploy gloomy", admin));
    expect(refused).toMatchObject({ deployed: false, record: { passed: false, metric: "macroF1", n: 180 } });
    expect((await house.ask(praise)).data).toMatchObject({ label: "positive" });

    await house.ask("models deploy gloomy --force --reason test", admin);
    const gloomy = await house.ask(praise);
    expect(gloomy.data).toMatchObject({ label: "negative" });
    expect(gloomy.madeBy[0]).toBe(label);
    expect(gloomy.findings?.[0]).toMatchObject({ task: "sentiment-en", model: label, answer: "negative" });

    await house.ask("models rollback sentiment-en", admin);
    expect((await house.ask(praise)).data).toMatchObject({ label: "positive" });
  });

  it("Chinese and targets are compared by their own held-out rows", async () => {
    holdOut("sentiment-zh", chinese);
    candidate("sentiment-linear-zh", "finster", -9);
    const compared = await house.ask("models compare sentiment-linear-zh finster", admin);
    expect(compared.failure).toBeUndefined();
    expect(outcome(await house.ask("models deploy finster", admin))).toMatchObject({ deployed: false });

    const text = "Critics praised Meyer for her courage and accused Brandt of lying to the public.";
    const target = (name: string, label: string, i: number) => {
      const whole = `Report ${i}: ${text}`;
      return { text: whole, start: whole.indexOf(name), end: whole.indexOf(name) + name.length, label };
    };
    holdOut(
      "sentiment-targets",
      Array.from({ length: 40 }, (_, i) => [
        target("Brandt", "negative", i),
        target("Meyer", "positive", i),
      ]).flat(),
    );
    candidate("sentiment-targets", "blunt", 0);
    const record = (await house.ask("models compare sentiment-targets blunt", admin)).data;
    expect(record).toMatchObject({ task: "sentiment-targets", n: 80 });
  });

  it("damaged weights are refused by name, and what answers goes on", async () => {
    holdOut("sentiment-en", english);
    candidate("sentiment-linear-en", "torn", 0.001);
    const file = join(dataDir, "models", "torn", "slots.bin");
    const bytes = readFileSync(file);
    bytes[9] = (bytes[9] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const refused = await house.ask("models deploy torn --force --reason test", admin);
    expect(refused.failure?.problem).toMatch(/slots\.bin.*SHA-256 differs/);
    expect((await house.ask(praise)).madeBy[0]).toMatch(/^sentiment-linear-en/);
    expect((await house.ask("health", admin)).markdown).toMatch(
      /model files.*torn.*slots\\?\.bin.*SHA-256 differs/,
    );
  });

  it("a network that fails is left out, and said to be, until it answers again", async () => {
    const model = openModel(shipped("sentiment-lstm-en"));
    const { files: _, ...about } = model.manifest;
    const parts = { "vocabulary.txt": model.read("vocabulary.txt"), "network.onnx": "no network at all" };
    writeModel(join(dataDir, "models", "mute"), { ...about, name: "mute" }, parts);
    const { label } = openModel(join(dataDir, "models", "mute"));
    const state = async () => {
      const { data } = await house.ask("health", admin);
      const { lines } = data as { lines: readonly { part: string; state: string }[] };
      return lines.find(({ part }) => part === "model sentiment-network-en")?.state;
    };
    // What cannot answer cannot be judged, and the reason is told.
    holdOut("sentiment-en", english);
    const refused = outcome(await house.ask("models deploy mute", admin));
    expect(refused).toMatchObject({ deployed: false, problem: { en: expect.stringContaining(label) } });
    await house.ask("models deploy mute --force --reason test", admin);

    const alone = await house.ask(praise);
    expect(alone.data).toMatchObject({ label: "positive", unheard: label });
    expect(alone.madeBy).toEqual([expect.stringMatching(/^sentiment-linear-en/)]);
    expect(alone.markdown).toContain(`${label} is usually heard too and failed just now`);
    expect((await house.ask(praise, { author: people.chinese })).markdown).toContain("但它刚才出错");
    expect(await state()).toBe("failing");
    expect(JSON.stringify(house.log.lines)).toContain("a model fails when it is asked");

    await house.ask("models rollback sentiment-network-en", admin);
    const both = await house.ask(praise);
    expect(both.madeBy).toHaveLength(2);
    expect(both.data).not.toHaveProperty("unheard");
    expect(both.markdown).not.toContain("failed just now");
    expect(await state()).toBe("on");
  });

  it("are judged as people are answered: linear model and network together", async () => {
    const tools = createTextTools();
    const moods = "good fair mixed odd dull grim quiet bright slow brave late tidy".split(" ");
    const things = ["budget", "rescue", "verdict", "harvest", "strike"];
    const texts = moods.flatMap((mood) =>
      things.map((thing) => `The ${thing} was ${mood} but not without hope.`),
    );
    const answers = await Promise.all(
      texts.map(async (text) => {
        const { label } = await tools.sentiment(text, { language: "en" });
        return { text, label, language: "en" };
      }),
    );
    // Else the linear model alone would do as well.
    expect(answers.some(({ text, label }) => tools.tone(text, { language: "en" }).label !== label)).toBe(
      true,
    );
    holdOut("sentiment-en", answers);
    candidate("sentiment-linear-en", "same", 1e-9);
    const linear = await house.ask("models compare sentiment-linear-en same", admin);
    expect(linear.data).toMatchObject({ scores: { live: { value: 1 } } });
    const model = openModel(shipped("sentiment-lstm-en"));
    const { files, ...about } = model.manifest;
    const bytes = Object.fromEntries(Object.keys(files).map((name) => [name, model.read(name)]));
    const twin = { ...bytes, "training.json": "{}" };
    writeModel(join(dataDir, "models", "twin"), { ...about, name: "twin" }, twin);
    const network = await house.ask("models compare sentiment-lstm-en twin", admin);
    expect(network.data).toMatchObject({ task: "sentiment-network-en", scores: { candidate: { value: 1 } } });
  });

  it("uncertain stories are offered for labelling", async () => {
    const guessed = await house.app.services.models.guess("sentiment-en", [
      { text: "A wonderful success.", language: "en" },
      { text: "The meeting is on Tuesday.", language: "en" },
    ]);
    expect(guessed?.model).toMatch(/^sentiment-linear-en/);
    expect(guessed?.answers.map(({ label }) => label)).toEqual(["positive", "neutral"]);
    const network = await house.app.services.models.guess("sentiment-network-en", [
      { text: "A wonderful success.", language: "en" },
    ]);
    expect(network?.answers[0]?.label).toBe("positive");
  });
});
