/** The way back to the author of each message: what was said is answered under it, a slash command or a button by its token, a thumb with a tick. */
import { messageOf, UserError } from "../../src/errors.ts";
import type { Audience, Language, Log, Message, Reply, View } from "../../src/types.ts";
import { type Api, codeOf, isCode } from "./api.ts";
import type { Deliver } from "./deliver.ts";
import { nonceOf } from "./marks.ts";
import { directMessages } from "./parse.ts";
import { answerAlone } from "./private.ts";
import { type Rendered, render, renderNote, renderPartial } from "./render.ts";
import { throttle } from "./throttle.ts";
import { words } from "./words.ts";

export interface ViewParts {
  api: Api;
  deliver: Deliver;
  log: Log;
  /** The application's id, which addresses what is answered by token. */
  application(): Promise<string>;
  language(message: Message): Promise<Language>;
  now(): number;
}

/** A token holds for 15 minutes; half a minute is left for what is on its way. */
const tokenLasts = 14.5 * 60_000;
/** The typing sign fades after ten seconds. */
const typingEvery = 8_000;

const channelOf = (message: Message) => message.place.thread ?? message.place.channel;
const isDirect = (message: Message) => message.place.workspace === directMessages;

/** `end`: nothing more will be shown (a repeat that was dropped, say). */
export type EndingView = View & { end(): void };

/** `again`: it may have been answered already, by a process that died. */
export function viewOf(parts: ViewParts, message: Message, again: boolean): EndingView {
  if (message.kind === "reacted") return thumbView(parts, message);
  return message.token ? tokenView(parts, message, message.token, again) : saidView(parts, message, again);
}

function statusText(text: string, done?: number, of?: number): Rendered {
  return renderNote(`⏳ ${text}${of ? ` (${done ?? 0}/${of})` : ""}`);
}

function saidView(parts: ViewParts, message: Message, again: boolean): EndingView {
  const { api, deliver, log } = parts;
  const channel = channelOf(message);
  let stands: string | undefined;
  let alone = false;
  let typing: NodeJS.Timeout | undefined;
  const quiet = (error: unknown) =>
    log.debug({ messageId: message.id, error: messageOf(error) }, "Discord did not take a status");
  const told = throttle<Rendered>(async (rendered) => {
    if (stands) await api.edit(channel, stands, rendered);
    else
      stands = (await api.send(channel, rendered, { answers: message.id, nonce: nonceOf(message.id, 0) })).id;
  }, quiet);
  // What is for one person leaves no trace in the channel, not even while it is made.
  const tell = (rendered: () => Rendered) => {
    if (!alone && !again) told.push(rendered());
  };
  return {
    async acknowledge(audience) {
      alone = audience === "author" && !isDirect(message);
      await api.typing(channel).catch(quiet);
      clearInterval(typing);
      typing = setInterval(() => void api.typing(channel).catch(quiet), typingEvery).unref();
    },
    end: () => clearInterval(typing),
    status: (text, done, of) => tell(() => statusText(text, done, of)),
    partial: (markdown) => tell(() => renderPartial(markdown)),
    async show(reply, deliveryId) {
      clearInterval(typing);
      await told.finish();
      const language = await parts.language(message);
      const rendered = render(reply, language);
      if (reply.audience === "author" && !isDirect(message))
        return answerAlone(api, deliver, message, rendered, deliveryId, language, { channel, again });
      try {
        return await deliver.answer({ channel, id: message.id, again }, rendered, deliveryId, stands);
      } catch (error) {
        if (!isCode(error, "missingAccess", "missingPermissions")) throw error;
        return await elsewhere(parts, message, rendered, deliveryId, error);
      }
    },
  };
}

/** The channel is closed to the bot: rather in private than not at all. */
async function elsewhere(
  { api, deliver, log }: ViewParts,
  message: Message,
  rendered: readonly Rendered[],
  deliveryId: string,
  cause: unknown,
) {
  const closed = new UserError(words.cannotSend, words.cannotSendMend, { cause });
  log.warn({ messageId: message.id, channel: channelOf(message) }, closed.message);
  try {
    return await deliver.post(await api.openDirect(message.author.id), rendered, deliveryId);
  } catch (error) {
    throw isCode(error, "noDirectMessages") ? closed : error;
  }
}

