/** How the bot gets into a server: the least permissions it can do with, each with its reason, and its commands. */
import type { RESTPostAPIApplicationCommandsJSONBody } from "discord.js";
import type { CommandInfo } from "../../src/types.ts";
import { apiOver } from "./api.ts";
import { commandBodies } from "./commands.ts";
import { closeRest, entryProblem, openRest } from "./sdk.ts";
import type { DiscordSettings } from "./settings.ts";

/** Bits: https://discord.com/developers/docs/topics/permissions */
export const permissions = [
  { name: "View Channel", bit: 1n << 10n, why: "to hear when it is mentioned" },
  { name: "Send Messages", bit: 1n << 11n, why: "to answer, and to post digests" },
  { name: "Send Messages in Threads", bit: 1n << 38n, why: "to answer in the thread where it was asked" },
  {
    name: "Read Message History",
    bit: 1n << 16n,
    why: "to reply under a message, to see what it sent before it sends again, and to catch people up",
  },
  { name: "Attach Files", bit: 1n << 15n, why: "for charts and lists" },
  { name: "Add Reactions", bit: 1n << 6n, why: "to tick off a 👍 or 👎" },
] as const;

export interface Manifest {
  /** Opens Discord's own page for adding the bot to a server. */
  url: string;
  permissions: readonly { name: string; why: string }[];
  /** The body of the PUT that registers the commands. */
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[];
}

export function inviteUrl(applicationId: string): string {
  const bits = permissions.reduce((sum, one) => sum | one.bit, 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(bits),
    integration_type: "0",
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** Pure. `applicationId` from `applicationOf`, or DISCORD_APPLICATION_ID. */
export function manifest(commands: readonly CommandInfo[], applicationId: string): Manifest {
  return {
    url: inviteUrl(applicationId),
    permissions: permissions.map(({ name, why }) => ({ name, why })),
    commands: commandBodies(commands),
  };
}

/** The id that is set, else the one that Discord names for the token. @throws UserError naming the variable. */
export async function applicationOf(
  given: DiscordSettings,
  signal?: AbortSignal,
): Promise<{ id: string; name?: string; flags?: number }> {
  if (given.DISCORD_APPLICATION_ID && !signal) return { id: given.DISCORD_APPLICATION_ID };
  const rest = await openRest(given);
  try {
    return await apiOver(rest).application(signal);
  } catch (error) {
    throw entryProblem(error);
  } finally {
    closeRest(rest);
  }
}

/** Registers the commands, in one server or in all. @returns a line for the person who ran it. @throws UserError naming the variable. */
export async function register(commands: readonly CommandInfo[], given: DiscordSettings): Promise<string> {
  const bodies = commandBodies(commands);
  const { id } = await applicationOf(given);
  const rest = await openRest(given);
  try {
    const set = await apiOver(rest).setCommands(id, given.DISCORD_GUILD_ID, bodies);
    const where = given.DISCORD_GUILD_ID ? `in server ${given.DISCORD_GUILD_ID}` : "in every server";
    return `${set.length} commands registered ${where}`;
  } catch (error) {
    throw entryProblem(error);
  } finally {
    closeRest(rest);
  }
}
