/** What people do on the stand-in, as the gateway tells it. */
import { type Gateway, memberOut } from "./gateway.ts";
import type { RestParts } from "./rest-types.ts";
import { type Attachment, type Interaction, outward, type Stored, snowflake, type User } from "./world.ts";

export type Who = "ana" | "ben" | "cem";

interface At {
  /** Ana when unset. */
  by?: Who;
  /** The general channel when unset. */
  channel?: string;
  /** In a direct message with the bot. */
  direct?: boolean;
}

export interface Acting {
  /** Somebody writes; with a mention of the bot unless `mention` is false or it is a direct message. */
  say(
    text: string,
    at?: At & {
      mention?: boolean;
      replyTo?: string;
      files?: readonly { name: string; type: string; text: string }[];
    },
  ): Stored;
  slash(
    name: string,
    options?: Readonly<Record<string, string | number | boolean>>,
    at?: At & { file?: { name: string; type: string; text: string } },
  ): Interaction;
  /** What is offered while an option is typed; the interaction's `choices` come with the answer. */
  autocomplete(name: string, option: string, typed: string, at?: At): Interaction;
  /** A button of a message, by its custom id. */
  press(customId: string, at?: At): Interaction;
  /** Fills in the form that an interaction was answered with. */
  submit(form: Interaction, values: Readonly<Record<string, string>>): Interaction;
  contextMenu(message: string, at?: At & { name?: string }): Interaction;
  react(message: string, emoji: string, at?: At & { taken?: boolean }): void;
  /** A moderator takes a message away. */
  remove(message: string): void;
  /** The last event of people (or that of this message or interaction) comes once more. */
  redeliver(id?: string): void;
  /** The interaction's token runs out. */
  expire(interaction: Interaction): void;
}

