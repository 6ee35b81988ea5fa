/** What Discord needs from the environment, and what is missing when it is off. */
import { flag, secret, text, url } from "../../src/settings.ts";
import type { Off, SettingSpec, SettingsOf } from "../../src/types.ts";

/** Discord's ids ("snowflakes"): 64-bit numbers, written in decimal. */
function snowflake(about: string): SettingSpec<string | undefined> {
  return {
    ...text({ about, example: "112233445566778899" }),
    parse(value) {
      if (!/^\d{15,20}$/.test(value)) throw new Error("must be a Discord id: 15 to 20 digits");
      return value;
    },
  };
}

export const settings = {
  DISCORD_TOKEN: secret({
    about: "Discord: the bot's token (Developer Portal, your application, Bot, Reset Token)",
  }),
  DISCORD_APPLICATION_ID: snowflake(
    "Discord: the application's id (Developer Portal, General Information); asked from Discord when unset",
  ),
  DISCORD_GUILD_ID: snowflake(
    "Discord: register the commands in this one server, where they show at once; unset: in every server",
  ),
  DISCORD_API_URL: url({
    about: "Discord: REST address, to go through a proxy or a stand-in; the gateway's address is asked there",
    example: "https://discord.com/api",
    protocols: ["https", "http"],
  }),
  DISCORD_MESSAGE_CONTENT: flag({
    about:
      "Discord: the privileged Message Content intent is on in the Developer Portal, so threads can be read",
    fallback: false,
  }),
};

export type DiscordSettings = SettingsOf<typeof settings>;

export function off({ DISCORD_TOKEN }: DiscordSettings): Off | undefined {
  if (DISCORD_TOKEN) return undefined;
  return {
    why: "DISCORD_TOKEN is not set",
    mend: "Make an application at https://discord.com/developers/applications, copy its bot token into DISCORD_TOKEN, then run `npm run -s copytaster -- manifest discord` for the invite",
  };
}

/** Without a slash at its end, without a version: discord.js adds `/v10`. */
export const apiUrl = (given: DiscordSettings): string =>
  (given.DISCORD_API_URL ?? "https://discord.com/api").replace(/\/+$/, "").replace(/\/v\d+$/, "");
