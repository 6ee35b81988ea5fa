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

describe("in a channel", () => {
  it("a mention is answered as a reply to it, with a typing sign meanwhile", async () => {
    const { standIn } = await begin();
    const asked = standIn.say("what is new?");
    await settled(1);
    expect(standIn.fromBot()).toMatchObject([
      {
        content: expect.stringContaining("echo: what is new?"),
        message_reference: { message_id: asked.id },
        flags: 4,
      },
    ]);
    expect(standIn.typing[0]).toMatchObject({ channel: standIn.world.general });
  });

  it("talk without a mention is left alone, also the bot's own", async () => {
    const { standIn } = await begin();
    standIn.say("lunch?", { mention: false });
    standIn.say("first");
    await settled(1);
    expect(host.accepted.map((one) => one.text)).toEqual(["first"]);
  });

  it("what is asked in a thread is answered in the thread", async () => {
    const { standIn } = await begin();
    standIn.say("in here", { channel: standIn.world.thread });
    await settled(1);
    const { general, thread, guildId } = standIn.world;
    expect(host.accepted[0]?.place).toEqual({
      platform: "discord",
      workspace: guildId,
      channel: general,
      thread,
    });
    expect(standIn.fromBot(thread)).toHaveLength(1);
    expect(standIn.fromBot()).toEqual([]);
  });

  it("only what everybody sees is not private", async () => {
    const { standIn } = await begin();
    const { general, thread, privateThread, closed } = standIn.world;
    for (const [at, channel] of [general, thread, privateThread, closed].entries()) {
      standIn.say("here", { channel, by: "ben" });
      await settled(at + 1);
    }
    expect(host.accepted.map((one) => one.private)).toEqual([false, false, true, true]);
  });

  it("who manages the server is an admin", async () => {
    const { standIn } = await begin();
    standIn.say("one", { by: "ana" });
    await settled(1);
    standIn.say("two", { by: "ben" });
    await settled(2);
    expect(host.accepted.map((one) => [one.author.name, one.author.admin === true])).toEqual([
      ["Ana", false],
      ["Benno", true],
    ]);
  });

  it("a slow answer shows a status, then what is written so far, at most once a second; the answer stands in its place", async () => {
    const { standIn }: Stage = await begin(async (_, progress) => {
      let n = 0;
      const told = (most: number) => {
        n++;
        if (n < 10) progress.status("Reading", n, 40);
        else progress.partial(`So far ${n}`);
        expect(standIn.messages()[1]?.hidden.edits.length).toBeGreaterThanOrEqual(most);
      };
      await vi.waitFor(() => told(2), { timeout: 10_000, interval: 20 });
      return reply("The answer.");
    });
    standIn.say("slow");
    await settled(1);
    const [shown, ...more] = standIn.fromBot();
    expect(more).toEqual([]);
    expect(shown?.content).toContain("The answer.");
    const statuses = shown?.hidden.edits.slice(0, -1) ?? [];
    expect(statuses.length).toBeGreaterThanOrEqual(2);
    expect(statuses.some((edit) => edit.content.startsWith("So far"))).toBe(true);
    for (const [n, edit] of statuses.entries())
      if (n > 0) expect(edit.at - (statuses[n - 1]?.at ?? 0)).toBeGreaterThan(700);
  });

  it("a status that somebody took away costs nobody the answer", async () => {
    const { standIn }: Stage = await begin(async (_, progress) => {
      progress.status("Reading");
      await vi.waitFor(() => expect(standIn.messages()).toHaveLength(2), 5000);
      standIn.remove(standIn.messages()[1]?.id ?? "");
      return reply("The answer.");
    });
    const asked = standIn.say("slow");
    await settled(1);
    expect(standIn.fromBot()).toMatchObject([
      { content: expect.stringContaining("The answer."), message_reference: { message_id: asked.id } },
    ]);
  });

  it("what is for one person goes by direct message, and the channel hears only that", async () => {
    const { standIn } = await begin(() => reply("your secret", { audience: "author" }));
    const asked = standIn.say("tell me");
    await settled(1);
    const direct = standIn.world.direct(standIn.world.people.ana).id;
    expect(standIn.fromBot(direct).map((one) => one.content)).toEqual([
      expect.stringContaining("your secret"),
    ]);
    expect(standIn.fromBot()).toMatchObject([
      {
        content: expect.stringContaining("sent it to you as a direct message"),
        message_reference: { message_id: asked.id },
      },
    ]);
  });

  it("… and where direct messages are closed, says so", async () => {
    const { standIn } = await begin(() => reply("your secret", { audience: "author" }));
    standIn.fail({ method: "POST", path: /^\/channels\/\d+\/messages$/, status: 403, code: 50007 });
    standIn.say("tell me");
    await settled(1);
    expect(standIn.fromBot().map((one) => one.content)).toEqual([
      expect.stringContaining("your direct messages are closed to me"),
    ]);
  });

  it("a channel that is closed to the bot costs nobody the answer", async () => {
    const { standIn, log } = await begin();
    standIn.fail({ method: "POST", path: /\/messages$/, status: 403, code: 50013 });
    standIn.say("hello");
    await settled(1);
    const direct = standIn.world.direct(standIn.world.people.ana).id;
    expect(standIn.fromBot(direct)[0]?.content).toContain("echo: hello");
    expect(log.lines.some((line) => line.text.includes("Send Messages"))).toBe(true);
  });

  it("a file that is attached can be opened, within its limit", async () => {
    const { standIn, adapter } = await begin();
    standIn.say("summarize", { files: [{ name: "notes.txt", type: "text/plain", text: "The wall." }] });
    await settled(1);
    const [file] = host.accepted[0]?.files ?? [];
    if (!file) throw new Error("no file");
    const signal = AbortSignal.timeout(5000);
    expect(String(Buffer.from(await adapter.open(file, 100, signal)))).toBe("The wall.");
    await expect(adapter.open(file, 5, signal)).rejects.toMatchObject({ name: "UserError" });
    await expect(adapter.open({ ...file, size: 1 }, 5, signal)).rejects.toMatchObject({ name: "UserError" });
    await expect(adapter.open({ ...file, ref: `${file.ref}x` }, 100, signal)).rejects.toMatchObject({
      problem: { en: "notes.txt can no longer be fetched from Discord" },
    });
    for (const ref of [
      "http://169.254.169.254/latest",
      "https://cdn.discordapp.com.evil.example/x",
      "file:///etc/passwd",
      "",
    ])
      await expect(adapter.open({ ...file, ref }, 100, signal)).rejects.toMatchObject({
        problem: { en: "That file is not one of Discord's" },
      });
  });
});