export function actingOn(
  { world, interactions, fileUrl, keepFile, messageContent }: RestParts,
  gateway: Gateway,
): Acting {
  const happened: { id: string; type: string; data: unknown }[] = [];
  const tell = (id: string, type: string, data: unknown) => {
    happened.push({ id, type, data });
    gateway.dispatch(type, data);
  };
  const person = (by: Who = "ana"): User => world.people[by];
  const channelOf = (at: At) => (at.direct ? world.direct(person(at.by)).id : (at.channel ?? world.general));
  const guildOf = (channel: string) => world.channels.get(channel)?.guild_id;

  function attachment(file: { name: string; type: string; text: string }): Attachment {
    const id = snowflake();
    const bytes = new TextEncoder().encode(file.text);
    keepFile(`${id}-${file.name}`, bytes);
    const url = fileUrl(`${id}-${file.name}`);
    return { id, filename: file.name, content_type: file.type, size: bytes.byteLength, url, proxy_url: url };
  }

  function interact(type: number, data: unknown, at: At, more: object = {}): Interaction {
    const user = person(at.by);
    const channel = channelOf(at);
    const member = world.members.get(user.id);
    const made: Interaction = {
      id: snowflake(),
      token: `token-${snowflake()}`,
      channel,
      user: user.id,
      created: Date.now(),
      expired: false,
    };
    interactions.set(made.token, made);
    const guildId = guildOf(channel);
    tell(made.id, "INTERACTION_CREATE", {
      id: made.id,
      application_id: world.bot.id,
      type,
      data,
      channel_id: channel,
      channel: { ...world.channels.get(channel), permissions: "0" },
      ...(guildId && member
        ? {
            guild_id: guildId,
            guild: { id: guildId, locale: "en-US", features: [] },
            member: { ...memberOut(member), permissions: String(world.permissionsOf(member)) },
          }
        : { user }),
      locale: member?.locale ?? "en-US",
      guild_locale: "en-US",
      token: made.token,
      version: 1,
      app_permissions: "0",
      entitlements: [],
      authorizing_integration_owners: {},
      context: guildId ? 0 : 1,
      attachment_size_limit: 10_485_760,
      ...more,
    });
    return made;
  }

  const typed = (options: Readonly<Record<string, string | number | boolean>>) =>
    Object.entries(options).map(([name, value]) => ({
      name,
      value,
      type: typeof value === "boolean" ? 5 : typeof value === "number" ? 10 : 3,
    }));

  return {
    say(text, at = {}) {
      const channel = channelOf(at);
      const author = person(at.by);
      const mention = (at.mention ?? true) && !at.direct;
      const about = world.messagesOf(channel).find((one) => one.id === at.replyTo);
      const made = world.message(channel, author, mention ? `<@${world.bot.id}> ${text}` : text, {
        mentions: mention ? [world.bot] : [],
        attachments: (at.files ?? []).map(attachment),
        ...(about
          ? {
              type: 19,
              message_reference: { message_id: about.id, channel_id: channel },
              referenced_message: about,
            }
          : {}),
      });
      const member = world.members.get(author.id);
      const guildId = guildOf(channel);
      const readable = messageContent || mention || at.direct;
      tell(made.id, "MESSAGE_CREATE", {
        ...outward(made),
        ...(readable ? {} : { content: "", attachments: [] }),
        ...(about ? { referenced_message: outward(about) } : {}),
        mention_everyone: false,
        pinned: false,
        tts: false,
        ...(guildId ? { guild_id: guildId } : {}),
        ...(guildId && member ? { member: { ...memberOut(member), user: undefined } } : {}),
      });
      return made;
    },
    slash(name, options = {}, at = {}) {
      const file = at.file ? attachment(at.file) : undefined;
      return interact(
        2,
        {
          id: snowflake(),
          name,
          type: 1,
          options: [...typed(options), ...(file ? [{ name: "file", type: 11, value: file.id }] : [])],
          ...(file ? { resolved: { attachments: { [file.id]: file } } } : {}),
        },
        at,
      );
    },
    autocomplete: (name, option, text, at = {}) =>
      interact(
        4,
        { id: snowflake(), name, type: 1, options: [{ name: option, type: 3, value: text, focused: true }] },
        at,
      ),
    press(customId, at = {}) {
      const holds = (one: Stored) =>
        one.components.some((row) => row.components.some((button) => button.custom_id === customId));
      const message = [...world.channels.keys()].flatMap((id) => world.messagesOf(id)).find(holds);
      if (!message) throw new Error(`no message has the button ${customId}`);
      return interact(
        3,
        { custom_id: customId, component_type: 2 },
        { ...at, channel: message.channel_id },
        { message: outward(message) },
      );
    },
    submit(form, values) {
      if (!form.form) throw new Error("that interaction was not answered with a form");
      const who =
        (Object.keys(world.people) as Who[]).find((name) => world.people[name].id === form.user) ?? "ana";
      const components = form.form.components.map(({ component }) => ({
        type: 18,
        id: 1,
        component: {
          type: 4,
          id: 2,
          custom_id: component.custom_id,
          value: values[component.custom_id] ?? "",
        },
      }));
      return interact(5, { custom_id: form.form.custom_id, components }, { by: who, channel: form.channel });
    },
    contextMenu(id, at = {}) {
      const message = [...world.channels.keys()]
        .flatMap((one) => world.messagesOf(one))
        .find((one) => one.id === id);
      if (!message) throw new Error(`no message ${id}`);
      return interact(
        2,
        {
          id: snowflake(),
          name: at.name ?? "Summarize",
          type: 3,
          target_id: id,
          resolved: { messages: { [id]: outward(message) } },
        },
        { ...at, channel: message.channel_id },
      );
    },
    react(id, emoji, at = {}) {
      const message = [...world.channels.keys()]
        .flatMap((one) => world.messagesOf(one))
        .find((one) => one.id === id);
      if (!message) throw new Error(`no message ${id}`);
      const user = person(at.by);
      const member = world.members.get(user.id);
      const guildId = guildOf(message.channel_id);
      tell(id, at.taken ? "MESSAGE_REACTION_REMOVE" : "MESSAGE_REACTION_ADD", {
        user_id: user.id,
        channel_id: message.channel_id,
        message_id: id,
        ...(guildId ? { guild_id: guildId } : {}),
        ...(guildId && member && !at.taken ? { member: memberOut(member) } : {}),
        emoji: { id: null, name: emoji },
        burst: false,
        type: 0,
        ...(at.taken ? {} : { message_author_id: message.author.id }),
      });
    },
    remove(id) {
      for (const channel of world.channels.keys()) {
        const messages = world.messagesOf(channel);
        const at = messages.findIndex((one) => one.id === id);
        if (at < 0) continue;
        messages.splice(at, 1);
        gateway.dispatch("MESSAGE_DELETE", { id, channel_id: channel, guild_id: guildOf(channel) });
      }
    },
    redeliver(id) {
      const event = id ? happened.findLast((one) => one.id === id) : happened.at(-1);
      if (!event) throw new Error("nothing happened yet");
      gateway.dispatch(event.type, event.data);
    },
    expire(interaction) {
      interaction.expired = true;
    },
  };
}
