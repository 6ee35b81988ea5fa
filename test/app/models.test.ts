/** Deploy, roll back, refuse: by the whole bot, as people ask for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { web } from "../../adapters/index.ts";
import type { DeployOutcome, Reply } from "../../src/types.ts";
import { heldOutRows, toneModel, toneTask } from "../fakes/tone-model.ts";
import { openHouse, people, type TestHouse } from "./house.ts";

let dataDir: string;
let house: TestHouse;
const houses: TestHouse[] = [];
const open = async () => {
  const one = await openHouse({ dataDir, start: false, modelTasks: [toneTask] });
  houses.push(one);
  return one;
};
const admin = { author: people.admin };
const text = "sentiment What a fine day it is, and the harbour is open again for everybody.";
const outcome = (reply: Reply) => reply.data as DeployOutcome;

function holdOut(): void {
  mkdirSync(join(dataDir, "held-out"), { recursive: true });
  const lines = heldOutRows.map((row) => JSON.stringify(row)).join("\n");
  writeFileSync(join(dataDir, "held-out", "tone.jsonl"), lines);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "copytaster-models-"));
  house = await open();
});
afterEach(async () => {
  for (const one of houses.splice(0)) await one.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What answers English where nothing was deployed. */
const shipped = [expect.stringMatching(/^sentiment-linear-en/), expect.stringMatching(/^sentiment-lstm-en/)];

