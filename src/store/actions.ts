/** Buttons: the command stays here, only a random id travels. */
import { randomBytes } from "node:crypto";
import type { ActionDraft, Actions, Database } from "../types.ts";
import { channelKey } from "./keys.ts";
import { fromJson } from "./rows.ts";

export function createActions(database: Database): Actions {
  return {
    async keep(draft, place, madeAt) {
      // 144 bits, 24 characters: no guess finds one, and every platform's limit on ids (Discord: 100) has room for it.
      const id = randomBytes(18).toString("base64url");
      await database.run(
        "insert into actions (id, channel_key, draft, made_at, until) values ($1, $2, $3, $4, $5)",
        [id, channelKey(place), JSON.stringify(draft), madeAt, draft.until ?? null],
      );
      return { id, label: draft.label, ...(draft.style ? { style: draft.style } : {}) };
    },

    /** Bound to the channel, not to the thread: some platforms press a thread's button from its channel. */
    async take(id, place, person, now, messageId) {
      const [row] = await database.all<{ draft: string; spent_by: string | null }>(
        "select draft, spent_by from actions where id = $1 and channel_key = $2",
        [id, channelKey(place)],
      );
      if (!row) return "unknown";
      const draft = fromJson<ActionDraft>(row.draft);
      if (draft.by !== undefined && draft.by !== person.id) return "foreign";
      if (row.spent_by === messageId) return { draft };
      if (row.spent_by !== null) return "spent";
      if (draft.until !== undefined && now > draft.until) return "stale";
      if (!draft.once) return { draft };
      const spent = await database.run(
        `update actions set spent_at = $2, spent_by = $3
         where id = $1 and (spent_by is null or spent_by = $3)`,
        [id, now, messageId],
      );
      return spent === 1 ? { draft } : "spent";
    },
  };
}
