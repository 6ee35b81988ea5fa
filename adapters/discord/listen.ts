/** From the gateway's events to the host. Listens to the dispatches themselves, so that what is parsed is plain JSON. */
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIInteraction,
  Client,
  GatewayMessageCreateDispatchData,
  GatewayMessageReactionAddDispatchData,
  GatewayMessageReactionRemoveDispatchData,
} from "discord.js";
import { languageOfLocale, languageOfText } from "../../src/chat/words.ts";
import { messageOf } from "../../src/errors.ts";
import type { Host, Log, Message } from "../../src/types.ts";
import type { Api } from "./api.ts";
import type { Deliver } from "./deliver.ts";
import { formFor, missing } from "./form.ts";
import { isForBot, nameOf, parseInteraction, parseMessage, parseReaction, placeOf } from "./parse.ts";
import type { Places } from "./places.ts";
import { renderNote } from "./render.ts";
import { type ViewParts, viewOf } from "./views.ts";
import { words } from "./words.ts";

export interface ListenParts extends ViewParts {
  client: Client;
  api: Api;
  deliver: Deliver;
  places: Places;
  host: Host;
  log: Log;
  stopping(): boolean;
  /** Keeps hold of what is under way, so that a stop can wait for it. */
  track(work: Promise<void>): void;
}

/** ms; Discord waits three seconds for choices. */
const choicesWithin = 2_300;

type Take = (given: never) => Promise<void>;

/**
 * Takes these events before discord.js makes objects of them: it needs none of them, and one of a shape that it does not know yet
 * would end the process there. Servers, channels and roles stay with discord.js, for permissions.
 */
export async function listen(parts: ListenParts): Promise<void> {
  const { client, log } = parts;
  const { Events } = await import("discord.js");
  const takes: Readonly<Record<string, Take>> = {
    MESSAGE_CREATE: (given: GatewayMessageCreateDispatchData) => said(parts, given),
    INTERACTION_CREATE: (given: APIInteraction) => interaction(parts, given),
    MESSAGE_REACTION_ADD: (given: GatewayMessageReactionAddDispatchData) => reaction(parts, given, false),
    MESSAGE_REACTION_REMOVE: (given: GatewayMessageReactionRemoveDispatchData) =>
      reaction(parts, given, true),
  };
  client.on(Events.Raw, (packet: { t: string; d: never }) => {
    const event = packet.t;
    const take = takes[event];
    if (!take) return;
    packet.t = "TAKEN";
    const work = Promise.resolve(packet.d).then(take);
    parts.track(
      work.catch((error: unknown) =>
        log.error({ event, error: messageOf(error) }, "a Discord event could not be worked on"),
      ),
    );
  });
}

async function handle(parts: ListenParts, message: Message): Promise<void> {
  const view = viewOf(parts, message, false);
  await parts.host.handle(message, view).finally(() => view.end());
}

async function said(parts: ListenParts, given: GatewayMessageCreateDispatchData): Promise<void> {
  const { client, places, deliver } = parts;
  const bot = { id: client.user?.id ?? "", roleIds: places.ownRoles(given.guild_id) };
  if (!isForBot(given, bot)) return;
  if (parts.stopping()) {
    const to = { channel: given.channel_id, id: given.id, again: false };
    const language = languageOfText(given.content) ?? "en";
    await deliver.answer(to, [renderNote(words.stopping[language])], `${given.id}:stopping`);
    return;
  }
  const where = await places.where(given.channel_id, given.guild_id);
  const admin = places.admin(given.guild_id, given.author.id, given.member?.roles ?? []);
  const message = parseMessage(given, bot, where, admin);
  if (message) await handle(parts, message);
}

async function interaction(parts: ListenParts, given: APIInteraction): Promise<void> {
  const { api, host, places, log } = parts;
  if (given.type === 4) return choices(parts, given);
  const channelId = given.channel?.id;
  if (!channelId) return;
  const message = parseInteraction(given, host.commands, await places.where(channelId, given.guild_id));
  if (!message) return log.warn({ type: given.type }, "a Discord interaction that is none of ours");
  if (parts.stopping()) {
    const content = words.stopping[languageOfLocale(message.author.locale) ?? "en"];
    await api.answer(given.id, given.token, {
      type: 4,
      data: { content, flags: 64, allowed_mentions: { parse: [] } },
    });
    return;
  }
  const command = host.commands.find((one) => one.name === message.command?.name);
  // A form can only be shown instead of the acknowledgement, so what is missing is asked for before anything is accepted.
  if (given.type === 2 && command && missing(command, message).length > 0) {
    const language = await host.language(message.author, message.place);
    await api.answer(given.id, given.token, formFor(command, message, language));
    return;
  }
  await handle(parts, message);
}

async function choices(
  { api, host, places, log }: ListenParts,
  given: APIApplicationCommandAutocompleteInteraction,
): Promise<void> {
  const user = given.member?.user ?? given.user;
  const typing = given.data.options.find((option) => "focused" in option && option.focused === true);
  if (!user || !typing || !("value" in typing) || !given.channel) return;
  const place = placeOf(await places.where(given.channel.id, given.guild_id), given.guild_id);
  const author = {
    platform: "discord",
    workspace: place.workspace,
    id: user.id,
    name: nameOf(user, given.member?.nick),
    locale: given.locale,
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), choicesWithin);
  });
  const found = await Promise.race([
    host
      .complete(given.data.name, typing.name, String(typing.value), author, place)
      .catch((error: unknown) => {
        log.warn({ command: given.data.name, error: messageOf(error) }, "no choices could be found");
        return [];
      }),
    late,
  ]).finally(() => clearTimeout(timer));
  // A value that is cut would mean something else: what Discord cannot carry is left out.
  const fitting = [...new Set(found)]
    .filter((value) => value.length >= 1 && value.length <= 100)
    .slice(0, 25);
  await api.answer(given.id, given.token, {
    type: 8,
    data: { choices: fitting.map((value) => ({ name: value, value })) },
  });
}

async function reaction(
  parts: ListenParts,
  given: GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData,
  taken: boolean,
): Promise<void> {
  const { client, api, host, places, now } = parts;
  const verdict = host.commands
    .find((command) => command.name === "feedback")
    ?.options.find((option) => option.name === "verdict");
  const takesBack = verdict?.choices?.includes("none") === true;
  const thumb = /^(👍|👎)/u.test(given.emoji.name ?? "");
  if (!verdict || !thumb || (taken && !takesBack) || given.user_id === client.user?.id || parts.stopping())
    return;
  const bot = client.user?.id;
  if ("message_author_id" in given && given.message_author_id !== bot) return;
  const liked = await api.one(given.channel_id, given.message_id);
  if (liked.author.id !== bot) return;
  const where = await places.where(given.channel_id, given.guild_id);
  const message = parseReaction(given, taken, where, now());
  if (!message) return;
  // A later part of a long reply answers the first, by whose id the reply is known.
  const first = liked.referenced_message?.author.id === bot ? liked.referenced_message?.id : undefined;
  await handle(parts, first ? { ...message, about: first } : message);
}
