/** Gets a reply to where it belongs, once. */
import { languageOfText } from "../../src/chat/words.ts";
import { messageOf } from "../../src/errors.ts";
import type { Log, Posted, Reply } from "../../src/types.ts";
import { type Result, type SlackApi, slackCode, Unsure } from "./api.ts";
import { type Delivered, findDelivered, replyMetadata, type Spot } from "./delivered.ts";
import type { Self } from "./parse.ts";
import { type Part, renderReply } from "./render.ts";
import type { Respond } from "./respond.ts";
import { escapeText } from "./text.ts";

export interface Target extends Spot {
  /** Who asked: for what only they may see. */
  user?: string;
  /** Slack's address for answering where the bot is no member: five uses within thirty minutes. */
  responseUrl?: string;
}

export interface How {
  /** Look for what stands there already before anything is sent: after a restart, and for every scheduled post. */
  look: boolean;
  /** ms: nothing of this delivery is older. */
  since: number;
  messageId?: string;
  /** A status or text under way that the reply takes the place of. */
  placeholder?: string;
}

export type Send = (target: Target, reply: Reply, deliveryId: string, how: How) => Promise<Posted>;

export interface SendParts {
  api: SlackApi;
  respond: Respond;
  self(): Self;
  log: Log;
  /** Told of every message that was sent, so that a reaction to it finds its thread. */
  sent(channel: string, ts: string, thread: string | undefined): void;
}

const nothing: Delivered = { parts: new Map(), extra: [], placeholders: [], files: new Set() };

/** The bot may not write there by itself. */
const outside = new Set([
  "not_in_channel",
  "channel_not_found",
  "user_not_in_channel",
  "is_archived",
  "restricted_action",
]);

/** Nobody pings, nothing unfolds; `parse` and `link_names` keep @words of the notice text what they are. */
const quiet = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false };

