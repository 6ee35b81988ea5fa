/** One message's way back to its author. */
import { say } from "../../src/chat/words.ts";
import { messageOf } from "../../src/errors.ts";
import type { Audience, Language, Log, Message, View } from "../../src/types.ts";
import { type SlackApi, slackCode, Unsure } from "./api.ts";
import { progressMetadata } from "./delivered.ts";
import { paced } from "./pace.ts";
import { type Part, renderPartial, renderStatus } from "./render.ts";
import type { Respond } from "./respond.ts";
import { isDirect, type Send, type Target } from "./send.ts";

export interface ViewParts {
  api: SlackApi;
  send: Send;
  respond: Respond;
  log: Log;
  /** False once Slack has refused a thread's status; shared by all views of an adapter. */
  statuses: { work: boolean };
}

export interface ViewOf {
  message: Message;
  /** The person's; asked for only when words of ours are shown. */
  language(): Promise<Language>;
  /** Slack's acknowledgement; undefined when there is nobody to tell any more. */
  acknowledge?: () => Promise<void>;
  /** Stored before a restart: something of it may stand there already. */
  resumed: boolean;
}

/** ms. Nothing is shown for what is answered sooner. */
const firstAfter = 250;
/** ms. `chat.update` is allowed about fifty times a minute: https://docs.slack.dev/apis/web-api/rate-limits */
const updateEvery = 1300;

interface Shown {
  kind: "status" | "partial";
  text: string;
}

export function createView(parts: ViewParts, of: ViewOf): View {
  const { api, send, respond, log, statuses } = parts;
  const { message } = of;
  const target = targetOf(message);
  const direct = isDirect(target.channel);
  let audience: Audience = "channel";
  let placeholder: string | undefined;
  /** Something of this may stand in Slack without our knowing. */
  let unsure = of.resumed;
  let statusSet = false;
  let toldPrivately = false;
  let mute = false;
  let streaming = false;

  const show = async ({ kind, text }: Shown): Promise<void> => {
    try {
      if (audience === "author" && !direct) return await showPrivately();
      if (kind === "status" && !placeholder && (await setStatus(text))) return;
      await hold(kind === "status" ? renderStatus(text) : renderPartial(text));
    } catch (error) {
      // Only the way there fails to be shown; the reply will say what is wrong.
      unsure ||= error instanceof Unsure;
      mute = true;
      log.info({ error: messageOf(error) }, "Slack shows no progress here");
    }
  };
  const pacer = paced(show, firstAfter, updateEvery);

  /** Others would see it: neutral words in the thread's status, or one line by the response address. */
  async function showPrivately(): Promise<void> {
    if (toldPrivately) return;
    toldPrivately = true;
    const words = say(await of.language(), "progress.working");
    if (!(await setStatus(words)) && target.responseUrl)
      await respond(target.responseUrl, "ephemeral", renderStatus(`${words} …`));
  }

  /** The line under a thread, which goes by itself when a message comes. */
  async function setStatus(status: string): Promise<boolean> {
    if (!target.thread || !statuses.work) return false;
    try {
      await api.call("assistant.threads.setStatus", {
        channel_id: target.channel,
        thread_ts: target.thread,
        status: status.slice(0, 100),
      });
      statusSet = status !== "";
      return true;
    } catch (error) {
      const code = slackCode(error);
      if (code !== "channel_not_found" && code !== "not_in_channel" && code !== "invalid_thread_ts") {
        statuses.work = false;
        log.info({ error: messageOf(error) }, "Slack shows no status lines; messages are edited instead");
      }
      return false;
    }
  }

  /** A message that is edited while the work goes on, and becomes the reply. */
  async function hold(part: Part): Promise<void> {
    const body = { ...part, metadata: progressMetadata(message.id), parse: "none", link_names: false };
    if (placeholder) {
      await api.call("chat.update", { channel: target.channel, ts: placeholder, ...body });
      return;
    }
    const thread = target.thread && { thread_ts: target.thread };
    const posted = await api.call("chat.postMessage", {
      channel: target.channel,
      ...thread,
      ...body,
      unfurl_links: false,
      unfurl_media: false,
    });
    placeholder = String(posted.ts);
  }

  return {
    async acknowledge(given) {
      audience = given;
      try {
        await of.acknowledge?.();
      } catch (error) {
        // It is stored; Slack will send it again, and it will be known.
        log.warn({ error: messageOf(error) }, "the acknowledgement did not get through to Slack");
      }
    },
    status(text, done, total) {
      if (mute || streaming) return;
      pacer.push({ kind: "status", text: total ? `${text} (${done ?? 0}/${total})` : text });
    },
    partial(markdown) {
      if (mute || markdown.trim() === "") return;
      streaming = true;
      pacer.push({ kind: "partial", text: markdown });
    },
    async show(reply, deliveryId) {
      mute = true;
      await pacer.stop();
      if (placeholder && reply.audience === "author" && !direct) {
        await api.call("chat.delete", { channel: target.channel, ts: placeholder });
        placeholder = undefined;
      }
      const edited = placeholder !== undefined;
      const look = unsure;
      // Asked to show it once more: the first try may have gone half the way.
      unsure = true;
      const posted = await send(target, reply, deliveryId, {
        look,
        since: message.at - 60_000,
        messageId: message.id,
        ...(placeholder && { placeholder }),
      });
      if (statusSet && (edited || reply.audience === "author")) await setStatus("");
      return posted;
    },
  };
}

function targetOf(message: Message): Target {
  const { channel, thread } = message.place;
  return {
    channel,
    user: message.author.id,
    ...(thread && { thread }),
    ...(message.token && { responseUrl: message.token }),
  };
}
