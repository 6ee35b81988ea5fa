/** What people in Slack rely on, with the real SDK against the stand-in. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { CommandInfo, Message, Progress, Reply } from "../../../src/types.ts";
import { type FakeHost, fakeHost, reply, sampleCommands } from "../../fakes/host.ts";
import { type Bot, startBot } from "../../fakes/slack/bot.ts";
import type { Json } from "../../fakes/slack/server.ts";

const channel = "C0DESK";
let bot: Bot | undefined;

afterEach(async () => {
  await bot?.close();
  expect(bot?.slack.state.problems ?? []).toEqual([]);
  bot = undefined;
});

type Answering = (message: Message, progress: Progress) => Reply | Promise<Reply>;

async function begin(
  answer?: Answering,
  way: "socket" | "http" = "socket",
  commands?: readonly CommandInfo[],
) {
  const host: FakeHost = fakeHost(answer, commands);
  bot = await startBot(host, way);
  return { ...bot, host };
}

const last = (host: FakeHost): Message => {
  const message = host.accepted.at(-1);
  if (!message) throw new Error("nothing was accepted");
  return message;
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 });

describe("who and where", () => {
  it("an admin of the workspace is one, an admin of another workspace is none", async () => {
    const { slack, host } = await begin();
    await slack.say("hello", { user: "U0BOSS" });
    await until(() => expect(host.accepted).toHaveLength(1));
    expect(last(host).author).toMatchObject({ name: "boss", locale: "zh-CN", admin: true });
    await slack.say("hello", { user: "U0GUEST" });
    await until(() => expect(host.accepted).toHaveLength(2));
    expect(last(host).author).toMatchObject({ name: "guest" });
    expect(last(host).author.admin).toBeUndefined();
    expect(last(host).author.guest).toBe(true);
    await host.idle();
  });

  it.each([
    ["a public channel", "C0DESK", "U0ANNA", false],
    ["a private channel", "C0CLOSED", "U0BOSS", true],
    ["a direct message", "D0ANNA", "U0ANNA", true],
  ])("%s is known for what it is", async (_, where, user, isPrivate) => {
    const { slack, host } = await begin();
    await slack.say("hello", { channel: where, user });
    await until(() => expect(slack.replies(where)).toHaveLength(1));
    expect(last(host).private).toBe(isPrivate);
  });

  it("a channel that Slack does not tell of is private", async () => {
    const { slack, host } = await begin();
    slack.failNext("conversations.info", { error: "access_denied" });
    await slack.say("hello");
    await until(() => expect(host.accepted).toHaveLength(1));
    expect(last(host).private).toBe(true);
    await host.idle();
  });
});

describe("one answer, at once", () => {
  it.each(["socket", "http"] as const)(
    "acknowledges by %s only after the message was accepted, and well in time",
    async (way) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const host = fakeHost();
      const { handle } = host;
      const slow = {
        ...host,
        handle: async (...given: Parameters<typeof handle>) => held.then(() => handle(...given)),
      };
      bot = await startBot(slow, way);
      const sent = await bot.slack.say("hello");
      let acked = false;
      void sent.acked.then(() => {
        acked = true;
      });
      // Everything before the acceptance is through, and yet Slack was told nothing.
      const { slack } = bot;
      await until(() =>
        expect(slack.state.calls.some((one) => one.method === "conversations.info")).toBe(true),
      );
      await new Promise((resolve) => setImmediate(resolve));
      const early = acked;
      release();
      expect(early).toBe(false);
      expect((await sent.acked).ms).toBeLessThan(3000);
    },
  );

  it("acknowledges while the work goes on", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { slack } = await begin(async () => {
      await held;
      return reply("done");
    });
    const sent = await slack.say("hello");
    await sent.acked;
    expect(slack.replies(channel)).toEqual([]);
    release();
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
  });

  it("does not acknowledge what could not be stored, so that Slack sends it again", async () => {
    const host = { ...fakeHost(), handle: async () => {} };
    bot = await startBot(host, "http");
    const sent = await bot.slack.say("hello");
    await expect(sent.acked).rejects.toThrow("404");
  }, 15_000);

  it("is one message for Slack's three deliveries and for a mention that comes as two events", async () => {
    const { slack, host } = await begin();
    const sent = await slack.say("hello");
    await Promise.all([slack.redeliver(sent), slack.redeliver(sent)]);
    const event = sent.payload.event as Json;
    const twin = await slack.redeliver({
      ...sent,
      payload: { ...sent.payload, event_id: "EvTwin", event: { ...event, client_msg_id: "other" } },
    });
    await twin.acked;
    await until(() => expect(host.repeats).toHaveLength(3));
    await host.idle();
    expect(slack.replies(channel)).toHaveLength(1);
  });

  it("stands in the thread where it was asked", async () => {
    const { slack } = await begin();
    await slack.say("hello");
    const asked = slack.messages(channel)[0];
    await until(() => expect(slack.replies(channel)[0]?.threadTs).toBe(asked?.ts));
    await slack.say("again", { thread: asked?.ts ?? "" });
    await until(() => expect(slack.replies(channel)).toHaveLength(2));
    expect(slack.replies(channel)[1]?.threadTs).toBe(asked?.ts);
  });

  it("ignores what other bots and the bot itself say", async () => {
    const { slack, host } = await begin();
    const sent = await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    const event = sent.payload.event as Json;
    const other = await slack.redeliver({
      ...sent,
      payload: { ...sent.payload, event: { ...event, ts: "1764000000.000009", bot_id: "B1" } },
    });
    await other.acked;
    expect(host.accepted).toHaveLength(1);
  });

  it("survives what it cannot read, and says so in the log", async () => {
    const { slack, lines } = await begin();
    const sent = await slack.redeliver({
      kind: "events_api",
      envelopeId: "",
      acked: Promise.resolve({ ms: 0, answer: "" }),
      payload: {
        type: "event_callback",
        team_id: "T0NEWS",
        event: { type: "app_mention", channel: 7, user: {} },
      },
    });
    await sent.acked;
    await until(() => expect(lines.some((line) => line.level === "error")).toBe(true));
    await slack.say("still there?");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
  });
});

describe("commands", () => {
  it("a slash command is answered in the channel; its own name and the main one mean the same", async () => {
    const { slack, host } = await begin();
    await slack.slash("/ct-digest", "now");
    await slack.slash("/copytaster", "digest now");
    await until(() => expect(slack.replies(channel)).toHaveLength(2));
    expect(host.accepted.map((one) => one.text)).toEqual(["digest now", "digest now"]);
    await host.idle();
  });

  it("answers by Slack's own address where the bot is no member", async () => {
    const { slack, host } = await begin();
    await slack.slash("/ct-digest", "now", { channel: "C0ELSE" });
    await until(() => expect(slack.replies("C0ELSE")).toHaveLength(1));
    await host.idle();
    expect(host.failures).toEqual([]);
  });

  it("asks in a form for what is missing, and works when it is filled in", async () => {
    const { slack, host } = await begin();
    await (await slack.slash("/ct-digest", "", { user: "U0BOSS" })).acked;
    await until(() => expect(slack.state.views).toHaveLength(1));
    const view = slack.state.views[0]?.view as {
      blocks: { block_id: string; label: { text: string }; element: Json }[];
    };
    expect(view.blocks.map((block) => block.block_id)).toEqual(["do", "time", "source", "loud"]);
    expect(view.blocks[0]?.element.type).toBe("static_select");
    expect(view.blocks[0]?.label.text).toBe("做什么");
    expect(host.accepted).toEqual([]);
    await slack.submit({ do: "at", time: "07:30", loud: "yes" }, "U0BOSS");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    expect(last(host)).toMatchObject({
      kind: "command",
      command: { name: "digest", options: { do: "at", time: "07:30", loud: true } },
      place: { channel },
    });
  });

  it("brings what the line gave already into the form", async () => {
    const { slack } = await begin();
    await slack.slash("/copytaster", "summarize --sentences 5");
    await until(() => expect(slack.state.views).toHaveLength(1));
    const blocks = slack.state.views[0]?.view.blocks as { block_id: string; element: Json }[];
    expect(blocks.find((one) => one.block_id === "sentences")?.element.initial_value).toBe("5");
  });

  it("keeps the form open for what does not fit, with the reason under it", async () => {
    const { slack, host } = await begin();
    await slack.slash("/ct-summarize", "");
    await until(() => expect(slack.state.views).toHaveLength(1));
    const sent = await slack.submit({ target: "words", sentences: "99" });
    const { answer } = await sent.acked;
    expect(answer).toMatchObject({
      response_action: "errors",
      errors: { sentences: expect.stringContaining("20") },
    });
    expect(host.accepted).toEqual([]);
  });

  it("answers in words when Slack opens no form", async () => {
    const { slack, host } = await begin();
    slack.failNext("views.open", { error: "expired_trigger_id" });
    await slack.slash("/ct-summarize", "");
    await until(() => expect(host.accepted).toHaveLength(1));
    expect(last(host).text).toBe("summarize");
    await host.idle();
  });

  it("the shortcut summarizes the message it stands on, in its thread", async () => {
    const { slack, host } = await begin();
    await slack.say("read <https://example.org/a|this>");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    const [asked] = slack.messages(channel);
    if (!asked) throw new Error("nothing was said");
    await slack.shortcut(asked);
    await until(() => expect(slack.replies(channel)).toHaveLength(2));
    expect(last(host)).toMatchObject({
      command: { name: "summarize", options: {} },
      about: asked.ts,
      quoted: "read this (https://example.org/a)",
    });
    expect(slack.replies(channel)[1]?.threadTs).toBe(asked.ts);
  });

  it("a thumb on an answer is feedback about it, told to its author alone in its thread", async () => {
    const { slack, host } = await begin((message) =>
      message.kind === "reacted" ? reply("Thank you", { audience: "author" }) : reply("The answer"),
    );
    await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    const [answer] = slack.replies(channel);
    await slack.react(answer?.ts ?? "", "+1::skin-tone-2");
    await until(() => expect(slack.ephemerals(channel)).toHaveLength(1));
    expect(last(host)).toMatchObject({
      kind: "reacted",
      about: answer?.ts,
      command: { name: "feedback", options: { verdict: "up" } },
    });
    expect(slack.ephemerals(channel)[0]).toMatchObject({ user: "U0ANNA", threadTs: answer?.threadTs });
  });
});

describe("for one person's eyes", () => {
  const secret: Answering = () => reply("between us", { audience: "author" });

  it("is ephemeral in a channel, and an ordinary message in a direct one", async () => {
    const { slack } = await begin(secret);
    await slack.say("hello");
    await until(() => expect(slack.ephemerals(channel)).toHaveLength(1));
    expect(slack.replies(channel)).toEqual([]);
    await slack.say("hello", { channel: "D0ANNA" });
    await until(() => expect(slack.replies("D0ANNA")).toHaveLength(1));
  });

  it("stays so in a direct message between two others, where a command may be given too", async () => {
    const { slack } = await begin(secret);
    await slack.slash("/ct-digest", "now", { channel: "D0PAIR" });
    await until(() => expect(slack.ephemerals("D0PAIR")).toHaveLength(1));
    expect(slack.replies("D0PAIR")).toEqual([]);
  });

  it("never shows its text under way to the others", async () => {
    const [summarize] = sampleCommands;
    if (!summarize) throw new Error("no sample command");
    const { slack } = await begin(
      async (_, progress) => {
        progress.status("Reading the secret release");
        await until(() => expect(slack.ephemerals(channel)).toHaveLength(1));
        progress.partial("The secret is");
        return reply("between us", { audience: "author" });
      },
      "socket",
      [{ ...summarize, name: "secret" }],
    );
    // The fake host answers "secret" to its author alone, and knows so before it runs.
    await slack.slash("/ct-secret", "");
    await until(() => expect(slack.state.views).toHaveLength(1));
    await slack.submit({ target: "words" });
    await until(() => expect(slack.ephemerals(channel)).toHaveLength(2));
    expect(slack.messages(channel)).toEqual([]);
    expect(JSON.stringify([slack.state.statuses, slack.ephemerals(channel)])).not.toContain("secret");
  });
});

describe("while it works", () => {
  it("shows a status in the thread within a second, and takes it away", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { slack } = await begin(async (_, progress) => {
      progress.status("Reading the page", 1, 3);
      await held;
      return reply("done");
    });
    const since = performance.now();
    await slack.say("hello");
    await until(() => expect(slack.state.statuses).toHaveLength(1));
    expect(performance.now() - since).toBeLessThan(1000);
    expect(slack.state.statuses[0]?.status).toBe("Reading the page (1/3)");
    release();
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    expect(slack.messages(channel)).toHaveLength(2);
  });

  it("streams into one message, not more often than Slack allows, which becomes the reply", async () => {
    const { slack } = await begin(async (_, progress) => {
      for (let n = 1; n <= 200; n++) {
        progress.partial("word ".repeat(n));
        if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 60));
      }
      await until(() => expect(slack.messages(channel)).toHaveLength(2));
      return reply("the whole text");
    });
    await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    const [only, ...more] = slack.replies(channel);
    expect(more).toEqual([]);
    expect(only?.text).toBe("the whole text");
    expect(only?.edits).toBeLessThanOrEqual(2);
    expect(only?.metadata?.event_type).toBe("copytaster_reply");
  });

  it("edits a message where Slack shows no status lines", async () => {
    const { slack } = await begin(async (_, progress) => {
      progress.status("Reading");
      await until(() => expect(slack.messages(channel)).toHaveLength(2));
      return reply("done");
    });
    slack.failNext("assistant.threads.setStatus", { error: "unknown_method" });
    await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    expect(slack.messages(channel)).toHaveLength(2);
    expect(slack.replies(channel)[0]?.text).toBe("done");
  });

  it("shows nothing for an answer that comes at once", async () => {
    const { slack } = await begin((_, progress) => {
      progress.status("Reading");
      return reply("done");
    });
    await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    expect(slack.state.statuses).toEqual([]);
    expect(slack.state.calls.filter((one) => one.method === "chat.update")).toEqual([]);
  });
});

describe("files", () => {
  it("opens a file with its token, up to the limit, and from nowhere but Slack", async () => {
    const { slack, host, adapter } = await begin();
    slack.state.files.set("F1", {
      id: "F1",
      name: "release.txt",
      type: "text/plain",
      bytes: Buffer.from("The release"),
    });
    await slack.say("summarize", { channel: "D0ANNA", files: ["F1"] });
    await until(() => expect(host.accepted).toHaveLength(1));
    await host.idle();
    const [file] = last(host).files;
    if (!file) throw new Error("no file came along");
    const { signal } = new AbortController();
    expect(Buffer.from(await adapter.open(file, 100, signal)).toString()).toBe("The release");
    expect(Buffer.from(await adapter.open({ ...file, ref: "file:F1" }, 100, signal)).toString()).toBe(
      "The release",
    );
    await expect(adapter.open(file, 5, signal)).rejects.toThrow(UserError);
    await expect(adapter.open({ ...file, size: 0 }, 5, signal)).rejects.toThrow("larger than");
    await expect(
      adapter.open({ ...file, ref: "https://slack.com.example.org/x" }, 100, signal),
    ).rejects.toThrow("not kept in Slack");
    await expect(adapter.open({ ...file, ref: "http://files.slack.com/x" }, 100, signal)).rejects.toThrow(
      "not kept in Slack",
    );
    slack.state.bot.token = "xoxb-another";
    await expect(adapter.open(file, 100, signal)).rejects.toThrow("files:read");
    slack.state.bot.token = "xoxb-stand-in";
  });

  it("shares pictures with their words for those who cannot see them, once", async () => {
    const picture = {
      name: "chart.png",
      type: "image/png" as const,
      data: Buffer.from("png").toString("base64"),
      alt: "A rising line",
    };
    const { slack, host, adapter } = await begin(() => reply("See the chart", { images: [picture] }));
    await slack.say("chart");
    await until(() => expect(slack.replies(channel)).toHaveLength(2));
    await host.idle();
    const [file] = [...slack.state.files.values()];
    expect(file).toMatchObject({ name: "chart.png", altText: "A rising line" });
    expect(slack.replies(channel)[1]?.threadTs).toBe(slack.replies(channel)[0]?.threadTs);
    const message = last(host);
    await adapter.resume(message).show(reply("See the chart", { images: [picture] }), `reply:${message.id}`);
    expect(slack.replies(channel)).toHaveLength(2);
  });
});

describe("history", () => {
  async function told() {
    const made = await begin();
    await made.slack.say("first");
    await until(() => expect(made.slack.replies(channel)).toHaveLength(1));
    await made.slack.say("second", { user: "U0BOSS" });
    await until(() => expect(made.slack.replies(channel)).toHaveLength(2));
    await made.host.idle();
    const read = async (
      asker: Message["author"],
      range = { limit: 100 } as { limit: number; since?: number },
      place = { ...last(made.host).place },
    ) => {
      const said = [];
      for await (const one of made.adapter.history(place, range, asker)) said.push(one);
      return said;
    };
    return { ...made, read };
  }

  it("gives a channel with the replies of its threads, names, and which are a bot's", async () => {
    const { host, read } = await told();
    const { thread: _, ...place } = last(host).place;
    const said = await read(last(host).author, { limit: 100 }, place);
    expect(said.map((one) => [one.author.name, one.bot, one.text])).toEqual([
      ["anna", false, "@copytaster first"],
      ["copytaster", true, "echo: first"],
      ["boss", false, "@copytaster second"],
      ["copytaster", true, "echo: second"],
    ]);
    expect((await read(last(host).author, { limit: 1 }, place)).map((one) => one.text)).toEqual([
      "echo: second",
    ]);
  });

  it("is refused to who is no member, in words they can act upon", async () => {
    const { host, read } = await told();
    const stranger = { ...last(host).author, id: "U0NOBODY" };
    await expect(read(stranger)).rejects.toThrow(UserError);
    await expect(read({ ...last(host).author, platform: "discord" })).rejects.toThrow(UserError);
  });

  it("says that it must be invited where it is no member", async () => {
    const { host, read } = await told();
    const anna = { ...last(host).author, id: "U0ANNA" };
    await expect(
      read(anna, { limit: 5 }, { platform: "slack", workspace: "T0NEWS", channel: "C0ELSE" }),
    ).rejects.toThrow("/invite");
  });
});
