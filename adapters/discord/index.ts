/**
 * Discord, by discord.js 14: mentions, direct messages, slash commands, "Summarize" on a message, buttons, forms, thumbs.
 * One connection a shard: of several processes with one token, each shard must run in exactly one.
 */
import { UserError } from "../../src/errors.ts";
import type { AdapterPlugin } from "../../src/types.ts";
import { applicationOf } from "./invite.ts";
import { off, settings } from "./settings.ts";
import { words } from "./words.ts";

export { applicationOf, inviteUrl, manifest, register } from "./invite.ts";

/** Application flags for the Message Content intent (and its form for bots in fewer than a hundred servers). */
const contentFlags = (1 << 18) | (1 << 19);

export const discord: AdapterPlugin<typeof settings> = {
  platform: "discord",
  about: "Discord: mentions, slash commands, menus, buttons and threads",
  settings,
  off,
  async create(given, parts) {
    // Loaded here and not above: a newsroom without Discord never pays for it.
    const [{ createAdapter }, { openClient, openRest }] = await Promise.all([
      import("./adapter.ts"),
      import("./sdk.ts"),
    ]);
    const open = () => openClient(given);
    return createAdapter(given, parts, await openRest(given), open, await open());
  },
  async check(given, signal) {
    const { id, name, flags = 0 } = await applicationOf(given, signal);
    if (given.DISCORD_MESSAGE_CONTENT && (flags & contentFlags) === 0)
      throw new UserError(words.badIntents, words.badIntentsMend);
    const content = given.DISCORD_MESSAGE_CONTENT ? "reads threads" : "reads only what is said to it";
    return `${name ?? "application"} (${id}), ${content}`;
  },
};
