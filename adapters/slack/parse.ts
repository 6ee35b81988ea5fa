/**
 * What Slack sends → `Message`. Pure. Ids are those that stay the same when Slack delivers again, so that a mention which comes as
 * two events and an envelope that comes three times are one message. `private` is true until `people.ts` knows better.
 */
import type { FileRef, Message, Person, Place } from "../../src/types.ts";
import type {
  ButtonPress,
  EventEnvelope,
  MessageShortcut,
  ReactionEvent,
  SaidEvent,
  SlackFile,
  SlashCommand,
} from "./payloads.ts";
import { msOf, plainText } from "./text.ts";

/** Who this bot is in its workspace (`auth.test`). */
export interface Self {
  teamId: string;
  userId: string;
  botId: string;
}

/** `/copytaster anything` */
export const mainCommand = "copytaster";

/** Callback id of the message shortcut. */
export const summarizeShortcut = "summarize";

/** What people say carries no subtype, a file, or "also send to channel"; everything else is an edit, a join, another bot … */
const saidSubtypes = new Set([undefined, "file_share", "thread_broadcast"]);

/** Undefined: nothing that a person said to the bot. */
export function parseSaid(event: SaidEvent, envelope: EventEnvelope, self: Self): Message | undefined {
  if (!saidSubtypes.has(event.subtype) || event.bot_id || event.edited || !event.user) return undefined;
  if (event.user === self.userId || event.user === "USLACKBOT") return undefined;
  const direct = event.channel_type === "im" || event.channel.startsWith("D");
  if (event.type !== "app_mention" && !direct) return undefined;
  const workspace = envelope.team_id ?? self.teamId;
  return {
    // Not the event's id: a mention may come as two events. The time of a message is unique in its channel.
    id: `slack:${workspace}:${event.channel}:${event.ts}`,
    kind: "said",
    place: place(workspace, event.channel, event.thread_ts ?? (direct ? undefined : event.ts)),
    author: person(workspace, event.user),
    at: msOf(event.ts),
    text: plainText(event.text ?? "", self.userId),
    files: files(event.files),
    private: true,
  };
}

/** @param now ms: Slack tells no time for a slash command. */
export function parseSlash(command: SlashCommand, prefix: string, now: number): Message {
  const typed = plainText(command.text ?? "").trim();
  const name = command.command.replace(/^\//, "");
  const own = name.startsWith(prefix) && name !== mainCommand ? name.slice(prefix.length) : "";
  return {
    id: `slack:${command.team_id}:${command.trigger_id}`,
    kind: "command",
    place: place(command.team_id, command.channel_id),
    author: person(command.team_id, command.user_id, command.user_name),
    at: now,
    text: `${own} ${typed}`.trim() || "help",
    files: [],
    private: true,
    ...(command.response_url && { token: command.response_url }),
  };
}

/** Undefined: not one of our buttons. */
export function parsePress(body: ButtonPress, self: Self, now: number): Message | undefined {
  const pressed = body.actions[0];
  const channel = body.channel?.id ?? body.container?.channel_id;
  if (!pressed?.value || !channel || !pressed.action_id.startsWith("action:")) return undefined;
  const workspace = body.team?.id ?? self.teamId;
  const ts = body.message?.ts ?? body.container?.message_ts;
  const thread = body.message?.thread_ts ?? body.container?.thread_ts;
  // What only one person sees is no message that a thread could hang on.
  const own = body.container?.is_ephemeral || channel.startsWith("D") ? undefined : ts;
  return {
    id: `slack:${workspace}:${body.trigger_id}`,
    kind: "pressed",
    place: place(workspace, channel, thread ?? own),
    author: person(workspace, body.user.id, body.user.username ?? body.user.name),
    at: pressed.action_ts ? msOf(pressed.action_ts) : now,
    text: "",
    action: pressed.value,
    files: [],
    private: true,
    ...(ts && { about: ts }),
    ...(body.response_url && { token: body.response_url }),
  };
}

/** The shortcut on a message: its text is quoted, never read for options. */
export function parseShortcut(body: MessageShortcut, self: Self, now: number): Message | undefined {
  if (body.callback_id !== summarizeShortcut) return undefined;
  const workspace = body.team?.id ?? self.teamId;
  const channel = body.channel.id;
  const direct = channel.startsWith("D");
  return {
    id: `slack:${workspace}:${body.trigger_id}`,
    kind: "command",
    place: place(workspace, channel, body.message.thread_ts ?? (direct ? undefined : body.message_ts)),
    author: person(workspace, body.user.id, body.user.username ?? body.user.name),
    at: body.action_ts ? msOf(body.action_ts) : now,
    text: "",
    command: { name: "summarize", options: {} },
    about: body.message_ts,
    quoted: plainText(body.message.text ?? "", self.userId),
    files: files(body.message.files),
    private: true,
    ...(body.response_url && { token: body.response_url }),
  };
}

const verdicts = new Map([
  ["+1", "up"],
  ["thumbsup", "up"],
  ["-1", "down"],
  ["thumbsdown", "down"],
]);

/** 👍 and 👎 on one of the bot's own messages. `thread`: where that message stands, when it is known. */
export function parseReaction(
  event: ReactionEvent,
  envelope: EventEnvelope,
  self: Self,
  thread?: string,
): Message | undefined {
  const verdict = verdicts.get(event.reaction.split("::")[0] ?? "");
  const { channel, ts } = event.item;
  if (!verdict || event.item.type !== "message" || !channel || !ts) return undefined;
  if (event.item_user !== self.userId || event.user === self.userId) return undefined;
  const workspace = envelope.team_id ?? self.teamId;
  return {
    id: `slack:${workspace}:${envelope.event_id ?? `${channel}:${ts}:${event.user}:${event.event_ts}`}`,
    kind: "reacted",
    place: place(workspace, channel, thread),
    author: person(workspace, event.user),
    at: msOf(event.event_ts),
    text: "",
    command: { name: "feedback", options: { verdict } },
    about: ts,
    files: [],
    private: true,
  };
}

export function place(workspace: string, channel: string, thread?: string): Place {
  return { platform: "slack", workspace, channel, ...(thread && { thread }) };
}

export function person(workspace: string, id: string, name?: string): Person {
  return { platform: "slack", workspace, id, name: name || id };
}

/** Files that Slack does not hold itself have no bytes for us; what it tells too little about is asked for by id when it is opened. */
function files(given: readonly SlackFile[] | undefined): readonly FileRef[] {
  return (given ?? []).flatMap((file) => {
    const ref = file.url_private_download ?? file.url_private ?? (file.id && `file:${file.id}`);
    if (!ref) return [];
    return [
      {
        name: file.name ?? "file",
        type: file.mimetype ?? "application/octet-stream",
        size: file.size ?? 0,
        ref,
      },
    ];
  });
}
