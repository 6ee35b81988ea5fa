/** One Discord server with a few people and channels, in memory. Everything invented. */

export interface User {
  id: string;
  username: string;
  global_name: string;
  discriminator: "0";
  avatar: null;
  bot?: boolean;
}

export interface Member {
  user: User;
  nick: string | null;
  roles: string[];
  locale: string;
}

export interface Channel {
  id: string;
  type: number;
  name?: string;
  guild_id?: string;
  parent_id?: string;
  permission_overwrites?: { id: string; type: 0 | 1; allow: string; deny: string }[];
  recipients?: User[];
  /** Ids, of a private thread. */
  members?: string[];
}

export interface Attachment {
  id: string;
  filename: string;
  content_type: string;
  size: number;
  url: string;
  proxy_url: string;
  description?: string;
}

/** As the REST interface gives it, with what only the stand-in knows in `hidden`. */
export interface Stored {
  id: string;
  channel_id: string;
  type: number;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  flags: number;
  components: { type: number; components: { custom_id: string; label: string; style: number }[] }[];
  attachments: Attachment[];
  embeds: unknown[];
  mentions: User[];
  mention_roles: string[];
  message_reference?: { message_id: string; channel_id: string; guild_id?: string };
  referenced_message?: Stored;
  interaction_metadata?: { id: string; type: number; user?: User; authorizing_integration_owners: object };
  hidden: { edits: { at: number; content: string }[]; nonce?: string; reactions: string[]; only?: string };
}

/** What a test looks at of an interaction. */
export interface Interaction {
  id: string;
  token: string;
  channel: string;
  user: string;
  created: number;
  /** The first answer's type (5: deferred, 8: choices, 9: a form), once it came. */
  answered?: number;
  /** Only its author sees the answer. */
  alone?: boolean;
  choices?: readonly { name: string; value: string }[];
  form?: { custom_id: string; title: string; components: readonly FormField[] };
  original?: Stored;
  expired: boolean;
}

export interface FormField {
  label: string;
  component: { custom_id: string; required?: boolean; value?: string };
}

export const permission = {
  addReactions: 1n << 6n,
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  history: 1n << 16n,
  manageThreads: 1n << 34n,
};

const epoch = 1_420_070_400_000;
let counter = 0n;

/** Ids grow with time, as Discord's do. */
export function snowflake(at = Date.now()): string {
  counter = (counter + 1n) & 0x3f_ffffn;
  return String((BigInt(at - epoch) << 22n) | counter);
}

export type World = ReturnType<typeof makeWorld>;

export function makeWorld() {
  const user = (name: string, bot = false): User => ({
    id: snowflake(),
    username: name.toLowerCase(),
    global_name: name,
    discriminator: "0",
    avatar: null,
    ...(bot ? { bot } : {}),
  });
  const bot = user("Copytaster", true);
  /** ana: a member; ben: may manage the server and see the closed channel; cem: not a member. */
  const people = { ana: user("Ana"), ben: user("Ben"), cem: user("Cem") };
  const guildId = snowflake();
  const managers = snowflake();
  const botRole = snowflake();
  const everyone = permission.view | permission.send | permission.history | permission.addReactions;
  const roles = [
    role(guildId, "@everyone", everyone),
    role(managers, "managers", everyone | permission.manageGuild),
    { ...role(botRole, "Copytaster", everyone), tags: { bot_id: bot.id } },
  ];
  const channel = (type: number, name: string, more: Partial<Channel> = {}): Channel => ({
    id: snowflake(),
    type,
    name,
    guild_id: guildId,
    ...more,
  });
  const general = channel(0, "general", { permission_overwrites: [] });
  const closed = channel(0, "closed", {
    permission_overwrites: [
      { id: guildId, type: 0, allow: "0", deny: String(permission.view) },
      { id: managers, type: 0, allow: String(permission.view), deny: "0" },
      { id: botRole, type: 0, allow: String(permission.view), deny: "0" },
    ],
  });
  const thread = channel(11, "harbour wall", { parent_id: general.id });
  const privateThread = channel(12, "sources", { parent_id: general.id, members: [people.ben.id, bot.id] });
  const channels = new Map([general, closed, thread, privateThread].map((one) => [one.id, one]));
  const members = new Map<string, Member>(
    [
      { user: people.ana, nick: null, roles: [], locale: "en-GB" },
      { user: people.ben, nick: "Benno", roles: [managers], locale: "zh-CN" },
      { user: bot, nick: null, roles: [botRole], locale: "en-US" },
    ].map((member) => [member.user.id, member]),
  );
  const messages = new Map<string, Stored[]>();
  return {
    bot,
    people,
    guildId,
    botRole,
    roles,
    channels,
    members,
    general: general.id,
    closed: closed.id,
    thread: thread.id,
    privateThread: privateThread.id,
    messagesOf(id: string): Stored[] {
      const found = messages.get(id) ?? [];
      messages.set(id, found);
      return found;
    },
    direct(person: User): Channel {
      const known = [...channels.values()].find((one) => one.recipients?.[0]?.id === person.id);
      if (known) return known;
      const made: Channel = { id: snowflake(), type: 1, recipients: [person] };
      channels.set(made.id, made);
      return made;
    },
    message(where: string, author: User, content: string, more: Partial<Stored> = {}): Stored {
      const id = snowflake();
      const made: Stored = {
        id,
        channel_id: where,
        type: 0,
        author,
        content,
        timestamp: new Date().toISOString(),
        edited_timestamp: null,
        flags: 0,
        components: [],
        attachments: [],
        embeds: [],
        mentions: [],
        mention_roles: [],
        hidden: { edits: [], reactions: [] },
        ...more,
      };
      this.messagesOf(where).push(made);
      return made;
    },
    /** By ids of roles, without overwrites: what an interaction tells of its member. */
    permissionsOf(member: Member): bigint {
      return roles
        .filter((one) => one.id === guildId || member.roles.includes(one.id))
        .reduce((sum, one) => sum | BigInt(one.permissions), 0n);
    },
  };
}

function role(id: string, name: string, permissions: bigint) {
  return {
    id,
    name,
    permissions: String(permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    position: 0,
    flags: 0,
    icon: null,
    unicode_emoji: null,
  };
}

/** A message as others see it: without what only the stand-in knows. */
export function outward({ hidden: _, ...message }: Stored): Omit<Stored, "hidden"> {
  return message;
}
