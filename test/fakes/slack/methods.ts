/** The few methods of Slack's Web API that are used, as Slack answers them. */
import { checkSlackBody } from "./check.ts";
import { type FakeChannel, type Json, messageJson, type State, threadsOf } from "./state.ts";

export type Answer = Json & { ok: boolean };

const refused = (error: string): Answer => ({ ok: false, error });

type Method = (state: State, args: Json, base: string) => Answer;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The channel when the bot sees it; with `write` it must be a member. */
function channelOf(state: State, args: Json, write: boolean): FakeChannel | string {
  const channel = state.channels.get(String(args.channel ?? args.channel_id));
  if (!channel) return "channel_not_found";
  if (channel.members.has(state.bot.user)) return channel;
  if (channel.kind !== "public") return "channel_not_found";
  return write ? "not_in_channel" : channel;
}

function page<T>(list: readonly T[], args: Json, key: string, json: (one: T) => unknown): Answer {
  const from = Number(args.cursor ?? 0) || 0;
  const size = Math.min(Number(args.limit ?? 100) || 100, 1000);
  const next = from + size < list.length ? String(from + size) : "";
  return {
    ok: true,
    [key]: list.slice(from, from + size).map(json),
    has_more: next !== "",
    response_metadata: { next_cursor: next },
  };
}

const within = (ts: string, args: Json): boolean =>
  Number(ts) >= Number(args.oldest ?? 0) && Number(ts) <= Number(args.latest ?? Number.POSITIVE_INFINITY);

