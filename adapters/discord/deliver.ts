/** Sending so that nothing stands there twice: what was sent before a crash is looked for, and finished. */
import type { Posted } from "../../src/types.ts";
import { type Api, isCode, type Sent } from "./api.ts";
import { nonceOf } from "./marks.ts";
import { bearsMark, marked, type Rendered } from "./render.ts";

/** Pages of a hundred messages that are searched; a busier channel has only the nonce (some minutes). */
const pages = 5;
/** ms; a delivery older than that is not tried again. */
const oldest = 36 * 60 * 60_000;

export interface Deliver {
  /** Under the message that was asked. `stands`: the first message (a status), when one was sent already. */
  answer(to: Asked, rendered: readonly Rendered[], deliveryId: string, stands?: string): Promise<Posted>;
  /** Without being asked: a digest, an alert, an answer whose token ran out. */
  post(channel: string, rendered: readonly Rendered[], deliveryId: string): Promise<Posted>;
  /** The parts behind the first of an answer, each unless it stands there already. */
  rest(channel: string, after: string, rendered: readonly Rendered[], deliveryId: string): Promise<void>;
  /** The bot's own messages in a channel behind a message, oldest first. Empty where the history is closed to the bot. */
  own(channel: string, after: string): Promise<readonly Sent[]>;
}

export interface Asked {
  channel: string;
  id: string;
  /** It may have been answered before, by a process that died. */
  again: boolean;
}

export function deliverBy(api: Api, botId: () => Promise<string>, now: () => number): Deliver {
  async function own(channel: string, after: string): Promise<readonly Sent[]> {
    const found: Sent[] = [];
    const bot = await botId();
    let from = after;
    for (let page = 0; page < pages; page++) {
      const some = await readable(api.list(channel, { after: from, limit: 100 }));
      found.push(...some.filter((sent) => sent.author.id === bot));
      from = some[0]?.id ?? from;
      if (some.length < 100) break;
    }
    return found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /** The newest messages of the bot, newest first. */
  async function recent(channel: string): Promise<readonly Sent[]> {
    const found: Sent[] = [];
    const bot = await botId();
    let before: string | undefined;
    for (let page = 0; page < pages; page++) {
      const some = await readable(api.list(channel, { limit: 100, ...(before ? { before } : {}) }));
      found.push(...some.filter((sent) => sent.author.id === bot));
      const last = some.at(-1);
      if (!last || some.length < 100 || Date.parse(last.timestamp) < now() - oldest) break;
      before = last.id;
    }
    return found;
  }

  async function rest(
    channel: string,
    after: string,
    rendered: readonly Rendered[],
    deliveryId: string,
    standing: readonly Sent[] = [],
  ): Promise<void> {
    const left = [...standing];
    let part = 0;
    for (const one of rendered) {
      part++;
      const at = left.findIndex((sent) => sent.message_reference?.message_id === after && same(sent, one));
      if (at >= 0) left.splice(at, 1);
      // Each part answers the first one: so a thumb on any of them is known to be about the whole reply.
      else await api.send(channel, one, { answers: after, nonce: nonceOf(deliveryId, part) });
    }
  }

  return {
    own,
    async rest(channel, after, rendered, deliveryId) {
      await rest(channel, after, rendered, deliveryId, rendered.length > 0 ? await own(channel, after) : []);
    },
    async answer(to, rendered, deliveryId, stands) {
      const [first, ...more] = rendered;
      if (!first) throw new Error("there is nothing to send");
      const standing = to.again ? await own(to.channel, to.id) : [];
      const status = stands ?? standing.find((sent) => sent.message_reference?.message_id === to.id)?.id;
      const id = status ? await over(api, to.channel, status, first) : undefined;
      const sent =
        id ?? (await api.send(to.channel, first, { answers: to.id, nonce: nonceOf(deliveryId, 0) })).id;
      await rest(to.channel, sent, more, deliveryId, standing);
      return { id: sent };
    },
    async post(channel, rendered, deliveryId) {
      const standing = await recent(channel);
      let posted: Posted | undefined;
      for (const [part, one] of rendered.entries()) {
        const found = standing.find((sent) => bearsMark(sent, deliveryId, part));
        const sent =
          found ??
          (await api.send(channel, marked(one, deliveryId, part), {
            nonce: nonceOf(deliveryId, part),
            ...(posted ? { answers: posted.id } : {}),
          }));
        posted ??= { id: sent.id };
      }
      if (!posted) throw new Error("there is nothing to send");
      return posted;
    },
  };
}

/** Writes over a message; undefined when somebody took it away meanwhile. */
async function over(api: Api, channel: string, id: string, rendered: Rendered): Promise<string | undefined> {
  try {
    return (await api.edit(channel, id, rendered)).id;
  } catch (error) {
    if (isCode(error, "unknownMessage")) return undefined;
    throw error;
  }
}

/** Discord trims what it stores. */
const same = (sent: Sent, rendered: Rendered) => sent.content.trim() === rendered.body.content.trim();

/** A history that is closed to the bot finds nothing; the nonce still guards for some minutes. */
async function readable(listing: Promise<Sent[]>): Promise<Sent[]> {
  try {
    return await listing;
  } catch (error) {
    if (isCode(error, "missingAccess", "missingPermissions")) return [];
    throw error;
  }
}
