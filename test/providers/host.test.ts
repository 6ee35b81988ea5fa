import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHost } from "../../src/providers/transformers/host.ts";
import type { Done, Job, ModelChoice } from "../../src/providers/transformers/protocol.ts";

/** A thread without a model: what it does with a job is said by the job's own text. */
const SCRIPT = `
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ kind, id, job }) => {
  if (kind === "stop") parentPort.close();
  if (kind !== "job") return;
  const { user } = job;
  if (user === "crash") throw new Error("out of memory");
  if (user === "leave") process.exit(1);
  if (user === "deaf") { parentPort.postMessage({ kind: "partial", id, text: "hm" }); for (;;); }
  parentPort.postMessage({ kind: "done", id, done: { text: user, usage: { input: 0, output: 0 }, finish: "stop", unread: 0 } });
});`;

describe("the thread that runs a model", () => {
  let folder: string;
  let begun = 0;
  const open = () =>
    createHost<Job, Done>({
      choice: () => {
        begun += 1;
        return {} as ModelChoice;
      },
      events: { loading: () => undefined, device: () => undefined, loaded: () => undefined },
      script: pathToFileURL(join(folder, "thread.mjs")),
      graceMs: 50,
    });
  const never = new AbortController().signal;
  const job = (user: string) => ({ system: "", user, source: "", maxTokens: 1 });
  const nothing = () => undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "thread-"));
    await writeFile(join(folder, "thread.mjs"), SCRIPT);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ["crash", /crashed: out of memory/],
    ["leave", /ended before its answer/],
  ])("fails clearly when it dies (%s), and the next job has a fresh one", async (how, message) => {
    begun = 0;
    const host = open();
    await expect(host.run(job(how), never, nothing)).rejects.toThrow(message);
    expect((await host.run(job("hello"), never, nothing)).text).toBe("hello");
    expect(begun).toBe(2);
    await host.stop();
  });

  it("is ended when it heeds no interruption, and those in line are served by the next", async () => {
    begun = 0;
    const host = open();
    const controller = new AbortController();
    const first = host.run(job("deaf"), controller.signal, () => controller.abort(new Error("enough")));
    const second = host.run(job("hello"), never, nothing);
    await expect(first).rejects.toThrow("enough");
    expect((await second).text).toBe("hello");
    expect(begun).toBe(2);
    await host.stop();
  });

  it("serves many in line, each with its own answer, by one thread", async () => {
    begun = 0;
    const host = open();
    const names = Array.from({ length: 20 }, (_, at) => `job ${at}`);
    const answers = await Promise.all(names.map((name) => host.run(job(name), never, nothing)));
    expect(answers.map(({ text }) => text)).toEqual(names);
    expect(begun).toBe(1);
    await host.stop();
    await host.stop();
    await expect(host.run(job("late"), never, nothing)).rejects.toThrow(/stopped/);
  });
});
