/** What Discord knows of a place: a thread's channel, who may see it, who administers it. Computed by discord.js from roles and overwrites. */
import type { Client, GuildBasedChannel } from "discord.js";
import type { Place } from "../../src/types.ts";
import { codeOf, isCode } from "./api.ts";
import { directMessages, type Where } from "./parse.ts";

export interface Places {
  where(channelId: string, guildId: string | undefined): Promise<Where>;
  /** Manage Server, by the roles that a message names. */
  admin(guildId: string | undefined, userId: string, roleIds: readonly string[]): boolean;
  /** The bot's own managed roles, which people mention by mistake for the bot. */
  ownRoles(guildId: string | undefined): readonly string[];
  /** May this person see the place and its history, as Discord says at this moment? */
  mayRead(place: Place, personId: string): Promise<boolean>;
  /** Threads of a channel that everybody who sees the channel may read, newest first. */
  isOpenThread(type: number): boolean;
}

const privateThread = 12;

/** @param opened the client of the moment: a start that failed is tried again with another. */
export function placesOf(opened: () => Client): Places {
  async function channelOf(id: string): Promise<GuildBasedChannel | undefined> {
    try {
      const client = opened();
      const channel = client.channels.cache.get(id) ?? (await client.channels.fetch(id));
      return channel && !channel.isDMBased() ? channel : undefined;
    } catch (error) {
      if (isCode(error, "unknownChannel", "missingAccess")) return undefined;
      throw error;
    }
  }

  async function mayReadDirect(place: Place, personId: string): Promise<boolean> {
    const channel = await opened().channels.fetch(place.channel, { force: true });
    return channel?.isDMBased() === true && "recipientId" in channel && channel.recipientId === personId;
  }

  return {
    async where(channelId, guildId) {
      if (!guildId) return { channel: channelId, private: true };
      const channel = await channelOf(channelId);
      // What cannot be looked at is taken for private: rather out of the archive than into it.
      if (!channel) return { channel: channelId, private: true };
      const everyone = channel.guild.roles.everyone;
      const open = channel.permissionsFor(everyone)?.has("ViewChannel") === true;
      return {
        channel: (channel.isThread() ? channel.parentId : undefined) ?? channelId,
        ...(channel.isThread() ? { thread: channelId } : {}),
        private: !open || channel.type === privateThread,
      };
    },
    admin(guildId, userId, roleIds) {
      const guild = guildId ? opened().guilds.cache.get(guildId) : undefined;
      if (!guild) return false;
      if (guild.ownerId === userId) return true;
      return [guild.id, ...roleIds].some((id) => guild.roles.cache.get(id)?.permissions.has("ManageGuild"));
    },
    ownRoles(guildId) {
      const guild = guildId ? opened().guilds.cache.get(guildId) : undefined;
      return [...(guild?.roles.cache.values() ?? [])]
        .filter((role) => role.tags?.botId === opened().user?.id)
        .map((role) => role.id);
    },
    async mayRead(place, personId) {
      if (place.workspace === directMessages) return mayReadDirect(place, personId);
      const channel = await channelOf(place.thread ?? place.channel);
      if (!channel || channel.guildId !== place.workspace) return false;
      try {
        const member = await channel.guild.members.fetch({ user: personId, force: true });
        const permissions = channel.permissionsFor(member);
        if (!permissions.has("ViewChannel") || !permissions.has("ReadMessageHistory")) return false;
        if (!channel.isThread() || channel.type !== privateThread || permissions.has("ManageThreads"))
          return true;
        return (await channel.members.fetch({ member: personId, force: true })).id === personId;
      } catch (error) {
        if (isCode(error, "unknownMember") || codeOf(error) === 404) return false;
        throw error;
      }
    },
    isOpenThread: (type) => type === 10 || type === 11,
  };
}
