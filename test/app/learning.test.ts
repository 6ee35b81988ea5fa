/** Corrections in words and by buttons become examples: with consent, by a code instead of a name, taken back on a word. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/types.ts";
import { toneModel, toneTask } from "../fakes/tone-model.ts";
import { channel, openHouse, people, type TestHouse } from "./house.ts";

let dataDir: string;
let house: TestHouse;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "copytaster-learning-"));
  house = await openHouse({ dataDir, start: false, modelTasks: [toneTask] });
  toneModel(dataDir, "half", { fine: 1 });
  await house.ask("models deploy half --force --reason test", { author: people.admin });
});
afterEach(async () => {
  await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const text = "A fine day, said the mayor, while the harbour burned and the ferries lay still.";
const examples = () => house.app.store.learning.examples("tone");
const about = (reply: Reply) => ({ about: reply.id });

describe("a correction", () => {
  it("is kept once its author has agreed: the text, the model, its answer, the right one, and no name", async () => {
    const said = await house.ask(`sentiment ${text}`);
    const asked = await house.ask("this is neutral", about(said));
    expect(asked).toMatchObject({ audience: "author", data: { kept: false, consent: "ask" } });
    expect(await examples()).toEqual([]);
    const thanks = await house.press(asked, "Yes, learn from them");
    expect(thanks.markdown).toMatch(/kept from now on.*\*\*neutral\*\* instead of positive/s);
    const [one, ...more] = await examples();
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      text,
      label: "neutral",
      answer: "positive",
      language: "en",
      deskId: "newsroom",
    });
    expect(one?.model).toMatch(/^half 1/);
    expect(one?.by).toMatch(/^[0-9a-f]{32}$/);
    const rows = await house.app.store.database.all("select * from taught", []);
    expect(JSON.stringify(rows)).not.toMatch(/eva/);
    // The last word of a person on a text counts.
    expect((await house.ask("this is negative", about(said))).data).toMatchObject({ kept: true });
    expect(await examples()).toMatchObject([{ label: "negative" }]);
  });

  it("comes by buttons too, and in Chinese; what is no answer is told", async () => {
    const said = await house.ask(`sentiment ${text}`);
    await house.ask("learn yes");
    const choices = await house.press(said, "Correct this");
    expect(choices.actions.map(({ label }) => label)).toEqual(["positive", "neutral", "negative"]);
    await house.press(choices, "negative");
    await house.ask("learn yes", { author: people.chinese });
    const zh = await house.ask("这是中性", { ...about(said), author: people.chinese });
    expect(zh.markdown).toMatch(/已保存：\*\*中性\*\*/);
    expect((await examples()).map(({ label }) => label).toSorted()).toEqual(["negative", "neutral"]);
    const wrong = await house.ask("correct purple", about(said));
    expect(wrong.failure?.mend).toMatch(/positive, neutral, negative/);
    expect((await house.ask("correct neutral")).failure?.problem).toMatch(/do not know what that corrects/);
    expect((await house.ask("correct neutral --finding {}")).failure).toBeDefined();
  });

  it("is taken back with all others on a word, and is not kept where the desk says so", async () => {
    const said = await house.ask(`sentiment ${text}`);
    await house.ask("learn yes");
    await house.ask("this is neutral", about(said));
    await house.ask("learn no");
    expect(await examples()).toEqual([]);
    expect((await house.ask("this is neutral", about(said))).data).toMatchObject({ kept: false });
    expect((await house.ask("learn desk-no")).failure?.problem).toMatch(/Only admins/);
    await house.ask("learn desk-no", { author: people.admin });
    const other = { author: people.reader };
    expect((await house.ask("this is neutral", { ...about(said), ...other })).data).toMatchObject({
      consent: "no",
    });
    await house.ask("learn desk-yes", { author: people.admin });
    expect((await house.ask("this is neutral", { ...about(said), ...other })).data).toMatchObject({
      kept: true,
    });
    expect(await house.app.store.learning.forget(people.reader)).toMatchObject({ corrections: 1 });
    expect(await examples()).toEqual([]);
  });

  it("is forgotten with all else that a person taught, once the button is pressed, and the log tells neither what nor whose", async () => {
    const said = await house.ask(`sentiment ${text}`);
    await house.ask("learn yes");
    await house.ask("this is neutral", about(said));
    await house.ask("feedback up", about(said));
    await house.ask(`topics teach port ${text}`);
    const asked = await house.ask("forget me");
    expect(asked).toMatchObject({
      audience: "author",
      data: { forgotten: false, corrections: 1, examples: 1 },
    });
    expect(await examples()).toHaveLength(1);
    await house.press(asked, "Forget all of it", { author: people.reader });
    expect(await examples()).toHaveLength(1);
    const gone = await house.press(asked, "Forget all of it");
    expect(gone.data).toEqual({ forgotten: true, corrections: 1, examples: 1, verdicts: 1 });
    expect(gone.markdown).toMatch(/backups/);
    expect(await examples()).toEqual([]);
    expect((await house.ask("topics list")).markdown).toMatch(/no categories of its own/);
    expect((await house.ask("this is neutral", about(said))).data).toMatchObject({ kept: false });
    const [entry] = await house.app.store.journal.read({ subject: "learn forget", limit: 9 });
    expect(entry?.note).toMatch(/^somebody’s corrections were forgotten: 1 corrections, 1 examples/);
    expect(JSON.stringify(entry)).not.toMatch(/eva|fine day|neutral|port/);
  });

  it("stops for the day when a person has given as many as one may", async () => {
    const { learning } = house.app.store;
    const one = { task: "tone", language: "en", answer: "positive", confidence: 1, model: "half" };
    const kept = [];
    for (let i = 0; i < 62; i++)
      kept.push(await learning.teach({ ...one, text: `t${i}` }, "negative", people.editor, "newsroom"));
    expect(kept.filter(Boolean)).toHaveLength(60);
    expect(await learning.teach({ ...one, text: "t" }, "negative", people.reader, "newsroom")).toBe(true);
    house.pass(25 * 3_600_000);
    expect(await learning.teach({ ...one, text: "t99" }, "negative", people.editor, "newsroom")).toBe(true);
  });
});

