/** Opens discord.js. Only here is it loaded, and only when Discord is on. */
import type { Client, REST } from "discord.js";
import { UserError } from "../../src/errors.ts";
import { codeOf } from "./api.ts";
import { apiUrl, type DiscordSettings } from "./settings.ts";
import { fill, words } from "./words.ts";

/** ms for one request, as discord.js counts it. */
const requestTimeout = 15_000;

/**
 * REST of our own beside the client's, so that answers that are under way can still be sent when the gateway is closed.
 * discord.js honours 429 and tries again three times where a server failed.
 */
export async function openRest(given: DiscordSettings): Promise<REST> {
  const { REST } = await import("discord.js");
  return new REST({ version: "10", api: apiUrl(given), timeout: requestTimeout }).setToken(
    (given.DISCORD_TOKEN ?? "").replace(/^Bot\s+/i, ""),
  );
}

/** Stops its clocks. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}

/** A client that keeps servers, channels and roles, for permissions, and next to nothing else. Not connected yet. */
export async function openClient(given: DiscordSettings): Promise<Client> {
  const { Client, GatewayIntentBits: intent, Options } = await import("discord.js");
  return new Client({
    intents: [
      intent.Guilds,
      intent.GuildMessages,
      intent.DirectMessages,
      intent.GuildMessageReactions,
      intent.DirectMessageReactions,
      ...(given.DISCORD_MESSAGE_CONTENT ? [intent.MessageContent] : []),
    ],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: apiUrl(given), timeout: requestTimeout },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 200,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 200,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 200,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
      VoiceStateManager: 0,
    }),
  });
}

/** Why Discord could not be entered, with what mends it. */
export function entryProblem(error: unknown): UserError {
  const text = error instanceof Error ? error.message : String(error);
  const code = typeof error === "object" && error && "code" in error ? error.code : undefined;
  if (
    code === "TokenInvalid" ||
    codeOf(error) === 401 ||
    /Authentication failed|invalid token|401/i.test(text)
  )
    return new UserError(words.badToken, words.badTokenMend, { cause: error });
  if (/disallowed intents|invalid intents/i.test(text))
    return new UserError(words.badIntents, words.badIntentsMend, { cause: error });
  const discordCode = codeOf(error);
  if (discordCode !== undefined && discordCode >= 10_000)
    return new UserError(fill(words.refused, { problem: text.slice(0, 200) }), words.refusedMend, {
      cause: error,
    });
  return new UserError(fill(words.unreachable, { problem: text.slice(0, 200) }), words.unreachableMend, {
    cause: error,
  });
}
