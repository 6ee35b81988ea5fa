import { afterEach, describe, expect, it, vi } from "vitest";
import type { Message, Progress, Reply } from "../../../src/types.ts";
import { type FakeHost, fakeHost, reply, sampleCommands } from "../../fakes/host.ts";
import { type Stage, stage } from "./stage.ts";

let here: Stage | undefined;
let host: FakeHost;
afterEach(async () => {
  await here?.close();
  here = undefined;
});

type Answering = (message: Message, progress: Progress) => Promise<Reply> | Reply;

async function begin(answer?: Answering, more: Parameters<typeof stage>[1] = {}, commands = sampleCommands) {
  host = fakeHost(answer, commands);
  here = await stage(host, more);
  return here;
}

const settled = async (count: number) => {
  await vi.waitFor(() => expect(host.accepted.length).toBeGreaterThanOrEqual(count), 10_000);
  await host.idle();
  expect(host.failures).toEqual([]);
};

describe("a slash command", () => {
  it("is deferred, then answered, the rest behind it", async () => {
    const { standIn } = await begin(() => reply(`${"A sentence of some length. ".repeat(160)}\n\nThe end.`));
    const given = standIn.slash(
      "summarize",
      { target: "https://example.org/x", sentences: 3 },
      { by: "ben" },
    );
    await settled(1);
    expect(given.answered).toBe(5);
    expect(given.alone).toBe(false);
    expect(host.accepted[0]).toMatchObject({
      kind: "command",
      command: { name: "summarize", options: { target: "https://example.org/x", sentences: 3 } },
      author: { name: "Benno", admin: true, locale: "zh-CN" },
    });
    const shown = standIn.fromBot();
    expect(shown).toHaveLength(3);
    expect(shown[0]?.id).toBe(given.original?.id);
    expect(shown[2]?.content).toContain("The end.");
    expect(standIn.requests.filter((one) => one.path.endsWith("/callback"))).toHaveLength(1);
  });

  it("whose answer is for one person is seen by nobody else, all parts of it", async () => {
    const { standIn } = await begin(() => reply("For your eyes only. ".repeat(150), { audience: "author" }));
    const given = standIn.slash("secret");
    await settled(1);
    expect(given.alone).toBe(true);
    const shown = standIn.fromBot();
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.every((one) => (one.flags & 64) !== 0)).toBe(true);
  });

  it("shows its status in the same place", async () => {
    const { standIn } = await begin(async (_, progress) => {
      progress.status("Reading the thread");
      await vi.waitFor(() => expect(given.original?.hidden.edits).toHaveLength(1), 5000);
      return reply("Done.");
    });
    const given = standIn.slash("summarize", { target: "thread" });
    await settled(1);
    expect(given.original?.hidden.edits.map((edit) => edit.content.split("\n")[0])).toEqual([
      "⏳ Reading the thread",
      "Done.",
    ]);
    expect(standIn.fromBot()).toHaveLength(1);
  });

  it("offers choices while an option is typed", async () => {
    const { standIn } = await begin();
    const given = standIn.autocomplete("digest", "source", "h");
    await vi.waitFor(() => expect(given.answered).toBe(8));
    expect(given.choices).toEqual([
      { name: "Harbour Post", value: "Harbour Post" },
      { name: "Hill Times", value: "Hill Times" },
    ]);
    expect(host.accepted).toEqual([]);
  });

  it("offers nothing rather than wait too long or fail", async () => {
    const { standIn, log } = await begin();
    host.complete = async () => {
      throw new Error("the store is gone");
    };
    const failed = standIn.autocomplete("digest", "source", "h");
    await vi.waitFor(() => expect(failed.choices).toEqual([]));
    expect(log.lines.some((line) => line.fields.error === "the store is gone")).toBe(true);
    host.complete = () => new Promise(() => {});
    const late = standIn.autocomplete("digest", "source", "h");
    await vi.waitFor(() => expect(late.choices).toEqual([]), 5000);
    host.complete = async () => Array.from({ length: 40 }, (_, n) => `${n}${"x".repeat(n * 5)}`);
    const many = standIn.autocomplete("digest", "source", "h");
    await vi.waitFor(() => expect(many.choices).toHaveLength(20));
  });

  it("that lacks what it needs opens a form, and the form is the command", async () => {
    const about = { en: "the text", zh: "文本" };
    const text = {
      name: "text",
      kind: "text",
      required: true,
      rest: true,
      maxLength: 90_000,
      about,
    } as const;
    const boil = {
      name: "boil",
      aliases: [],
      about,
      options: [text],
      examples: [],
      role: "reader",
      listed: true,
    } as const;
    const { standIn } = await begin(undefined, {}, [boil]);
    const given = standIn.slash("boil");
    await vi.waitFor(() => expect(given.answered).toBe(9));
    expect(host.accepted).toEqual([]);
    standIn.submit(given, { text: "All that was said." });
    await settled(1);
    expect(host.accepted[0]?.command).toEqual({ name: "boil", options: { text: "All that was said." } });
    expect(standIn.fromBot()).toHaveLength(1);
    standIn.slash("boil", {}, { file: { name: "a.txt", type: "text/plain", text: "words" } });
    await settled(2);
    expect(host.accepted[1]).toMatchObject({ command: { options: {} }, files: [{ name: "a.txt" }] });
  });

  it("works in a direct message", async () => {
    const { standIn } = await begin();
    standIn.slash("secret", {}, { direct: true });
    await settled(1);
    expect(host.accepted[0]).toMatchObject({ private: true, place: { workspace: "@me" } });
  });
});

it("Summarize in a message's menu quotes the message", async () => {
  const { standIn } = await begin();
  const said = standIn.say("A long statement.", { mention: false });
  standIn.contextMenu(said.id);
  await settled(1);
  expect(host.accepted[0]).toMatchObject({
    command: { name: "summarize", options: {} },
    about: said.id,
    quoted: "A long statement.",
  });
});
