/**
 * What stands there already. Slack has no key that would make a repeated post harmless, so every message carries its delivery in its
 * metadata (https://docs.slack.dev/messaging/message-metadata) and is looked for before anything is sent again.
 */
import type { Result, SlackApi } from "./api.ts";
import type { Self } from "./parse.ts";
import { tsOf } from "./text.ts";

export const replyEvent = "copytaster_reply";
export const progressEvent = "copytaster_progress";

export interface Spot {
  channel: string;
  thread?: string;
}

export interface Delivered {
  /** ts of the messages of this delivery, by their number from 0. */
  parts: ReadonlyMap<number, string>;
  /** ts of messages that say again what an older one of this delivery says: two processes sent at the same moment. */
  extra: readonly string[];
  /** ts of statuses and texts under way that were never made a reply: each process that died left its own. */
  placeholders: readonly string[];
  /** Names of files shared since the first part. */
  files: ReadonlySet<string>;
}

export const replyMetadata = (deliveryId: string, part: number, of: number) => ({
  event_type: replyEvent,
  event_payload: { delivery_id: deliveryId, part, of },
});

export const progressMetadata = (messageId: string) => ({
  event_type: progressEvent,
  event_payload: { message_id: messageId },
});

/**
 * Pages of two hundred, newest first: what a busy channel wrote in a day's outage. Only who takes over what somebody else left looks; Slack
 * allows fifty such calls a minute (https://docs.slack.dev/apis/web-api/rate-limits).
 */
const mostPages = 25;

/**
 * @param messageId the message that is answered, for its placeholders.
 * @param since ms: nothing of this delivery is older.
 */
export async function findDelivered(
  api: SlackApi,
  self: Self,
  spot: Spot,
  deliveryId: string,
  messageId: string | undefined,
  since: number,
): Promise<Delivered> {
  const parts = new Map<number, string>();
  const extra: string[] = [];
  const shared: { ts: string; name: string }[] = [];
  const placeholders: string[] = [];
  for await (const message of recent(api, spot, since)) {
    if (message.user !== self.userId && message.bot_id !== self.botId) continue;
    const ts = String(message.ts);
    const { event_type: kind, event_payload: payload } = (message.metadata ?? {}) as Result;
    const given = (payload ?? {}) as Result;
    if (kind === replyEvent && given.delivery_id === deliveryId) {
      const number = Number(given.part);
      const [first = ts, ...more] = [parts.get(number) ?? ts, ts].sort();
      parts.set(number, first);
      extra.push(...more.filter((one) => one !== first));
    }
    if (kind === progressEvent && messageId !== undefined && given.message_id === messageId)
      placeholders.push(ts);
    for (const file of (message.files ?? []) as Result[]) shared.push({ ts, name: String(file.name) });
  }
  const first = parts.get(0);
  const files = new Set(
    shared.filter((one) => first !== undefined && one.ts >= first).map((one) => one.name),
  );
  return { parts, extra, files, placeholders };
}

async function* recent(api: SlackApi, spot: Spot, since: number): AsyncIterable<Result> {
  let cursor = "";
  for (let page = 0; page < mostPages; page++) {
    const result = await api.call(spot.thread ? "conversations.replies" : "conversations.history", {
      channel: spot.channel,
      ...(spot.thread && { ts: spot.thread }),
      oldest: tsOf(since),
      inclusive: true,
      include_all_metadata: true,
      limit: 200,
      ...(cursor && { cursor }),
    });
    yield* (result.messages ?? []) as Result[];
    cursor = String((result.response_metadata as Result | undefined)?.next_cursor ?? "");
    if (!cursor) return;
  }
}
