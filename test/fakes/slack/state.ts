/** What a small Slack workspace holds. Plain data; `methods.ts` changes it as Slack would. */

export type Json = Readonly<Record<string, unknown>>;

export interface FakeUser {
  id: string;
  name: string;
  team: string;
  locale: string;
  admin: boolean;
}

export interface FakeChannel {
  id: string;
  name: string;
  kind: "public" | "private" | "im";
  members: Set<string>;
}

/** A message as Slack keeps it. */
export interface FakeMessage {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  botId?: string;
  text: string;
  blocks?: readonly Json[];
  metadata?: Json;
  files?: readonly Json[];
  subtype?: string;
  /** How often it was edited. */
  edits: number;
}

export interface FakeEphemeral {
  channel: string;
  /** Undefined when it came by a response address. */
  user?: string;
  threadTs?: string;
  ts: string;
  text: string;
  blocks?: readonly Json[];
}

export interface FakeFile {
  id: string;
  name: string;
  type: string;
  bytes: Uint8Array;
  altText?: string;
}

/** One request that came in. */
export interface Called {
  method: string;
  args: Json;
  /** performance.now() */
  at: number;
}

export interface State {
  team: string;
  bot: { user: string; bot: string; token: string; appToken: string };
  users: Map<string, FakeUser>;
  channels: Map<string, FakeChannel>;
  messages: FakeMessage[];
  ephemerals: FakeEphemeral[];
  views: { triggerId: string; id: string; view: Json }[];
  statuses: { channel: string; threadTs: string; status: string }[];
  files: Map<string, FakeFile>;
  calls: Called[];
  /** What `check.ts` found in outgoing bodies. */
  problems: string[];
  revoked: boolean;
  /** What the app was granted; undefined: Slack does not tell. */
  scopes: readonly string[] | undefined;
  /** The next time of a message: unique and growing. */
  nextTs(): string;
  nextId(prefix: string): string;
}

export function newState(): State {
  let last = 0;
  let count = 0;
  const users: FakeUser[] = [
    { id: "U0ANNA", name: "anna", team: "T0NEWS", locale: "en-GB", admin: false },
    { id: "U0BOSS", name: "boss", team: "T0NEWS", locale: "zh-CN", admin: true },
    { id: "U0GUEST", name: "guest", team: "T0OTHER", locale: "en-US", admin: true },
    { id: "U0BOT", name: "copytaster", team: "T0NEWS", locale: "en-US", admin: false },
  ];
  const channels: FakeChannel[] = [
    {
      id: "C0DESK",
      name: "desk",
      kind: "public",
      members: new Set(["U0ANNA", "U0BOSS", "U0GUEST", "U0BOT"]),
    },
    { id: "C0CLOSED", name: "closed", kind: "private", members: new Set(["U0BOSS", "U0BOT"]) },
    { id: "C0ELSE", name: "elsewhere", kind: "public", members: new Set(["U0ANNA"]) },
    { id: "D0PAIR", name: "", kind: "im", members: new Set(["U0ANNA", "U0BOSS"]) },
    { id: "D0ANNA", name: "", kind: "im", members: new Set(["U0ANNA", "U0BOT"]) },
  ];
  return {
    team: "T0NEWS",
    bot: { user: "U0BOT", bot: "B0BOT", token: "xoxb-stand-in", appToken: "xapp-stand-in" },
    users: new Map(users.map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    messages: [],
    ephemerals: [],
    views: [],
    statuses: [],
    files: new Map(),
    calls: [],
    problems: [],
    revoked: false,
    scopes: undefined,
    nextTs() {
      last = Math.max(last + 1, Date.now() * 1000);
      return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, "0")}`;
    },
    nextId: (prefix) => `${prefix}${(++count).toString().padStart(8, "0")}`,
  };
}

/** What was said in a channel's threads, by the ts of their first message; looked for once a call, for a channel may hold thousands. */
export function threadsOf(state: State, channel: string): ReadonlyMap<string, readonly FakeMessage[]> {
  const replies = state.messages.filter(
    (one) => one.channel === channel && one.threadTs !== undefined && one.threadTs !== one.ts,
  );
  return Map.groupBy(replies, (one) => one.threadTs ?? "");
}

/** As `conversations.history` gives it. */
export function messageJson(
  threads: ReturnType<typeof threadsOf>,
  one: FakeMessage,
  withMetadata: boolean,
): Json {
  const replies = threads.get(one.ts) ?? [];
  return {
    type: "message",
    ts: one.ts,
    user: one.user,
    text: one.text,
    ...(one.threadTs && { thread_ts: one.threadTs }),
    ...(one.botId && { bot_id: one.botId, bot_profile: { name: "copytaster" } }),
    ...(one.blocks && { blocks: one.blocks }),
    ...(one.files && { files: one.files }),
    ...(one.subtype && { subtype: one.subtype }),
    ...(one.metadata && withMetadata && { metadata: one.metadata }),
    ...(replies.length > 0 && {
      reply_count: replies.length,
      thread_ts: one.ts,
      latest_reply: replies.at(-1)?.ts,
    }),
  };
}
