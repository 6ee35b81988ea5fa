import { describe, expect, it } from "vitest";
import { commandBodies } from "../../../adapters/discord/commands.ts";
import { formFor, missing } from "../../../adapters/discord/form.ts";
import { inviteUrl, manifest } from "../../../adapters/discord/invite.ts";
import { parseInteraction } from "../../../adapters/discord/parse.ts";
import * as registry from "../../../src/commands/index.ts";
import type { CommandInfo } from "../../../src/types.ts";
import { problemsOf } from "../../fakes/discord/check.ts";
import { sampleCommands } from "../../fakes/host.ts";
import { interaction } from "./payloads.ts";

const about = { en: "what it is about", zh: "关于什么" };
const reading: CommandInfo = {
  name: "boil",
  aliases: [],
  about,
  options: [
    { name: "sentences", kind: "number", required: false, min: 1, max: 20, about },
    { name: "text", kind: "text", required: true, rest: true, maxLength: 200_000, about },
  ],
  examples: [],
  role: "reader",
  listed: true,
};

describe("the commands as Discord registers them", () => {
  it("are taken by Discord, the house's own and the samples", () => {
    for (const commands of [Object.values(registry), sampleCommands, [reading]])
      expect(problemsOf("PUT", "/applications/1/commands", commandBodies(commands))).toEqual([]);
  });

  it("have typed options, required ones first, with Chinese beside English", () => {
    const digest = commandBodies(sampleCommands).find((body) => body.name === "digest");
    expect(digest).toMatchObject({
      type: 1,
      description: "The digest, now or on schedule",
      description_localizations: { "zh-CN": "新闻摘报：立即或定时" },
      options: [
        {
          name: "do",
          type: 3,
          required: true,
          choices: [{ name: "now" }, { name: "at" }, { name: "list" }, { name: "stop" }],
        },
        { name: "time", type: 3, required: false },
        { name: "source", type: 3, autocomplete: true },
        { name: "loud", type: 5 },
      ],
    });
  });

  it("leave out what is not listed, and put Summarize into the menu of messages", () => {
    const named = commandBodies(sampleCommands).map((body) => `${body.type} ${body.name}`);
    expect(named).toEqual(["1 summarize", "1 digest", "1 secret", "3 Summarize"]);
    expect(commandBodies([reading]).some((body) => body.type === 3)).toBe(false);
  });

  it("take a file where a long text is read, and then do not insist on the text", () => {
    const [body] = commandBodies([reading]);
    expect(body).toMatchObject({
      options: [
        { name: "sentences", min_value: 1, max_value: 20 },
        { name: "text", required: false, max_length: 6000 },
        { name: "file", type: 11, required: false },
      ],
    });
  });

  it("are refused by name before they are sent, where a limit is broken", () => {
    const option = (n: number) => ({ name: `o${n}`, kind: "text" as const, required: false, about });
    const options = Array.from({ length: 26 }, (_, n) => option(n));
    expect(() => commandBodies([{ ...reading, options }])).toThrow("boil has 26");
    expect(() => commandBodies([{ ...reading, name: "Boil It" }])).toThrow('"Boil It" is not one');
  });
});

describe("a form for what is missing", () => {
  const slash = (options: object[], more: object = {}) => {
    const message = parseInteraction(
      interaction(2, { type: 1, id: "1", name: "boil", options, ...more }),
      [reading],
      { channel: "1", private: false },
    );
    if (!message) throw new Error("not parsed");
    return message;
  };

  it("asks for it, keeps what was given, and fits Discord", () => {
    const message = slash([{ name: "sentences", type: 10, value: 4 }]);
    const body = formFor(reading, message, "zh");
    expect(problemsOf("POST", "/interactions/1/t/callback", body)).toEqual([]);
    expect(body).toMatchObject({
      type: 9,
      data: {
        custom_id: "form:boil",
        title: "boil：还缺的内容",
        components: [
          {
            label: "text",
            description: "关于什么",
            component: { custom_id: "text", style: 2, required: true },
          },
          { label: "sentences", component: { custom_id: "sentences", value: "4" } },
        ],
      },
    });
  });

  it("is not needed where a file stands for the text", () => {
    const file = {
      id: "5",
      filename: "a.txt",
      size: 3,
      url: "https://cdn.discordapp.com/a",
      content_type: "text/plain",
    };
    const message = slash([{ name: "file", type: 11, value: "5" }], {
      resolved: { attachments: { "5": file } },
    });
    expect(missing(reading, message)).toEqual([]);
    expect(missing(reading, slash([]))).toHaveLength(1);
  });
});

describe("the invite", () => {
  it("asks for the least permissions, each with its reason", () => {
    const { url, permissions, commands } = manifest(sampleCommands, "1100000000000000001");
    expect(url).toBe(inviteUrl("1100000000000000001"));
    const query = new URL(url).searchParams;
    expect(query.get("scope")).toBe("bot applications.commands");
    expect(BigInt(query.get("permissions") ?? 0)).toBe(
      (1n << 10n) | (1n << 11n) | (1n << 38n) | (1n << 16n) | (1n << 15n) | (1n << 6n),
    );
    expect(permissions.every((one) => one.why.length > 10)).toBe(true);
    expect(commands).toHaveLength(4);
  });
});
