/** Replies and posts of platforms without a memory of their own. */
import type { Conversation, ConversationEntry, Database } from "../types.ts";
import { channelKey, placeKey } from "./keys.ts";
import { fromJson } from "./rows.ts";

export function createConversation(database: Database): Conversation {
  return {
    async add(place, entry, deliveryId) {
      const rows = await database.run(
        `insert into conversation (channel_key, place_key, delivery_id, at, entry) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [channelKey(place), placeKey(place), deliveryId, entry.at, JSON.stringify(entry)],
      );
      return rows === 1;
    },

    /** A thread gives its own entries; a channel gives those of its threads too. */
    async list(place, range) {
      const [column, key] =
        place.thread === undefined ? ["channel_key", channelKey(place)] : ["place_key", placeKey(place)];
      const rows = await database.all<{ entry: string }>(
        `select entry from conversation where ${column} = $1 and at >= $2 and at <= $3
         order by at desc, seq desc limit $4`,
        [key, range.since ?? 0, range.until ?? Number.MAX_SAFE_INTEGER, range.limit],
      );
      return rows.reverse().map((row) => fromJson<ConversationEntry>(row.entry));
    },
  };
}
