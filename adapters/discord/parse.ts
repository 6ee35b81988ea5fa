/** From what Discord's gateway dispatches to a `Message`. Pure: what only Discord's servers know (who may see a channel) is handed in. */
import type {
  APIApplicationCommandInteraction,
  APIAttachment,
  APIChatInputApplicationCommandInteractionData,
  APIInteraction,
  APIMessageApplicationCommandInteractionData,
  APIModalSubmitInteraction,
  APIUser,
  GatewayMessageCreateDispatchData,
} from "discord.js";
import type { CommandInfo, FileRef, Message, Options, OptionValue, Person, Place } from "../../src/types.ts";
import { menu } from "./commands.ts";
import { formPrefix } from "./form.ts";
import { plainId } from "./marks.ts";
import { readable } from "./readable.ts";

/** Where something was said, as looked up: a thread's parent is its channel. */
export interface Where {
  channel: string;
  thread?: string;
  private: boolean;
}

/** Direct messages belong to no server. */
export const directMessages = "@me";

const manageGuild = 1n << 5n;
const administrator = 1n << 3n;

export function placeOf(where: Where, guildId: string | undefined): Place {
  return {
    platform: "discord",
    workspace: guildId ?? directMessages,
    channel: where.channel,
    ...(where.thread ? { thread: where.thread } : {}),
  };
}

/** ms since 1970, from an id: https://discord.com/developers/docs/reference#snowflakes */
export const timeOf = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);

/** Does this permission set (a decimal bit field) administer the server? */
export const administers = (permissions: string): boolean =>
  (BigInt(permissions) & (manageGuild | administrator)) !== 0n;

export const nameOf = (user: APIUser, nick?: string | null): string =>
  nick ?? user.global_name ?? user.username;

export interface Bot {
  id: string;
  /** Its own managed roles, which people mention by mistake for it. */
  roleIds: readonly string[];
}

/** Is it for the bot: in a direct message, or with a mention (a reply that pings it is one)? Not bots, webhooks, joins, pins. */
export function isForBot(said: GatewayMessageCreateDispatchData, bot: Bot): boolean {
  if (said.author.bot || said.webhook_id || ![0, 19].includes(said.type)) return false;
  if (!said.guild_id) return true;
  return (
    said.mentions.some((user) => user.id === bot.id) ||
    said.mention_roles.some((role) => bot.roleIds.includes(role))
  );
}

/** What somebody said to the bot, without the mention; what it answers or forwards is quoted. Undefined: it is not for the bot. */
export function parseMessage(
  said: GatewayMessageCreateDispatchData,
  bot: Bot,
  where: Where,
  admin: boolean,
): Message | undefined {
  if (!isForBot(said, bot)) return undefined;
  const roles = said.mention_roles.filter((role) => bot.roleIds.includes(role));
  const mention = new RegExp(`<@!?${bot.id}>|<@&(?:${["-", ...roles].join("|")})>`, "g");
  const about = said.referenced_message ?? undefined;
  const forwarded = (said.message_snapshots ?? []).map((one) => one.message);
  const quoted = [...(about ? [about] : []), ...forwarded].map(readable).filter(Boolean).join("\n\n");
  return {
    id: said.id,
    kind: "said",
    place: placeOf(where, said.guild_id),
    author: person(said.author, said.guild_id, said.member?.nick, admin),
    at: Date.parse(said.timestamp),
    text: said.content.replace(mention, " ").replace(/ {2,}/g, " ").trim(),
    ...(about ? { about: about.id } : {}),
    ...(quoted ? { quoted } : {}),
    files: [said, ...(about ? [about] : []), ...forwarded].flatMap((one) => files(one.attachments)),
    private: where.private,
  };
}

/** Slash commands, "Summarize" in a message's menu, buttons and filled-in forms. Undefined for what is not ours. */
export function parseInteraction(
  given: APIInteraction,
  commands: readonly CommandInfo[],
  where: Where,
): Message | undefined {
  const user = given.member?.user ?? given.user;
  if (!user) return undefined;
  const base = {
    id: given.id,
    place: placeOf(where, given.guild_id),
    author: {
      ...person(
        user,
        given.guild_id,
        given.member?.nick,
        given.member ? administers(given.member.permissions) : false,
      ),
      ...("locale" in given && given.locale ? { locale: given.locale } : {}),
    },
    at: timeOf(given.id),
    private: where.private,
    token: given.token,
    files: [],
  };
  switch (given.type) {
    case 2:
      return command(base, given);
    case 3:
      return {
        ...base,
        kind: "pressed",
        text: "",
        action: plainId(given.data.custom_id),
        about: given.message.id,
      };
    case 5:
      return form(base, given, commands);
    default:
      return undefined;
  }
}

