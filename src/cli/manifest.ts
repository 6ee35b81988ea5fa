/** `manifest`: what Slack and Discord want to know before the bot may come in; made from the command registry. */
import {
  applicationOf,
  discord,
  manifest as discordManifest,
  register,
} from "../../adapters/discord/index.ts";
import { slack, slackManifest } from "../../adapters/slack/index.ts";
import * as commandRegistry from "../commands/index.ts";
import { settingsHere } from "./open.ts";

const commands = Object.values(commandRegistry);

export function manifestSlack(): number {
  process.stdout.write(
    `${JSON.stringify(slackManifest(commands, settingsHere().of(slack.settings)), null, 2)}\n`,
  );
  process.stderr.write("Paste this at https://api.slack.com/apps → Create New App → From a manifest.\n");
  return 0;
}

/** Without a token only the commands can be shown; with one they are registered too. */
export async function manifestDiscord({ print = false }: { print?: boolean }): Promise<number> {
  const settings = settingsHere().of(discord.settings);
  if (!settings.DISCORD_TOKEN && !settings.DISCORD_APPLICATION_ID) {
    process.stderr.write(
      "Set DISCORD_TOKEN (https://discord.com/developers/applications → Bot → Reset Token), then run this again.\n",
    );
    return 1;
  }
  const { id } = await applicationOf(settings);
  const made = discordManifest(commands, id);
  process.stdout.write(`${made.url}\n`);
  for (const { name, why } of made.permissions) process.stderr.write(`  ${name}: ${why}\n`);
  if (print) process.stdout.write(`${JSON.stringify(made.commands, null, 2)}\n`);
  else if (settings.DISCORD_TOKEN) process.stderr.write(`${await register(commands, settings)}\n`);
  return 0;
}