export function createSend({ api, respond, self, log, sent }: SendParts): Send {
  const send: Send = async (target, reply, deliveryId, how) => {
    const parts = renderReply(reply, languageOfText(reply.markdown) ?? "en");
    if (reply.audience === "author" && target.user && !isDirect(target.channel))
      return privately(target, target.user, parts, reply, deliveryId, how);
    try {
      return await openly(target, parts, reply, deliveryId, how);
    } catch (error) {
      if (!target.responseUrl || !outside.has(slackCode(error) ?? "")) throw error;
      // A direct message between two people may be where the command was given: the other one is no author.
      const kind = reply.audience === "author" ? "ephemeral" : "in_channel";
      for (const part of parts) await respond(target.responseUrl, kind, part);
      return { id: `response:${deliveryId}` };
    }
  };

  async function openly(
    target: Target,
    parts: readonly Part[],
    reply: Reply,
    deliveryId: string,
    how: How,
  ): Promise<Posted> {
    const look = () => findDelivered(api, self(), target, deliveryId, how.messageId, how.since);
    let there = how.look ? await look() : nothing;
    let placeholder = how.placeholder ?? there.placeholders[0];
    let first: string | undefined;
    let fresh = false;
    for (const [number, part] of parts.entries()) {
      let ts = there.parts.get(number);
      fresh ||= ts === undefined;
      for (let attempt = 1; ts === undefined; attempt++) {
        const body = { ...part, metadata: replyMetadata(deliveryId, number, parts.length) };
        try {
          if (placeholder && number === 0) {
            ts = await replaced(target.channel, placeholder, body);
            placeholder = undefined;
            continue;
          }
          ts = await posted("chat.postMessage", target, body);
        } catch (error) {
          if (!(error instanceof Unsure) || attempt >= 3) throw error;
          log.warn({ attempt, error: error.message }, "a post broke off; looking whether it arrived");
          there = await look();
          ts = there.parts.get(number);
        }
      }
      sent(target.channel, ts, target.thread);
      first ??= ts;
    }
    if (how.look && fresh) {
      // A process that was frozen, and killed as it woke, may have sent it behind our look.
      there = await look();
      first = there.parts.get(0) ?? first;
    }
    const left = [...there.extra, ...there.placeholders, ...(placeholder ? [placeholder] : [])];
    for (const ts of new Set(left)) if (ts !== first) await away(target.channel, ts);
    await upload(target, reply, there.files);
    return { id: first ?? deliveryId };
  }

  /** The reply stands; that something stands beside it is no reason to send it again. */
  async function away(channel: string, ts: string): Promise<void> {
    try {
      await api.call("chat.delete", { channel, ts });
    } catch (error) {
      if (slackCode(error) === "message_not_found") return;
      log.warn({ error: messageOf(error), channel, ts }, "a message that is too many could not be deleted");
    }
  }

  /** Undefined: that message is gone, or Slack lets it be edited no more. */
  async function replaced(
    channel: string,
    ts: string,
    body: Record<string, unknown>,
  ): Promise<string | undefined> {
    try {
      await api.call("chat.update", { channel, ts, ...body, parse: "none", link_names: false });
      return ts;
    } catch (error) {
      if (!/message_not_found|edit_window_closed|cant_update_message/.test(slackCode(error) ?? ""))
        throw error;
      return undefined;
    }
  }

  async function posted(method: string, target: Target, body: Record<string, unknown>): Promise<string> {
    const result: Result = await api.call(method, {
      channel: target.channel,
      ...(target.thread && { thread_ts: target.thread }),
      ...body,
      ...quiet,
    });
    return String(result.ts ?? result.message_ts);
  }

  /** For one person's eyes: an ephemeral message, else by the response address, else a direct message. */
  async function privately(
    target: Target,
    user: string,
    parts: readonly Part[],
    reply: Reply,
    deliveryId: string,
    how: How,
  ): Promise<Posted> {
    const [head, ...rest] = parts;
    if (!head) throw new Error("a reply without a message");
    let id = `response:${deliveryId}`;
    try {
      id = await ephemeral(target, user, head);
      for (const part of rest) await ephemeral(target, user, part);
    } catch (error) {
      if (!outside.has(slackCode(error) ?? "")) throw error;
      if (!target.responseUrl)
        return openly({ channel: await direct(user) }, parts, reply, deliveryId, {
          look: how.look,
          since: how.since,
        });
      for (const part of parts) await respond(target.responseUrl, "ephemeral", part);
    }
    // Slack shares no file with one person in a channel.
    if (hasFiles(reply)) await upload({ channel: await direct(user) }, reply, new Set());
    return { id };
  }

  const ephemeral = async (target: Target, user: string, part: Part): Promise<string> => {
    try {
      return await posted("chat.postEphemeral", target, { ...part, user });
    } catch (error) {
      // Seen twice by one person for a moment is better than not at all.
      if (error instanceof Unsure) return posted("chat.postEphemeral", target, { ...part, user });
      throw error;
    }
  };

  async function direct(user: string): Promise<string> {
    const { channel } = await api.call("conversations.open", { users: user });
    return String((channel as Result).id);
  }

  /** A reply whose picture fails still stands, and says so. */
  async function upload(target: Target, reply: Reply, there: ReadonlySet<string>): Promise<void> {
    const all: readonly { name: string; data: string; alt?: string }[] = [
      ...(reply.images ?? []),
      ...(reply.files ?? []),
    ];
    const files = all.filter((one) => !there.has(one.name));
    if (files.length === 0) return;
    try {
      await api.call("files.uploadV2", {
        channel_id: target.channel,
        ...(target.thread && { thread_ts: target.thread }),
        file_uploads: files.map((one) => ({
          file: Buffer.from(one.data, "base64"),
          filename: one.name,
          title: one.name,
          ...(one.alt !== undefined && { alt_text: one.alt.slice(0, 1000) }),
        })),
      });
    } catch (error) {
      log.error(
        { error: messageOf(error), files: files.map((one) => one.name) },
        "a file could not be shared in Slack",
      );
      const text = files.map((one) => `⚠ ${escapeText(one.alt ?? one.name)}`).join("\n");
      await posted("chat.postMessage", target, { text });
    }
  }

  return send;
}

const hasFiles = (reply: Reply): boolean => (reply.images?.length ?? 0) + (reply.files?.length ?? 0) > 0;

export const isDirect = (channel: string): boolean => channel.startsWith("D");