function tokenView(parts: ViewParts, message: Message, token: string, again: boolean): EndingView {
  const { api, deliver, log } = parts;
  const channel = channelOf(message);
  let acknowledged: Audience | undefined;
  let lost = false;
  const holds = () => !lost && parts.now() < message.at + tokenLasts;
  const told = throttle<Rendered>(
    async (rendered) => {
      if (holds()) await api.editOriginal(await parts.application(), token, rendered);
    },
    (error) => log.debug({ messageId: message.id, error: messageOf(error) }, "Discord did not take a status"),
  );

  async function byToken(rendered: readonly Rendered[], alone: boolean, deliveryId: string) {
    const [first, ...more] = rendered;
    if (!first) throw new Error("there is nothing to send");
    const original = await api.editOriginal(await parts.application(), token, first);
    // Behind a crash, what stands in the channel already is not said again; what only its author sees cannot be looked up, and
    // twice in private is better than never.
    const standing = again && !alone && more.length > 0 ? await deliver.own(channel, original.id) : [];
    for (const one of more) {
      if (standing.some((sent) => sent.content.trim() === one.body.content.trim())) continue;
      await api.followUp(await parts.application(), token, one, alone);
    }
    log.debug({ messageId: message.id, deliveryId }, "answered by token");
    return { id: original.id };
  }

  /** The token is spent: as if nobody had given one. */
  async function byPost(reply: Reply, rendered: readonly Rendered[], deliveryId: string, language: Language) {
    if (reply.audience === "author" && !isDirect(message))
      return answerAlone(api, deliver, message, rendered, deliveryId, language, undefined);
    if (again) {
      const first = rendered[0]?.body.content.trim();
      const shown = (await deliver.own(channel, before(message.id))).find(
        (sent) => sent.interaction_metadata?.id === message.id && sent.content.trim() === first,
      );
      if (shown) {
        await deliver.rest(channel, shown.id, rendered.slice(1), deliveryId);
        return { id: shown.id };
      }
    }
    try {
      return await deliver.post(channel, rendered, deliveryId);
    } catch (error) {
      if (!isCode(error, "missingAccess", "missingPermissions")) throw error;
      return await elsewhere(parts, message, rendered, deliveryId, error);
    }
  }

  return {
    async acknowledge(audience) {
      acknowledged ??= audience;
      try {
        await api.defer(message.id, token, audience === "author");
      } catch (error) {
        // A repeat of what was acknowledged before, perhaps by another process: the token still holds.
        if (isCode(error, "alreadyAcknowledged")) return;
        // Where only the answer to the acknowledgement was lost, the token holds all the same: it is tried.
        lost = isCode(error, "unknownInteraction");
        log.warn(
          { messageId: message.id, code: codeOf(error) ?? 0, error: messageOf(error) },
          "Discord did not take the acknowledgement; the answer may have to be a plain message",
        );
      }
    },
    end: () => void told.finish(),
    status: (text, done, of) => told.push(statusText(text, done, of)),
    partial: (markdown) => told.push(renderPartial(markdown)),
    async show(reply, deliveryId) {
      await told.finish();
      const language = await parts.language(message);
      const rendered = render(reply, language);
      // Discord fixed who sees it when it was acknowledged; what became private since then must not appear there.
      const exposed = acknowledged === "channel" && reply.audience === "author" && !isDirect(message);
      if (holds())
        try {
          if (!exposed) return await byToken(rendered, reply.audience === "author", deliveryId);
          await byToken([renderNote(words.inDirectMessage[language])], false, deliveryId);
        } catch (error) {
          const gone = [
            "unknownInteraction",
            "unknownWebhook",
            "unknownMessage",
            "invalidWebhookToken",
          ] as const;
          if (!isCode(error, ...gone)) throw error;
          lost = true;
        }
      return byPost(reply, rendered, deliveryId, language);
    },
  };
}

/** The id of the millisecond before: what came out of an interaction may bear an id of the same one. */
const before = (id: string): string => String(BigInt(id) - (1n << 22n));

/** A thumb is thanked with a tick on the same message, for all the words that it needs; what went wrong goes to its author. */
function thumbView({ api, deliver, log, language }: ViewParts, message: Message): EndingView {
  return {
    acknowledge: async () => {},
    end() {},
    status() {},
    partial() {},
    async show(reply, deliveryId) {
      const about = message.about ?? message.id;
      if (reply.failure) {
        const rendered = render(reply, await language(message));
        try {
          return await deliver.post(await api.openDirect(message.author.id), rendered, deliveryId);
        } catch (error) {
          log.warn(
            { messageId: message.id, error: messageOf(error) },
            "a thumb came to nothing, and its author cannot be told",
          );
          return { id: about };
        }
      }
      await api
        .react(channelOf(message), about, "✅")
        .catch((error: unknown) =>
          log.debug({ messageId: message.id, error: messageOf(error) }, "Discord did not take a tick"),
        );
      return { id: about };
    },
  };
}
