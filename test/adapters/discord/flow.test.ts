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
