import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parsePress,
  parseReaction,
  parseSaid,
  parseShortcut,
  parseSlash,
} from "../../../adapters/slack/parse.ts";
import { escapeText, plainText, unescapeText } from "../../../adapters/slack/text.ts";

const self = { teamId: "T0NEWS", userId: "U0BOT", botId: "B0BOT" };
const envelope = { team_id: "T0NEWS", event_id: "Ev1" };

const mention = {
  type: "app_mention",
  user: "U0ANNA",
  text: "<@U0BOT> summarize <https://example.org/a?b=1&amp;c=2> &amp; be brief",
  ts: "1764000000.123456",
  channel: "C0DESK",
  event_ts: "1764000000.123456",
  client_msg_id: "a-b-c",
};

describe("what people say", () => {
  it("is read without the mention, with addresses and characters as they were typed", () => {
    const message = parseSaid(mention, envelope, self);
    expect(message?.text).toBe("summarize https://example.org/a?b=1&c=2 & be brief");
    expect(message?.kind).toBe("said");
    expect(message?.at).toBe(1764000000123);
    expect(message?.author).toMatchObject({ platform: "slack", workspace: "T0NEWS", id: "U0ANNA" });
  });

  it("is answered in its thread: the one it stands in, or the one it begins", () => {
    expect(parseSaid(mention, envelope, self)?.place.thread).toBe("1764000000.123456");
    expect(parseSaid({ ...mention, thread_ts: "1763000000.000001" }, envelope, self)?.place.thread).toBe(
      "1763000000.000001",
    );
  });

  it("is answered in a direct message beside it, and in the assistant pane in its thread", () => {
    const direct = { ...mention, type: "message", channel: "D0ANNA", channel_type: "im" };
    expect(parseSaid(direct, envelope, self)?.place.thread).toBeUndefined();
    expect(parseSaid({ ...direct, thread_ts: "1763000000.000001" }, envelope, self)?.place.thread).toBe(
      "1763000000.000001",
    );
  });

  it("is one message, though Slack makes two events of it and sends each again", () => {
    const other = parseSaid(
      { ...mention, type: "message", channel_type: "im" },
      { ...envelope, event_id: "Ev2" },
      self,
    );
    expect(other?.id).toBe(parseSaid(mention, envelope, self)?.id);
    expect(parseSaid({ ...mention, ts: "1764000000.123457" }, envelope, self)?.id).not.toBe(other?.id);
  });

  it("is private until it is known not to be", () => {
    expect(parseSaid(mention, envelope, self)?.private).toBe(true);
  });

  it.each([
    ["an edit", { subtype: "message_changed" }],
    ["an edited mention", { edited: { user: "U0ANNA" } }],
    ["another bot", { bot_id: "B0OTHER" }],
    ["itself", { user: "U0BOT" }],
    ["a join", { subtype: "channel_join" }],
    ["a channel's talk among people", { type: "message", channel_type: "channel" }],
  ])("is not %s", (_, change) => {
    expect(parseSaid({ ...mention, ...change }, envelope, self)).toBeUndefined();
  });

  it("names its files, with a way back to their bytes", () => {
    const files = [
      {
        id: "F1",
        name: "release.pdf",
        mimetype: "application/pdf",
        size: 10,
        url_private: "https://files.slack.com/x",
      },
      { id: "F2", name: null },
      { name: "nothing behind it" },
    ];
    expect(parseSaid({ ...mention, subtype: "file_share", files }, envelope, self)?.files).toEqual([
      { name: "release.pdf", type: "application/pdf", size: 10, ref: "https://files.slack.com/x" },
      { name: "file", type: "application/octet-stream", size: 0, ref: "file:F2" },
    ]);
  });
});

describe("Slack's markup as plain text", () => {
  it.each([
    ["<https://example.org/a|example.org/a>", "https://example.org/a"],
    ["<https://example.org/a|the story>", "the story (https://example.org/a)"],
    ["<mailto:a@example.org|a@example.org>", "a@example.org"],
    ["<#C0DESK|desk> and <#C1>", "#desk and #C1"],
    ["<!here> <!subteam^S1|@night> <!date^1^{date}|Monday>", "@here @night Monday"],
    ["<@U1|anna> <@U2>", "@anna @U2"],
    ["a &lt;b&gt; &amp;amp;", "a <b> &amp;"],
    ["1 < 2", "1 < 2"],
  ])("%s", (markup, plain) => {
    expect(plainText(markup)).toBe(plain);
  });

  it("gives back every text that was escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeText(text);
        expect(unescapeText(escaped).replaceAll("@\u2060", "@")).toBe(text.replaceAll("@\u2060", "@"));
        expect(escaped).not.toMatch(/[<>]/);
      }),
    );
  });
});

