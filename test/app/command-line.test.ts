/** The command line on a folder of its own: say, doctor, settings, backup and restore; beside a running bot too. */
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeModel } from "../../src/learn/write-model.ts";
import type { HealthLine, Reply } from "../../src/types.ts";
import { type Running, run, startBot } from "./command-line.ts";
import { openHouse, people } from "./house.ts";

let folder: string;
let bot: Running;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "copytaster-cli-"));
  env = { COPYTASTER_DATA_DIR: join(folder, "data") };
  bot = await startBot(env);
});
afterAll(async () => {
  expect(await bot.stop()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

const replyOf = ({ out }: { out: string }) => JSON.parse(out) as Reply;

describe("say, beside a running bot on the same folder", () => {
  it("answers with 0, several at once, the page meanwhile too", async () => {
    const [plain, json, stdin, page] = await Promise.all([
      run(["say", "search", "Corder", "Bridge"], env),
      run(["say", "--json", "recommend"], env),
      run(
        ["say", "-"],
        env,
        "sentiment What a wonderful day for the harbour.\nEverybody is happy and proud of the new bridge.",
      ),
      fetch(`${bot.said.get("ready")}/api/say`, {
        method: "POST",
        headers: { authorization: `Bearer ${bot.said.get("token")}`, "content-type": "application/json" },
        body: JSON.stringify({ text: "digest now" }),
      }),
    ]);
    expect(plain).toMatchObject({ code: 0, err: "" });
    expect(plain.out).toContain("Corder Bridge shut after barge hits pier");
    // No colours in a pipe.
    expect(plain.out).not.toContain("\u001b");
    expect(json).toMatchObject({ code: 0, err: "" });
    expect(replyOf(json)).toMatchObject({
      command: "recommend",
      actions: [1, 2, 3, 4, 5].map((n) => ({ label: `Summarize ${n}` })),
      audience: "channel",
      madeBy: [expect.any(String)],
      markdown: expect.stringMatching(/Worth running now/),
      id: expect.stringMatching(/^r_/),
    });
    expect(stdin).toMatchObject({ code: 0, err: "" });
    expect(stdin.out).toMatch(/^positive/);
    expect(((await page.json()) as Reply).markdown).toMatch(/what came in since/);
  });

  it("has something to show on a fresh folder too, where nothing was ever started", async () => {
    const said = await run(["say", "--json", "recommend"], { COPYTASTER_DATA_DIR: join(folder, "fresh") });
    expect(said).toMatchObject({ code: 0, err: "" });
    expect((replyOf(said).data as { picks: unknown[] }).picks).toHaveLength(5);
  });

  it("ends with 1 and the error’s text when there is no answer", async () => {
    const [plain, json] = await Promise.all([
      run(["say", "summarize http://127.0.0.1/x"], env),
      run(["say", "--json", "draft"], env),
    ]);
    expect(plain).toMatchObject({ code: 1, out: "" });
    expect(plain.err).toMatch(/not on the public internet.*paste the text/s);
    expect(json.code).toBe(1);
    expect(replyOf(json).failure).toMatchObject({ problem: expect.stringContaining("draft") });
  });

  it("speaks the language of whoever sits there, and reads a file", async () => {
    const file = join(folder, "release.txt");
    await writeFile(
      file,
      "港口大堤星期一夜间决口，码头街四十名居民连夜撤离。市议会将于星期五开会，讨论修建新堤的费用。目前没有人员受伤。",
    );
    const said = await run(["say", "--file", file, "摘要"], { ...env, LC_ALL: "zh_CN.UTF-8" });
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/港口大堤.*摘自原文/s);
    const missing = await run(["say", "summarize", "--file", join(folder, "none.txt")], env);
    expect(missing).toMatchObject({ code: 1, err: expect.stringMatching(/There is no file/) });
  });
});

describe("doctor and settings", () => {
  it("doctor says what is on, and of what is off what would turn it on", async () => {
    const { code, out } = await run(["doctor", "--json"], env);
    expect(code).toBe(0);
    const lines = JSON.parse(out) as HealthLine[];
    const line = (part: string) => lines.find((one) => one.part === part);
    expect(line("database")).toMatchObject({ state: "on", note: expect.stringContaining("SQLite") });
    expect(line("cache")?.state).toBe("on");
    expect(line("platform web")?.state).toBe("on");
    expect(line("provider extractive")?.state).toBe("on");
    expect(line("models")?.state).toBe("on");
    expect(line("network of tone")).toMatchObject({ state: "on", note: expect.stringContaining("answers") });
    for (const part of ["platform slack", "platform discord", "provider openai", "provider transformers"])
      expect(line(part)).toMatchObject({
        state: "off",
        note: expect.stringMatching(/[A-Z]+_[A-Z]+ is not set\. \S+/),
      });
  });

  it("doctor names a model whose files are not what they were, and a network that is switched off", async () => {
    const path = join(folder, "with-models", "models", "mine");
    const about = { name: "mine", version: "1", task: "tone", kind: "words", languages: ["en"] };
    writeModel(path, { ...about, trainedOn: [], command: "" }, { "words.json": "{}" });
    const own = { ...env, COPYTASTER_DATA_DIR: join(folder, "with-models"), TONE_NETWORK: "no" };
    const line = (out: string, part: string) =>
      (JSON.parse(out) as HealthLine[]).find((one) => one.part === part);
    const well = await run(["doctor", "--json"], own);
    expect(line(well.out, "models")).toMatchObject({
      state: "on",
      note: expect.stringMatching(/, 1 are in/),
    });
    expect(line(well.out, "network of tone")?.state).toBe("off");
    await writeFile(join(path, "words.json"), '{"fine":1}');
    const torn = await run(["doctor", "--json"], own);
    expect(torn.code).toBe(1);
    expect(line(torn.out, "models")).toMatchObject({
      state: "failing",
      note: expect.stringMatching(/mine cannot be used: words\.json .*SHA-256 differs.*rollback/),
    });
  });

  it("tells everything that is wrong with the settings together, before anything opens", async () => {
    const elsewhere = join(folder, "never");
    const { code, out, err } = await run(["start"], {
      COPYTASTER_DATA_DIR: elsewhere,
      COPYTASTER_GRACE: "soon",
      PORT: "99999",
      SLACK_BOT_TOKEN: "not-a-token",
      COPYTASTER_NONSENSE: "1",
    });
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/COPYTASTER_GRACE.*whole number/);
    expect(err).toMatch(/PORT.*65535/);
    expect(err).toMatch(/SLACK_BOT_TOKEN.*xoxb-/);
    expect(err).toMatch(/COPYTASTER_NONSENSE is not a setting/);
    expect(err).not.toContain("not-a-token");
    expect(existsSync(elsewhere)).toBe(false);
  });
});

describe("backup and restore", () => {
  it("gives the same answers from the restored folder", async () => {
    const file = join(folder, "backup.jsonl.gz");
    const questions = [
      "search ferry",
      "related Corder Bridge barge",
      "digest list",
      "sources list",
      "desk",
      "why",
    ];
    const first = await openHouse({ dataDir: join(folder, "data"), start: false });
    await first.ask("digest at 07:30 mon-fri Europe/Berlin floods");
    await first.ask("desk set brief the harbour", { author: people.admin });
    const before = [];
    for (const text of questions) before.push((await first.ask(text)).markdown);
    await first.stop();

    const saved = await run(["backup", file], env);
    expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/\d+ rows are in/) });
    expect((await stat(file)).mode & 0o077).toBe(0);
    const there = { COPYTASTER_DATA_DIR: join(folder, "restored") };
    expect(await run(["restore", file], there)).toMatchObject({ code: 0 });

    const second = await openHouse({ dataDir: there.COPYTASTER_DATA_DIR, start: false });
    const after = [];
    for (const text of questions) after.push((await second.ask(text)).markdown);
    await second.stop();
    expect(after).toEqual(before);
    expect(before[2]).toContain("floods");
    // Not over what is there.
    expect(await run(["restore", file], there)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--force/),
    });
  });
});