describe("in a direct message", () => {
  it("no mention is needed, and an answer for one person stands there", async () => {
    const { standIn } = await begin(() => reply("just you", { audience: "author" }));
    standIn.say("hello", { direct: true });
    await settled(1);
    const direct = standIn.world.direct(standIn.world.people.ana).id;
    expect(host.accepted[0]).toMatchObject({ private: true, place: { workspace: "@me", channel: direct } });
    expect(standIn.fromBot(direct)).toMatchObject([{ content: expect.stringContaining("just you") }]);
  });
});

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

it("a reply to the bot quotes what it said", async () => {
  const { standIn } = await begin();
  standIn.say("one");
  await settled(1);
  const [shown] = standIn.fromBot();
  standIn.say("shorter, please", { replyTo: shown?.id ?? "" });
  await settled(2);
  expect(host.accepted[1]).toMatchObject({ about: shown?.id, quoted: expect.stringContaining("echo: one") });
});

describe("a thumb", () => {
  it("under the bot's message is feedback about it, ticked off on the message", async () => {
    const { standIn } = await begin();
    standIn.say("one");
    await settled(1);
    const [shown] = standIn.fromBot();
    if (!shown) throw new Error("nothing shown");
    standIn.react(shown.id, "👍");
    await settled(2);
    expect(host.accepted[1]).toMatchObject({
      kind: "reacted",
      about: shown.id,
      command: { name: "feedback", options: { verdict: "up" } },
      author: { name: "Ana" },
    });
    expect(shown.hidden.reactions).toEqual(["✅"]);
    expect(standIn.fromBot()).toHaveLength(1);
  });

  it("under the last part of a long reply is about the reply", async () => {
    const { standIn } = await begin(() => reply("A sentence of some length. ".repeat(160)));
    standIn.say("one");
    await settled(1);
    const shown = standIn.fromBot();
    standIn.react(shown.at(-1)?.id ?? "", "👎");
    await settled(2);
    expect(host.accepted[1]?.about).toBe(shown[0]?.id);
  });

  it("under other people's messages, and other signs, mean nothing", async () => {
    const { standIn } = await begin();
    const asked = standIn.say("one");
    await settled(1);
    standIn.react(asked.id, "👍");
    standIn.react(standIn.fromBot()[0]?.id ?? "", "🎉");
    // The sample command cannot take a verdict back.
    standIn.react(standIn.fromBot()[0]?.id ?? "", "👍", { taken: true });
    standIn.say("two");
    await settled(2);
    expect(host.accepted.map((one) => one.kind)).toEqual(["said", "said"]);
  });
});

it("pictures and files are attached with their words", async () => {
  const data = Buffer.from("picture").toString("base64");
  const { standIn } = await begin(() =>
    reply("A chart.", { images: [{ name: "chart.png", type: "image/png", data, alt: "Rising" }] }),
  );
  standIn.say("chart");
  standIn.slash("summarize", { target: "x" });
  await settled(2);
  const shown = standIn.fromBot();
  expect(shown).toHaveLength(2);
  for (const one of shown)
    expect(one.attachments).toMatchObject([
      { filename: "chart.png", description: "Rising", content_type: "image/png", size: 7 },
    ]);
});