describe("models", () => {
  it("goes live behind the gate, is named in the replies it makes, and goes back at once", async () => {
    holdOut();
    expect((await house.ask(text)).madeBy).toEqual(shipped);
    const half = toneModel(dataDir, "half", { fine: 1 });
    const whole = toneModel(dataDir, "whole", { fine: 1, grim: -1 });

    const first = await house.ask("models deploy half", admin);
    expect(outcome(first)).toMatchObject({ deployed: true, forced: false, before: "built-in" });
    expect((await house.ask(text)).madeBy).toEqual([half.label]);
    const second = await house.ask("models deploy whole", admin);
    expect(outcome(second).record).toMatchObject({ passed: true, metric: "macroF1", n: 200 });
    expect(second.markdown).toContain("in place of `half 1");
    expect((await house.ask(text)).madeBy).toEqual([whole.label]);

    const back = await house.ask("models deploy half", admin);
    expect(outcome(back)).toMatchObject({ deployed: false, record: { passed: false } });
    expect(back.markdown).toMatch(/was not deployed.*goes on answering/);
    expect(back.markdown).toMatch(/not better: macroF1/);
    expect((await house.ask(text)).madeBy).toEqual([whole.label]);

    expect((await house.ask("models rollback tone", admin)).markdown).toMatch(/^Back: `half 1/);
    expect((await house.ask(text)).madeBy).toEqual([half.label]);
    await house.ask("models rollback tone", admin);
    expect((await house.ask(text)).madeBy).toEqual(shipped);
    expect((await house.ask("models rollback tone", admin)).failure?.problem).toMatch(
      /nothing to go back to/,
    );

    const shown = await house.ask("models show whole");
    expect(shown.markdown).toContain(whole.hash);
    expect(shown.data).toMatchObject({ history: [{ kind: "rollback" }, { kind: "rollback" }, {}, {}] });
    const notes = (await house.app.store.journal.read({ kind: "model", limit: 9 })).map(({ note }) => note);
    expect(notes).toHaveLength(5);
    expect(notes[4]).toMatch(/^deployed by root in place of built-in: macroF1 .* on 200 held-out rows/);
    expect(notes[2]).toMatch(/^refused in place of whole 1 .*not better/);
    expect(notes[1]).toMatch(/^rolled back by root to half 1/);
  });

  it("is forced by an admin with a reason alone, which is kept", async () => {
    const half = toneModel(dataDir, "half", { fine: 1 });
    const refused = await house.ask("models deploy half", admin);
    expect(refused.markdown).toMatch(/Nothing is held out for tone/);
    expect(outcome(refused).deployed).toBe(false);
    expect((await house.ask("models deploy half --force", admin)).failure?.problem).toMatch(/needs a reason/);
    for (const author of [people.editor, people.reader])
      for (const line of ["models deploy half --force --reason mine", "models rollback tone"])
        expect((await house.ask(line, { author })).failure?.problem).toMatch(/Only admins/);
    expect((await house.ask(text)).madeBy).not.toEqual([half.label]);

    const forced = await house.ask('models deploy half --force --reason "election night"', admin);
    expect(forced.markdown).toContain("**Forced.**");
    expect((await house.ask(text)).madeBy).toEqual([half.label]);
    const [row] = await house.app.store.deployments.history("tone", 1);
    expect(row).toMatchObject({ forced: true, reason: "election night", by: '["test","w","root"]' });
    const [entry] = await house.app.store.journal.read({ kind: "model", limit: 1 });
    expect(entry?.note).toMatch(/forced \(election night\) although Nothing is held out/);
  });

  it("refuses weights that were changed or swapped, and what answers goes on answering", async () => {
    holdOut();
    const half = toneModel(dataDir, "half", { fine: 1 });
    await house.ask("models deploy half", admin);
    const whole = toneModel(dataDir, "whole", { fine: 1, grim: -1 });
    writeFileSync(join(whole.path, "words.json"), '{"fine":-9}');
    const refused = await house.ask("models deploy whole --force --reason now", admin);
    expect(refused.failure?.problem).toMatch(/words\.json.*(SHA-256|differs)/);
    expect((await house.ask(text)).madeBy).toEqual([half.label]);
    toneModel(dataDir, "whole", { fine: 1, grim: Number.NaN });
    expect((await house.ask("models deploy whole", admin)).failure).toBeDefined();
    expect((await house.ask(text)).madeBy).toEqual([half.label]);
    expect(await house.app.store.deployments.history("tone", 9)).toHaveLength(1);
  });

  it("is seen by every process on the database; one that cannot load it says so and stays with the one before", async () => {
    holdOut();
    const other = await open();
    const half = toneModel(dataDir, "half", { fine: 1 });
    await house.ask("models deploy half", admin);
    expect((await other.ask(text)).madeBy).toEqual([half.label]);
    const whole = toneModel(dataDir, "whole", { fine: 1, grim: -1 });
    await house.ask("models deploy whole", admin);
    rmSync(whole.path, { recursive: true });
    expect((await other.ask(text)).madeBy).toEqual([half.label]);
    expect((await other.ask("health", admin)).markdown).toMatch(/model tone.*not on this machine.*half 1/);
    // A process that starts now finds neither it nor anything in memory: the one below answers.
    const fresh = await open();
    expect((await fresh.ask(text)).madeBy).toEqual([half.label]);
    // It is copied there: noticed within half a minute.
    toneModel(dataDir, "whole", { fine: 1, grim: -1 });
    other.pass(31_000);
    expect((await other.ask(text)).madeBy).toEqual([whole.label]);
  });

  it("loses no message and mixes no two models while it is exchanged under load", async () => {
    holdOut();
    const a = toneModel(dataDir, "half", { fine: 1 });
    const b = toneModel(dataDir, "whole", { fine: 1, grim: -1 });
    await house.ask("models deploy half", admin);
    await house.ask("models deploy whole", admin);
    const talk: Promise<Reply>[] = [];
    const say = (n: number) => {
      for (let i = 0; i < n; i++) {
        const author = { ...people.editor, id: `p${i}` };
        const place = { platform: "test", workspace: "w", channel: `c${talk.length}` };
        talk.push(house.ask(`${text} (${talk.length})`, { author, place }));
      }
    };
    for (let i = 0; i < 10; i++) {
      say(8);
      await house.ask("models rollback tone", admin);
      say(8);
      await house.ask("models deploy whole", admin);
    }
    const replies = await Promise.all(talk);
    expect(new Set(replies.map(({ madeBy }) => madeBy[0]))).toEqual(new Set([a.label, b.label]));
    expect(replies.filter((reply) => reply.failure)).toEqual([]);
    for (const { madeBy, data } of replies) {
      expect([[a.label], [b.label]]).toContainEqual(madeBy);
      expect(data).toMatchObject({ models: madeBy, label: "positive" });
    }
    expect(await house.app.store.deployments.history("tone", 99)).toHaveLength(22);
    expect(await house.app.store.inbox.open()).toBe(0);
  });

  it("compares two without changing anything, and shows them to editors, not to readers", async () => {
    holdOut();
    toneModel(dataDir, "half", { fine: 1 });
    toneModel(dataDir, "whole", { fine: 1, grim: -1 });
    const compared = await house.ask("models compare half whole");
    expect(compared.data).toMatchObject({ passed: true, live: expect.stringMatching(/^half/) });
    expect(compared.markdown).toMatch(/source “hill” \(100 rows\)/);
    expect(await house.app.store.deployments.history("tone", 9)).toEqual([]);
    expect((await house.ask("models")).markdown).toMatch(/`half` 1: words, en, 1 KB/);
    const reader = { ...people.reader, guest: true };
    expect((await house.ask("models", { author: reader })).failure?.problem).toMatch(/editors/);
    expect((await house.ask("models show nothing")).failure?.problem).toMatch(/There is no model “nothing”/);
  });

  it("has a page of its own, with figures, calibration and confusions told in words too", async () => {
    holdOut();
    toneModel(dataDir, "half", { fine: 1 });
    const paged = await openHouse({ dataDir, modelTasks: [toneTask], adapters: { web } });
    houses.push(paged);
    await paged.ask("models deploy half", admin);
    const address = paged.announced.find((line) => line.startsWith("ready"))?.split(" ")[1];
    const html = await (await fetch(`${address}/models`)).text();
    expect(html).toContain('<a href="/models" aria-current="page">Models</a>');
    expect(
      html.match(/<img src="data:image\/png;base64,[^"]+" alt="How sure and how right: half 1[^"]+"/g),
    ).toHaveLength(1);
    expect(html).toMatch(/alt="What is taken for what: half 1[^"]+"/);
    expect(html).toMatch(/macroF1 <strong>0\.\d+<\/strong>/);
    expect(html).toContain("Roll tone back");

    // Another Copytaster pulls it from there, with the token, by its hash.
    const token = paged.announced.find((line) => line.startsWith("token"))?.split(" ")[1];
    const half = await paged.app.services.models.find("half");
    const from = `${address}/api/models/half.tar`;
    expect((await fetch(from)).status).toBe(401);
    const elsewhere = mkdtempSync(join(tmpdir(), "copytaster-elsewhere-"));
    const env = { MODELS_HOSTS: new URL(from).host, MODELS_TOKEN: token ?? "" };
    const second = await openHouse({ dataDir: elsewhere, start: false, modelTasks: [toneTask], env });
    houses.push(second);
    expect((await second.ask(`models fetch ${from}#${half.hash}`, admin)).data).toMatchObject({
      hash: half.hash,
    });
    await second.ask("models deploy half --force --reason pulled", admin);
    expect((await second.ask(text)).madeBy).toEqual([half.label]);
    expect((await second.ask("models fetch half", { author: people.editor })).failure).toBeDefined();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it("takes nothing from this machine's own folders or network by chat", async () => {
    for (const from of ["/etc", "http://127.0.0.1:1/model.json", "http://169.254.169.254/x.tar"])
      expect((await house.ask(`models fetch ${from}`, admin)).failure).toBeDefined();
  });
});