const wantsMetadata = (args: Json): boolean => String(args.include_all_metadata) === "true";

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": (state) => ({
    ok: true,
    team: "The Newsroom",
    team_id: state.team,
    user: "copytaster",
    user_id: state.bot.user,
    bot_id: state.bot.bot,
  }),

  "chat.postMessage"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    const ts = state.nextTs();
    state.messages.push({
      channel: channel.id,
      ts,
      user: state.bot.user,
      botId: state.bot.bot,
      text: String(args.text ?? ""),
      edits: 0,
      ...(text(args.thread_ts) && { threadTs: String(args.thread_ts) }),
      ...(Array.isArray(args.blocks) && { blocks: args.blocks as Json[] }),
      ...(args.metadata !== undefined && { metadata: args.metadata as Json }),
    });
    return { ok: true, channel: channel.id, ts };
  },

  "chat.postEphemeral"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    if (!channel.members.has(String(args.user))) return refused("user_not_in_channel");
    const ts = state.nextTs();
    state.ephemerals.push({
      channel: channel.id,
      user: String(args.user),
      ts,
      text: String(args.text ?? ""),
      ...(text(args.thread_ts) && { threadTs: String(args.thread_ts) }),
      ...(Array.isArray(args.blocks) && { blocks: args.blocks as Json[] }),
    });
    return { ok: true, message_ts: ts };
  },

  "chat.update"(state, args) {
    const message = state.messages.find((one) => one.channel === args.channel && one.ts === args.ts);
    if (!message) return refused("message_not_found");
    if (message.user !== state.bot.user) return refused("cant_update_message");
    message.text = String(args.text ?? message.text);
    if (Array.isArray(args.blocks)) message.blocks = args.blocks as Json[];
    if (args.metadata !== undefined) message.metadata = args.metadata as Json;
    message.edits += 1;
    return { ok: true, channel: message.channel, ts: message.ts };
  },

  "chat.delete"(state, args) {
    const at = state.messages.findIndex((one) => one.channel === args.channel && one.ts === args.ts);
    if (at < 0) return refused("message_not_found");
    state.messages.splice(at, 1);
    return { ok: true };
  },

  "views.open"(state, args) {
    if (!text(args.trigger_id)) return refused("invalid_trigger_id");
    const id = state.nextId("V");
    state.views.push({ triggerId: String(args.trigger_id), id, view: args.view as Json });
    return { ok: true, view: { id } };
  },

  "conversations.info"(state, args) {
    const channel = channelOf(state, args, false);
    if (typeof channel === "string") return refused(channel);
    return {
      ok: true,
      channel: {
        id: channel.id,
        name: channel.name,
        is_im: channel.kind === "im",
        is_private: channel.kind !== "public",
      },
    };
  },

  "conversations.members"(state, args) {
    const channel = channelOf(state, args, false);
    return typeof channel === "string"
      ? refused(channel)
      : page([...channel.members], args, "members", (one) => one);
  },

  "conversations.history"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    const own = state.messages
      .filter(
        (one) =>
          one.channel === channel.id && (!one.threadTs || one.threadTs === one.ts) && within(one.ts, args),
      )
      .sort((a, b) => Number(b.ts) - Number(a.ts));
    const threads = threadsOf(state, channel.id);
    return page(own, args, "messages", (one) => messageJson(threads, one, wantsMetadata(args)));
  },

  "conversations.replies"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    const own = state.messages
      .filter(
        (one) =>
          one.channel === channel.id &&
          (one.ts === args.ts || (one.threadTs === args.ts && within(one.ts, args))),
      )
      .sort((a, b) => Number(a.ts) - Number(b.ts));
    if (own.length === 0) return refused("thread_not_found");
    const threads = threadsOf(state, channel.id);
    return page(own, args, "messages", (one) => messageJson(threads, one, wantsMetadata(args)));
  },

  "conversations.open"(state, args) {
    const user = String(args.users);
    const there = [...state.channels.values()].find((one) => one.kind === "im" && one.members.has(user));
    const channel = there ?? {
      id: state.nextId("D"),
      name: "",
      kind: "im" as const,
      members: new Set([user, state.bot.user]),
    };
    state.channels.set(channel.id, channel);
    return { ok: true, channel: { id: channel.id } };
  },

  "users.info"(state, args) {
    const user = state.users.get(String(args.user));
    if (!user) return refused("user_not_found");
    return {
      ok: true,
      user: {
        id: user.id,
        team_id: user.team,
        name: user.name,
        locale: user.locale,
        is_admin: user.admin,
        is_owner: false,
        profile: { display_name: user.name },
      },
    };
  },

  "files.getUploadURLExternal"(state, args, base) {
    const id = state.nextId("F");
    const altText = text(args.alt_text);
    state.files.set(id, {
      id,
      name: String(args.filename),
      type: "",
      bytes: new Uint8Array(),
      ...(altText && { altText }),
    });
    return { ok: true, file_id: id, upload_url: `${base}/upload/${id}` };
  },

  "files.completeUploadExternal"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    const files = (args.files as { id: string }[]).map((one) => ({
      id: one.id,
      name: state.files.get(one.id)?.name,
    }));
    state.messages.push({
      channel: channel.id,
      ts: state.nextTs(),
      user: state.bot.user,
      botId: state.bot.bot,
      text: "",
      subtype: "file_share",
      files,
      edits: 0,
      ...(text(args.thread_ts) && { threadTs: String(args.thread_ts) }),
    });
    return { ok: true, files };
  },

  "files.info"(state, args, base) {
    const file = state.files.get(String(args.file));
    return file
      ? { ok: true, file: { id: file.id, url_private: `${base}/files-pri/${file.id}` } }
      : refused("file_not_found");
  },

  "assistant.threads.setStatus"(state, args) {
    const channel = channelOf(state, args, true);
    if (typeof channel === "string") return refused(channel);
    if (!text(args.thread_ts)) return refused("invalid_thread_ts");
    state.statuses.push({
      channel: channel.id,
      threadTs: String(args.thread_ts),
      status: String(args.status),
    });
    return { ok: true };
  },
};

const asJson = new Set(["blocks", "metadata", "view", "files"]);

/** Slack's SDK sends forms; what is no plain value is JSON inside. */
export function readArgs(form: URLSearchParams): Json {
  return Object.fromEntries(
    [...form]
      .filter(([key]) => key !== "token")
      .map(([key, value]) => [
        key,
        asJson.has(key) ? JSON.parse(value) : value === "false" ? false : value === "true" ? true : value,
      ]),
  );
}

export function callMethod(state: State, method: string, args: Json, token: string, base: string): Answer {
  state.calls.push({ method, args, at: performance.now() });
  const expected = method === "apps.connections.open" ? state.bot.appToken : state.bot.token;
  if (state.revoked) return refused("token_revoked");
  if (token !== expected) return refused("invalid_auth");
  state.problems.push(...checkSlackBody(method, args));
  return methods[method]?.(state, args, base) ?? refused("unknown_method");
}
