/** The loop, whole: people correct, a model is trained again, the gate decides, the desk is told. Ill will and full disks change nothing. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppParts } from "../../src/app.ts";
import { trainTask } from "../../src/learn/train-task.ts";
import type { Person } from "../../src/types.ts";
import { heldOutRows, toneModel, toneTask, toneTrainer } from "../fakes/tone-model.ts";
import { openHouse, people, type TestHouse } from "./house.ts";

let dataDir: string;
let house: TestHouse | undefined;
const signal = new AbortController().signal;
/** The registry of recipes knows none for “tone”: the test’s own task is named as one that it knows. */
const task = { ...toneTask, task: "sentiment-en", learnsAs: "sentiment-en" };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "copytaster-retrain-"));
  mkdirSync(join(dataDir, "held-out"));
  writeFileSync(
    join(dataDir, "held-out", "sentiment-en.jsonl"),
    heldOutRows.map((row) => JSON.stringify(row)).join("\n"),
  );
});
afterEach(async () => {
  await house?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(train: AppParts["train"] = toneTrainer): Promise<TestHouse> {
  house = await openHouse({
    ...{ dataDir, start: false, modelTasks: [task], train },
    env: { TRAINING_DATA: dataDir },
  });
  toneModel(dataDir, "half", { fine: 1 }, "sentiment-en");
  await house.ask("models deploy half", { author: people.admin });
  return house;
}

/** So many corrections by one person, each of another text, some an hour. */
async function teach(at: TestHouse, person: Person, count: number, word: string, label: string) {
  await at.app.store.learning.agree(person, "yes");
  for (let i = 0; i < count; i++) {
    if (i % 25 === 24) at.pass(25 * 3_600_000);
    const text = `A ${word} evening, ${person.id} ${i}`;
    const finding = {
      task: "sentiment-en",
      text,
      language: "en",
      answer: "neutral",
      confidence: 0.1,
      model: "half",
    };
    await at.app.store.learning.teach(finding, label, person, "newsroom");
  }
}
const person = (id: string): Person => ({ ...people.editor, id });
const live = (at: TestHouse) => Object.values(at.app.services.models.live());

describe("training again", () => {
  it("goes live where it is better, and says precision, recall and F1 before and after", async () => {
    const at = await open();
    for (const id of ["a", "b", "c"]) await teach(at, person(id), 12, "grim", "negative");
    expect(await at.app.retrain(signal)).toMatchObject([
      { task: "sentiment-en", state: "deployed", examples: 36, outcome: { record: { passed: true } } },
    ]);
    expect(live(at)).toEqual([expect.stringMatching(/^learnt-36 1/)]);
    const told = (await at.ask("models")).markdown;
    expect(told).toMatch(
      /\*\*sentiment-en\*\*: better, and live: precision 0\.500 → 0\.97\d, recall 0\.500 → 0\.97\d, F1 0\.500 → 0\.97\d, from 36 corrections/,
    );
    // Nothing new: nothing is trained.
    expect(await at.app.retrain(signal)).toMatchObject([{ state: "waiting", examples: 36 }]);
    await at.ask("models rollback sentiment-en", { author: people.admin });
    expect(live(at)).toEqual([expect.stringMatching(/^half 1/)]);
  });

  it.each([1, 5])("is not moved by 500 angry clicks of %i", async (many) => {
    const at = await open();
    for (const id of ["a", "b", "c"]) await teach(at, person(id), 12, "calm", "neutral");
    for (let i = 0; i < many; i++) await teach(at, person(`x${i}`), 500 / many, "fine", "negative");
    const [report] = await at.app.retrain(signal);
    expect(report?.state).toBe("refused");
    const { scores, reasons } = report?.outcome?.record ?? {};
    expect(reasons?.[0]?.en).toMatch(/^not better/);
    // The clicks did mislead the candidate: it is the gate that holds.
    expect(scores?.candidate.value).toBeLessThan(scores?.live.value ?? 0);
    expect(live(at)).toEqual([expect.stringMatching(/^half 1/)]);
    if (many === 1) expect(report?.examples).toBeLessThanOrEqual(36 + 20);
    expect((await at.ask("models")).markdown).toMatch(/not better, not deployed/);
  });

  it("never learns from what is held out", async () => {
    const seen: string[] = [];
    const at = await open((recipes, wanted) => {
      seen.push(...wanted.examples.map(({ text }) => text));
      return toneTrainer(recipes, wanted);
    });
    await teach(at, person("a"), 30, "grim", "negative");
    for (const { text } of heldOutRows.slice(0, 20)) {
      const finding = {
        task: "sentiment-en",
        text: text.toUpperCase(),
        language: "en",
        answer: "x",
        confidence: 1,
        model: "m",
      };
      await at.app.store.learning.teach(finding, "negative", person("b"), "newsroom");
    }
    await at.app.retrain(signal);
    expect(seen).toHaveLength(20);
    expect(seen.filter((text) => /DAY NUMBER/.test(text))).toEqual([]);
  });

  it("sees nothing of whoever took it back, and does not wait longer for that", async () => {
    const seen: string[][] = [];
    const at = await open((recipes, wanted) => {
      seen.push(wanted.examples.map(({ text }) => text));
      return toneTrainer(recipes, wanted);
    });
    for (const id of ["a", "b"]) await teach(at, person(id), 20, "grim", "negative");
    await at.app.retrain(signal);
    await at.app.store.learning.forget(person("a"));
    at.pass(1);
    await teach(at, person("c"), 20, "grim", "negative");
    await at.app.retrain(signal);
    expect(seen.map((texts) => texts.filter((text) => text.includes(", a ")).length)).toEqual([20, 0]);
    expect(seen[1]?.length).toBe(40);
  });

  it("teaches the model that is heard beside another by the other's corrections, and judges it by the same rows", async () => {
    const seen: { task: string; kind: string | undefined; examples: number }[] = [];
    const beside = { ...task, task: "sentiment-network-en" };
    house = await openHouse({
      ...{ dataDir, start: false, modelTasks: [beside] },
      env: { TRAINING_DATA: dataDir },
      train: (recipes, wanted) => {
        seen.push({ task: wanted.task, kind: wanted.kind, examples: wanted.examples.length });
        return toneTrainer(recipes, { ...wanted, task: beside.task });
      },
    });
    const { path } = toneModel(dataDir, "half", { fine: 1 }, beside.task);
    const manifest = JSON.parse(readFileSync(join(path, "model.json"), "utf8"));
    writeFileSync(join(path, "model.json"), JSON.stringify({ ...manifest, kind: "attention" }));
    await house.ask("models deploy half", { author: people.admin });
    for (const id of ["a", "b", "c"]) await teach(house, person(id), 12, "grim", "negative");
    expect(await house.app.retrain(signal)).toMatchObject([{ task: beside.task, state: "deployed" }]);
    expect(seen).toEqual([{ task: "sentiment-en", kind: "attention", examples: 36 }]);
    expect(live(house)).toEqual([expect.stringMatching(/^learnt-36 1/)]);
  });

  it("what somebody takes back while it is learnt from does not go live, and is not kept", async () => {
    const at = await open(async (recipes, wanted) => {
      const made = await toneTrainer(recipes, wanted);
      if (wanted.examples.length === 36) await at.app.store.learning.forget(person("a"));
      return made;
    });
    for (const id of ["a", "b", "c"]) await teach(at, person(id), 12, "grim", "negative");
    expect(await at.app.retrain(signal)).toMatchObject([
      { state: "unable", problem: { en: expect.stringMatching(/took their corrections back/) } },
    ]);
    expect(live(at)).toEqual([expect.stringMatching(/^half 1/)]);
    expect(readdirSync(join(dataDir, "models"))).toEqual(["half"]);
    // Nothing was counted as learnt: the others' are, the next time.
    expect(await at.app.retrain(signal)).toMatchObject([{ state: "deployed", examples: 24 }]);
  });

  it("that meets a full disk says so, leaves nothing half-written, and the live model", async () => {
    const at = await open(() => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    });
    await teach(at, person("a"), 30, "grim", "negative");
    expect(await at.app.retrain(signal)).toMatchObject([{ state: "unable" }]);
    expect(live(at)).toEqual([expect.stringMatching(/^half 1/)]);
    expect(readdirSync(join(dataDir, "models"))).toEqual(["half"]);
  });

  it("by the real recipe on a folder without its data says what is missing, and the live model stays", async () => {
    const at = await open(trainTask);
    await teach(at, person("a"), 30, "grim", "negative");
    const [report] = await at.app.retrain(signal);
    expect(report).toMatchObject({
      state: "unable",
      problem: { en: expect.any(String), zh: expect.any(String) },
    });
    expect(live(at)).toEqual([expect.stringMatching(/^half 1/)]);
    expect(existsSync(join(dataDir, "training"))).toBe(true);
  });

  it("tells each desk once, where it reads its digest", async () => {
    const at = await open();
    await at.ask("digest at 07:30 mon-fri Europe/Berlin");
    for (const id of ["a", "b", "c"]) await teach(at, person(id), 12, "grim", "negative");
    await at.app.start();
    const told = () => at.platform.posts.filter(({ reply }) => /Learnt this week:/.test(reply.markdown));
    // The digest may come first: what is waited for is the word of the weekly job.
    const aWeekLater = () => {
      at.pass(8 * 86_400_000);
      if (told().length === 0) throw new Error("nothing told yet");
    };
    await vi.waitFor(aWeekLater, { timeout: 20_000, interval: 50 });
    expect(told()).toHaveLength(1);
  });
});
