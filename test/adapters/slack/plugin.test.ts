import type { webApi } from "@slack/bolt";
import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import type { SlackClient } from "../../../adapters/slack/api.ts";
import { slack as plugin, slackManifest } from "../../../adapters/slack/index.ts";
import { botScopes } from "../../../adapters/slack/manifest.ts";
import { UserError } from "../../../src/errors.ts";
import type { CommandInfo } from "../../../src/types.ts";
import { sampleCommands } from "../../fakes/host.ts";
import { slackSettingsOf } from "../../fakes/slack/bot.ts";
import { type SlackStandIn, startSlack } from "../../fakes/slack/server.ts";

it("uses of the SDK's client only what it names", () => {
  expectTypeOf<webApi.WebClient>().toExtend<SlackClient>();
});

describe("the settings", () => {
  it.each([
    [{}, "SLACK_BOT_TOKEN is not set"],
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN is not set"],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "neither SLACK_APP_TOKEN"],
  ])("%o leave it off, saying why and what would turn it on", (given, why) => {
    const off = plugin.off(slackSettingsOf(given));
    expect(off?.why).toContain(why);
    expect(off?.mend).toContain("npm run -s copytaster -- manifest slack");
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" }],
    [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" }],
  ])("%o turn it on", (given) => {
    expect(plugin.off(slackSettingsOf(given))).toBeUndefined();
  });

  it("tell swapped tokens and bad prefixes at once", () => {
    expect(() => plugin.settings.SLACK_BOT_TOKEN.parse("xapp-1")).toThrow("xoxb-");
    expect(() => plugin.settings.SLACK_COMMAND_PREFIX.parse("/ct ")).toThrow("a-z");
    expect(plugin.settings.SLACK_BOT_TOKEN.secret && plugin.settings.SLACK_SIGNING_SECRET.secret).toBe(true);
  });
});

describe("the manifest", () => {
  const settings = slackSettingsOf({});
  type Manifest = {
    features: {
      slash_commands: { command: string; description: string; usage_hint?: string; url?: string }[];
      shortcuts: object[];
    };
    settings: {
      socket_mode_enabled: boolean;
      interactivity: { request_url?: string };
      event_subscriptions: { bot_events: string[]; request_url?: string };
    };
    oauth_config: { scopes: { bot: string[] } };
  };
  const manifest = (commands: readonly CommandInfo[], given = settings) =>
    slackManifest(commands, given) as unknown as Manifest;

  it("is made from the registry: the main command and each listed one", () => {
    const hidden = { ...sampleCommands[0], name: "feedback", listed: false } as CommandInfo;
    const { slash_commands: slash } = manifest([...sampleCommands, hidden]).features;
    const listed = sampleCommands.filter((one) => one.listed).map((one) => `/ct-${one.name}`);
    expect(slash.map((one) => one.command)).toEqual(["/copytaster", ...listed]);
    expect(slash.find((one) => one.command === "/ct-digest")?.usage_hint).toBe(
      "<now|at|list|stop> [time] [--source …] [--loud …]",
    );
  });

  it("takes Socket Mode, or the public address for HTTP", () => {
    expect(manifest(sampleCommands).settings.socket_mode_enabled).toBe(true);
    const http = manifest(
      sampleCommands,
      slackSettingsOf({ SLACK_PUBLIC_URL: "https://taster.example.org/" }),
    );
    expect(http.settings.socket_mode_enabled).toBe(false);
    expect(http.settings.event_subscriptions.request_url).toBe("https://taster.example.org/slack/events");
    expect(
      http.features.slash_commands.every((one) => one.url === "https://taster.example.org/slack/events"),
    ).toBe(true);
  });

  it("asks for no scope to write where it was not invited, or to act for people", () => {
    expect(botScopes).not.toContain("chat:write.public");
    expect(manifest(sampleCommands).oauth_config.scopes.bot).toEqual([...botScopes]);
  });

  it("keeps Slack's limits with many and long commands", () => {
    const [first] = sampleCommands;
    const many = Array.from(
      { length: 80 },
      (_, n) =>
        ({
          ...first,
          name: `a-very-long-command-name-indeed-${n}`,
          about: { en: "x".repeat(3000), zh: "" },
        }) as CommandInfo,
    );
    const { slash_commands: slash } = manifest(many).features;
    expect(slash).toHaveLength(50);
    expect(Math.max(...slash.map((one) => one.command.length))).toBeLessThanOrEqual(32);
    expect(Math.max(...slash.map((one) => one.description.length))).toBeLessThanOrEqual(2000);
  });
});

describe("the check for doctor", () => {
  let slack: SlackStandIn | undefined;
  afterEach(async () => {
    await slack?.close();
  });
  const signal = new AbortController().signal;

  it("says who it is and where", async () => {
    slack = await startSlack();
    expect(await plugin.check(slackSettingsOf(slack.settings), signal)).toBe(
      "@copytaster in The Newsroom, by Socket Mode",
    );
  });

  it("names the scopes that are missing", async () => {
    slack = await startSlack();
    slack.state.scopes = botScopes.filter((scope) => scope !== "files:read");
    await expect(plugin.check(slackSettingsOf(slack.settings), signal)).rejects.toThrow("files:read");
  });

  it("names the token that is refused, and an address that does not answer", async () => {
    slack = await startSlack();
    const wrong = slackSettingsOf({ ...slack.settings, SLACK_APP_TOKEN: "xapp-wrong" });
    await expect(plugin.check(wrong, signal)).rejects.toThrow("SLACK_APP_TOKEN");
    const nowhere = slackSettingsOf({ ...slack.settings, SLACK_API_URL: "http://127.0.0.1:1/api/" });
    await expect(plugin.check(nowhere, signal)).rejects.toThrow(UserError);
  });
});