describe("label", () => {
  it("offers what the model is least sure of, not what was labelled already", async () => {
    await house.app.prepare();
    await house.ask("learn yes");
    const first = await house.ask("label tone");
    expect(first.markdown).toMatch(/is least sure here \(0% for \*\*neutral\*\*\)/);
    await house.press(first, "negative");
    const [one] = await examples();
    const second = await house.ask("label");
    expect(second.data).not.toMatchObject({ text: one?.text });
    const skipped = await house.press(second, "Skip");
    expect(skipped.data).not.toMatchObject({ text: (second.data as { text: string }).text });
    // The model speaks English alone, the sample Chinese too.
    const offered = new Set<string | undefined>();
    for (let after = 0; after < 60; after++) {
      const { data } = await house.ask(`label tone --after ${after}`);
      offered.add((data as { language?: string }).language);
    }
    expect([...offered]).toEqual(["en", undefined]);
    const guest = { ...people.reader, guest: true };
    expect((await house.ask("label", { author: guest, place: channel })).failure).toBeDefined();
  });
});

describe("the topics of a text", () => {
  it("are corrected in words, by a part of the subject's name, and taken as labelled examples of the live model", async () => {
    const real = await openHouse({ start: false });
    try {
      await real.ask("learn yes");
      const said = await real.ask(
        "topics The council voted on the budget for the new stadium, and the club's fans marched to the town hall.",
      );
      expect(said.findings).toMatchObject([{ task: "topics", answer: expect.stringMatching(/^medtop:/) }]);
      const kept = await real.ask("wrong topic: sport", { about: said.id });
      expect(kept.data).toMatchObject({ kept: true, label: "medtop:15000000" });
      const zh = await real.ask("分类错了：体育", { about: said.id, author: people.chinese });
      expect(zh.data).toMatchObject({ kept: false, consent: "ask", label: "medtop:15000000" });
      expect((await real.ask("wrong topic: politics", { about: said.id })).data).toMatchObject({
        label: "medtop:11000000",
      });
      expect((await real.ask("wrong topic: and", { about: said.id })).failure).toBeDefined();
    } finally {
      await real.stop();
    }
  });
});
