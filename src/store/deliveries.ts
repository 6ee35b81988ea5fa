/** Posts that are owed: planned → ready → sent, or failed. What was sent stays sent. */
import type { Database, Deliveries, Delivery, Place, Reply } from "../types.ts";
import { channelKey } from "./keys.ts";
import { fromJson, set } from "./rows.ts";

interface Row {
  id: string;
  subscription_id: string;
  place: string;
  due_at: number;
  state: Delivery["state"];
  reply: string | null;
  story_ids: string;
  sent_at: number | null;
  problem: string | null;
}

export function createDeliveries(database: Database): Deliveries {
  return {
    async plan(one) {
      const rows = await database.run(
        `insert into deliveries (id, subscription_id, place, due_at, state, reply, reply_id, story_ids, sent_at, problem)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
        [
          one.id,
          one.subscriptionId,
          JSON.stringify(one.place),
          one.dueAt,
          one.state,
          one.reply ? JSON.stringify(one.reply) : null,
          one.reply?.id ?? null,
          JSON.stringify(one.storyIds),
          one.sentAt ?? null,
          one.problem ?? null,
        ],
      );
      return rows === 1;
    },
    async get(id) {
      const [row] = await database.all<Row>("select * from deliveries where id = $1", [id]);
      return row && fromRow(row);
    },
    async ready(id, reply, storyIds) {
      await database.run(
        `update deliveries set state = 'ready', reply = $2, reply_id = $3, story_ids = $4, problem = null
         where id = $1 and state <> 'sent'`,
        [id, JSON.stringify(reply), reply.id, JSON.stringify(storyIds)],
      );
    },
    async sent(id, posted, at) {
      const rows = await database.run(
        `update deliveries set state = 'sent', posted_id = $2, sent_at = $3, problem = null
         where id = $1 and state <> 'sent'`,
        [id, posted.id, at],
      );
      return rows === 1;
    },
    async failed(id, problem) {
      await database.run(
        "update deliveries set state = 'failed', problem = $2 where id = $1 and state <> 'sent'",
        [id, problem],
      );
    },
    async last(subscriptionId, limit) {
      const rows = await database.all<Row>(
        "select * from deliveries where subscription_id = $1 order by due_at desc, id desc limit $2",
        [subscriptionId, limit],
      );
      return rows.map(fromRow);
    },

    /** The platform's ids are one in their channel only: what another channel has under the same id is passed over. */
    async about(place, id) {
      const rows = await database.all<Row>(
        `select * from deliveries where (posted_id = $1 or reply_id = $1) and reply is not null
         order by due_at desc, id desc`,
        [id],
      );
      const channel = channelKey(place);
      return rows.map(fromRow).find((one) => channelKey(one.place) === channel);
    },

    /** A post that is ready counts as told: it may stand there already, and it will. */
    async told(subscriptionId, since) {
      const rows = await database.all<{ story_ids: string }>(
        `select story_ids from deliveries
         where subscription_id = $1 and state in ('ready', 'sent') and coalesce(sent_at, due_at) >= $2`,
        [subscriptionId, since],
      );
      return new Set(rows.flatMap((row) => fromJson<string[]>(row.story_ids)));
    },
  };
}

function fromRow(row: Row): Delivery {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    place: fromJson<Place>(row.place),
    dueAt: row.due_at,
    state: row.state,
    ...(row.reply ? { reply: fromJson<Reply>(row.reply) } : {}),
    storyIds: fromJson<string[]>(row.story_ids),
    ...set("sentAt", row.sent_at),
    ...set("problem", row.problem),
  };
}