type Base = Omit<Message, "kind" | "text">;

function command(base: Base, given: APIApplicationCommandInteraction): Message | undefined {
  const { data } = given;
  if (data.type === 3) return fromMenu(base, data);
  if (data.type !== 1) return undefined;
  const options: Record<string, OptionValue> = {};
  for (const option of data.options ?? [])
    if ("value" in option && option.type !== 11) options[option.name] = option.value;
  return {
    ...base,
    kind: "command",
    text: typed(data.name, options),
    command: { name: data.name, options },
    files: attached(data),
  };
}

function attached(data: APIChatInputApplicationCommandInteractionData): readonly FileRef[] {
  return (data.options ?? []).flatMap((option) => {
    const file = option.type === 11 ? data.resolved?.attachments?.[option.value] : undefined;
    return file ? files([file]) : [];
  });
}

/** What the menu was opened on is quoted: data, whatever it says. */
function fromMenu(base: Base, data: APIMessageApplicationCommandInteractionData): Message | undefined {
  if (data.name !== menu.name) return undefined;
  const target = data.resolved.messages[data.target_id];
  return {
    ...base,
    kind: "command",
    text: menu.command,
    command: { name: menu.command, options: {} },
    about: data.target_id,
    ...(target ? { quoted: readable(target), files: files(target.attachments) } : {}),
  };
}

function form(
  base: Base,
  given: APIModalSubmitInteraction,
  commands: readonly CommandInfo[],
): Message | undefined {
  const { custom_id, components } = given.data;
  if (!custom_id.startsWith(formPrefix)) return undefined;
  const name = custom_id.slice(formPrefix.length);
  const specs = commands.find((one) => one.name === name)?.options ?? [];
  const options: Record<string, OptionValue> = {};
  for (const part of components) {
    const fields = "components" in part ? part.components : "component" in part ? [part.component] : [];
    for (const field of fields) {
      if (!("value" in field) || typeof field.value !== "string" || field.value.trim() === "") continue;
      const kind = specs.find((spec) => spec.name === field.custom_id)?.kind;
      options[field.custom_id] = kind === "number" ? numberOr(field.value) : field.value;
    }
  }
  return { ...base, kind: "command", text: typed(name, options), command: { name, options } };
}

/** A word that is no number stays as it is, to be refused with a mend where options are checked. */
const numberOr = (text: string): OptionValue => (Number.isFinite(Number(text)) ? Number(text) : text);

const typed = (name: string, options: Options): string =>
  [name, ...Object.values(options).map(String)].join(" ");

/** A thumb on a message of the bot. `emoji` may have a skin colour behind the thumb. */
export function parseReaction(
  reaction: {
    user_id: string;
    message_id: string;
    guild_id?: string;
    emoji: { name: string | null };
    member?: { nick?: string | null; user: APIUser };
  },
  taken: boolean,
  where: Where,
  now: number,
): Message | undefined {
  const thumb = reaction.emoji.name?.startsWith("👍")
    ? "up"
    : reaction.emoji.name?.startsWith("👎")
      ? "down"
      : undefined;
  if (!thumb || reaction.member?.user.bot) return undefined;
  const verdict = taken ? "none" : thumb;
  const member = reaction.member;
  return {
    // A thumb may be given, taken back and given again: each counts, and a repeat does no harm, for the last verdict stands.
    id: `${reaction.message_id}:${reaction.user_id}:${thumb}:${verdict}:${now}`,
    kind: "reacted",
    place: placeOf(where, reaction.guild_id),
    author: {
      platform: "discord",
      workspace: reaction.guild_id ?? directMessages,
      id: reaction.user_id,
      name: member ? nameOf(member.user, member.nick) : reaction.user_id,
    },
    at: now,
    text: `feedback ${verdict}`,
    command: { name: "feedback", options: { verdict } },
    about: reaction.message_id,
    files: [],
    private: where.private,
  };
}

function person(
  user: APIUser,
  guildId: string | undefined,
  nick: string | null | undefined,
  admin: boolean,
): Person {
  return {
    platform: "discord",
    workspace: guildId ?? directMessages,
    id: user.id,
    name: nameOf(user, nick),
    ...(admin ? { admin } : {}),
  };
}

function files(attachments: readonly APIAttachment[]): readonly FileRef[] {
  return attachments.map((file) => ({
    name: file.filename,
    type: file.content_type ?? "application/octet-stream",
    size: file.size,
    ref: file.url,
  }));
}
