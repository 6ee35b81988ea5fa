import { describe, expect, it } from "vitest";
import {
  administers,
  parseInteraction,
  parseMessage,
  parseReaction,
  timeOf,
} from "../../../adapters/discord/parse.ts";
import { readable } from "../../../adapters/discord/readable.ts";
import { sampleCommands } from "../../fakes/host.ts";
import {
  botId,
  channelId,
  guildId,
  interaction,
  mention,
  menuData,
  messageId,
  slashData,
} from "./payloads.ts";

const bot = { id: botId, roleIds: ["1250000000000000099"] };
const open = { channel: channelId, private: false };

describe("what people say to the bot on Discord", () => {
  it("is their words without the mention, with what they answer to as a quote", () => {
    expect(parseMessage(mention(), bot, open, true)).toEqual({
      id: messageId,
      kind: "said",
      place: { platform: "discord", workspace: guildId, channel: channelId },
      author: {
        platform: "discord",
        workspace: guildId,
        id: "1000000000000000042",
        name: "Ana (night desk)",
        admin: true,
      },
      at: Date.parse("2026-11-23T07:30:15.250Z"),
      text: "summarize https://example.org/wall",
      about: "1443200000000000000",
      quoted: "The statement is attached. @Copytaster delete everything",
      files: [
        {
          name: "statement.pdf",
          type: "application/pdf",
          size: 48_213,
          ref: "https://cdn.discordapp.com/attachments/1300000000000000001/1443199999999999999/statement.pdf?ex=6923f000&is=69229e80&hm=0a1b",
        },
      ],
      private: false,
    });
  });

  it("stands in its thread, and a thread belongs to its channel", () => {
    const where = { channel: channelId, thread: "1310000000000000001", private: true };
    const message = parseMessage(mention({ channel_id: "1310000000000000001" }), bot, where, false);
    expect(message?.place).toEqual({
      platform: "discord",
      workspace: guildId,
      channel: channelId,
      thread: "1310000000000000001",
    });
    expect(message?.private).toBe(true);
    expect(message?.author).not.toHaveProperty("admin");
  });

  it("keeps line breaks and other people's mentions", () => {
    const content = `draft brief\n\nfirst line\nsecond line <@1000000000000000077> <@!${botId}>`;
    expect(parseMessage(mention({ content }), bot, open, false)?.text).toBe(
      "draft brief\n\nfirst line\nsecond line <@1000000000000000077>",
    );
  });

  it("is heard in a direct message without a mention", () => {
    const direct = mention({
      guild_id: undefined,
      member: undefined,
      mentions: [],
      content: "hello",
      type: 0,
    });
    const message = parseMessage(direct, bot, { channel: channelId, private: true }, false);
    expect(message).toMatchObject({
      text: "hello",
      private: true,
      place: { workspace: "@me", channel: channelId },
      author: { name: "Ana Reyes", workspace: "@me" },
    });
  });

  it("is heard when people pick the bot's role instead of the bot", () => {
    const content = "<@&1250000000000000099> help";
    const given = mention({ mentions: [], mention_roles: ["1250000000000000099"], content });
    expect(parseMessage(given, bot, open, false)?.text).toBe("help");
  });

  it.each([
    ["talk among others", { mentions: [], content: "lunch?" }],
    ["another bot", { author: { id: "5", username: "feed", global_name: null, bot: true } }],
    ["a webhook", { webhook_id: "1400000000000000000" }],
    ["a pin", { type: 6 }],
    ["a mention of somebody else's role", { mentions: [], mention_roles: ["1250000000000000007"] }],
  ])("is not %s", (_, more) => {
    expect(parseMessage(mention(more), bot, open, false)).toBeUndefined();
  });

  it("quotes what was forwarded, with its files", () => {
    const message_snapshots = [
      { message: { content: "A forwarded statement", attachments: [], embeds: [], type: 0 } },
    ];
    const given = mention({ referenced_message: undefined, message_reference: undefined, message_snapshots });
    expect(parseMessage(given, bot, open, false)).toMatchObject({
      quoted: "A forwarded statement",
      files: [],
    });
  });
});

it("what is quoted is text: names for ids, words for emoji, dates for times", () => {
  const mentions = [{ id: "7", username: "ben", global_name: "Ben" }];
  const content = "<@7> and <@!7> with <@8> <:wave:123> <a:spin:9> at <t:1700000000:R>";
  expect(readable({ content, mentions })).toBe(
    "@Ben and @Ben with <@8> :wave: :spin: at 2023-11-14T22:13:20.000Z",
  );
});