describe("slash commands", () => {
  const slash = {
    command: "/ct-summarize",
    text: "https://example.org/a",
    team_id: "T0NEWS",
    channel_id: "C0DESK",
    user_id: "U0ANNA",
    user_name: "anna",
    trigger_id: "1.2.abc",
    response_url: "https://hooks.slack.com/commands/1",
  };

  it("are the command's own words, by its own name or behind the main one", () => {
    expect(parseSlash(slash, "ct-", 5).text).toBe("summarize https://example.org/a");
    expect(parseSlash({ ...slash, command: "/copytaster", text: "digest now" }, "ct-", 5).text).toBe(
      "digest now",
    );
    expect(parseSlash({ ...slash, command: "/copytaster", text: "" }, "ct-", 5).text).toBe("help");
  });

  it("keep the way to answer late, and are one message by their trigger", () => {
    const message = parseSlash(slash, "ct-", 5);
    expect(message).toMatchObject({
      kind: "command",
      token: slash.response_url,
      id: "slack:T0NEWS:1.2.abc",
      at: 5,
    });
    expect(message.place).toEqual({ platform: "slack", workspace: "T0NEWS", channel: "C0DESK" });
  });
});

describe("buttons", () => {
  const press = {
    team: { id: "T0NEWS" },
    user: { id: "U0ANNA", username: "anna" },
    trigger_id: "1.2.abc",
    channel: { id: "C0DESK" },
    container: { message_ts: "1764000001.000001", channel_id: "C0DESK" },
    message: { ts: "1764000001.000001", thread_ts: "1764000000.123456" },
    actions: [{ action_id: "action:0", value: "random-id", action_ts: "1764000009.5" }],
  };

  it("carry only an id, and are answered in the thread of their message", () => {
    expect(parsePress(press, self, 0)).toMatchObject({
      kind: "pressed",
      action: "random-id",
      about: "1764000001.000001",
      place: { thread: "1764000000.123456" },
      at: 1764000009500,
    });
  });

  it("of a message that stands alone begin its thread, of an ephemeral one none", () => {
    const alone = { ...press, message: { ts: "1764000001.000001" } };
    expect(parsePress(alone, self, 0)?.place.thread).toBe("1764000001.000001");
    const ephemeral = { ...press, message: undefined, container: { ...press.container, is_ephemeral: true } };
    expect(parsePress(ephemeral, self, 0)?.place.thread).toBeUndefined();
  });

  it("of others are left alone", () => {
    expect(parsePress({ ...press, actions: [{ action_id: "other", value: "x" }] }, self, 0)).toBeUndefined();
  });
});

describe("the shortcut on a message", () => {
  it("asks for a summary of what it quotes, and reads no options from it", () => {
    const message = parseShortcut(
      {
        callback_id: "summarize",
        team: { id: "T0NEWS" },
        user: { id: "U0ANNA", name: "anna" },
        trigger_id: "1.2.abc",
        channel: { id: "C0DESK" },
        message_ts: "1764000000.123456",
        message: { ts: "1764000000.123456", text: "--sentences 99 <https://example.org/a>" },
      },
      self,
      7,
    );
    expect(message).toMatchObject({
      kind: "command",
      command: { name: "summarize", options: {} },
      about: "1764000000.123456",
      quoted: "--sentences 99 https://example.org/a",
      text: "",
      place: { thread: "1764000000.123456" },
    });
  });
});

describe("reactions", () => {
  const reaction = {
    user: "U0ANNA",
    reaction: "+1",
    item: { type: "message", channel: "C0DESK", ts: "1764000001.000001" },
    item_user: "U0BOT",
    event_ts: "1764000009.000001",
  };

  it.each([
    ["+1", "up"],
    ["+1::skin-tone-3", "up"],
    ["thumbsup", "up"],
    ["-1", "down"],
    ["thumbsdown::skin-tone-6", "down"],
  ])("%s is a verdict: %s", (name, verdict) => {
    expect(parseReaction({ ...reaction, reaction: name }, envelope, self)).toMatchObject({
      kind: "reacted",
      command: { name: "feedback", options: { verdict } },
      about: "1764000001.000001",
    });
  });

  it.each([
    ["of another kind", { reaction: "tada" }],
    ["on somebody else's message", { item_user: "U0BOSS" }],
    ["on a file", { item: { type: "file" } }],
    ["of the bot itself", { user: "U0BOT" }],
  ])("%s is none", (_, change) => {
    expect(parseReaction({ ...reaction, ...change }, envelope, self)).toBeUndefined();
  });
});