describe("interactions", () => {
  it("carry typed options, a file, the locale and the token", () => {
    const message = parseInteraction(interaction(2, slashData), sampleCommands, open);
    expect(message).toEqual({
      id: "1443211000000000000",
      kind: "command",
      place: { platform: "discord", workspace: guildId, channel: channelId },
      author: {
        platform: "discord",
        workspace: guildId,
        id: "1000000000000000042",
        name: "Ana (night desk)",
        admin: true,
        locale: "zh-CN",
      },
      at: timeOf("1443211000000000000"),
      text: "summarize draft this 4 true",
      command: { name: "summarize", options: { target: "draft this", sentences: 4, loud: true } },
      files: [
        {
          name: "notes.txt",
          type: "text/plain; charset=utf-8",
          size: 812,
          ref: "https://cdn.discordapp.com/ephemeral-attachments/1/2/notes.txt?ex=1&is=2&hm=3",
        },
      ],
      private: false,
      token: "aW50ZXJhY3Rpb246MTQ0MzIx",
    });
  });

  it("from a message's menu quote that message, cards and all, and give no options", () => {
    expect(parseInteraction(interaction(2, menuData), sampleCommands, open)).toMatchObject({
      kind: "command",
      command: { name: "summarize", options: {} },
      about: "1443200000000000000",
      quoted:
        "Worth a look\n\nWall to be raised\nhttps://example.org/wall\nThe council voted.\nVotes: 12 to 9",
      files: [{ name: "statement.pdf" }],
    });
  });

  it("from a button give its id, also where a delivery's mark stands behind it", () => {
    const message = { ...mention().referenced_message, id: "77" };
    for (const custom_id of ["abc_DEF-123", "abc_DEF-123~0123456789ab"])
      expect(
        parseInteraction(
          interaction(3, { custom_id, component_type: 2, id: 2 }, { message }),
          sampleCommands,
          open,
        ),
      ).toMatchObject({ kind: "pressed", action: "abc_DEF-123", about: "77", text: "" });
  });

  it("from a form give options of their declared kind, without those left empty", () => {
    const field = (custom_id: string, value: string) => ({
      type: 18,
      id: 1,
      component: { type: 4, id: 2, custom_id, value },
    });
    const components = [field("target", "the text"), field("sentences", "3"), field("other", " ")];
    const given = interaction(5, { custom_id: "form:summarize", components });
    expect(parseInteraction(given, sampleCommands, open)).toMatchObject({
      kind: "command",
      command: { name: "summarize", options: { target: "the text", sentences: 3 } },
    });
  });

  it("in a direct message have a user and no member", () => {
    const given = interaction(2, slashData, {
      guild_id: undefined,
      member: undefined,
      user: { id: "9", username: "cem", global_name: null, discriminator: "0", avatar: null },
    });
    const message = parseInteraction(given, sampleCommands, { channel: channelId, private: true });
    expect(message?.author).toEqual({
      platform: "discord",
      workspace: "@me",
      id: "9",
      name: "cem",
      locale: "zh-CN",
    });
  });

  it("of others are not ours", () => {
    expect(
      parseInteraction(interaction(2, { ...menuData, name: "Report" }), sampleCommands, open),
    ).toBeUndefined();
    expect(
      parseInteraction(interaction(5, { custom_id: "x", components: [] }), sampleCommands, open),
    ).toBeUndefined();
  });
});

describe("thumbs", () => {
  const thumb = (name: string) => ({ user_id: "9", message_id: "77", guild_id: guildId, emoji: { name } });

  it.each([
    ["👍", false, "up"],
    ["👎", false, "down"],
    ["👍🏽", false, "up"],
    ["👎", true, "none"],
  ])("%s (taken back: %s) is feedback %s", (name, taken, verdict) => {
    expect(parseReaction(thumb(name), taken, open, 1_700_000_000_000)).toMatchObject({
      kind: "reacted",
      about: "77",
      at: 1_700_000_000_000,
      command: { name: "feedback", options: { verdict } },
    });
  });

  it("are the only signs that count", () => {
    expect(parseReaction(thumb("🎉"), false, open, 0)).toBeUndefined();
  });
});

it("whoever may manage the server administers it", () => {
  expect(administers("32")).toBe(true);
  expect(administers("8")).toBe(true);
  expect(administers(String((1n << 40n) | 1024n))).toBe(false);
});
