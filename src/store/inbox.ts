/** Messages from accepted to answered. Uniqueness is the table's own: whoever inserts first has it. */
import type { Database, Inbox, Message, MessageKey, Reply } from "../types.ts";
import { placeholders } from "./engine.ts";
import { channelKey } from "./keys.ts";
import { fromJson } from "./rows.ts";

/** A message is one by its id within its platform and workspace. */
const one = "platform = $1 and workspace = $2 and id = $3";
const idOf = (message: Message) => [message.place.platform, message.place.workspace, message.id];

const releasedAtOnce = 100;

export function createInbox(database: Database): Inbox {
  return {
    async accept(message, owner, leaseUntil) {
      const rows = await database.run(
        `insert into inbox (platform, workspace, id, channel, message, owner, lease_until, accepted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
        [...idOf(message), channelKey(message.place), JSON.stringify(message), owner, leaseUntil, message.at],
      );
      return rows === 1;
    },

    renew: (owner, leaseUntil) =>
      database.all<MessageKey>(
        `update inbox set lease_until = $1 where owner = $2 and answered_at is null
         returning platform, workspace, id`,
        [leaseUntil, owner],
      ),

    async release(owner, keys) {
      for (let at = 0; at < keys.length; at += releasedAtOnce) {
        const some = keys.slice(at, at + releasedAtOnce);
        const rows = some.map((_, n) => `(${placeholders(2 + 3 * n, 3)})`).join(", ");
        await database.run(
          `update inbox set lease_until = 0
           where owner = $1 and answered_at is null and (platform, workspace, id) in (values ${rows})`,
          [owner, ...some.flatMap(({ platform, workspace, id }) => [platform, workspace, id])],
        );
      }
    },

    async abandoned(owner, now, leaseUntil, platforms, most) {
      if (!platforms.length) return [];
      const open = `answered_at is null and lease_until < $3 and platform in (${placeholders(5, platforms.length)})`;
      // One statement, and the rows are looked at again when it is their turn: of two processes that come at once, the second finds the lease
      // renewed and gets nothing.
      const rows = await database.all<{ message: string; reply: string | null; accepted_at: number }>(
        `update inbox set owner = $1, lease_until = $2 where ${open} and (platform, workspace, id) in
           (select platform, workspace, id from inbox where ${open} order by accepted_at, id limit $4)
         returning message, reply, accepted_at`,
        [owner, leaseUntil, now, most, ...platforms],
      );
      return rows
        .sort((a, b) => a.accepted_at - b.accepted_at)
        .map((row) => ({
          message: fromJson<Message>(row.message),
          ...(row.reply ? { reply: fromJson<Reply>(row.reply) } : {}),
        }));
    },

    async replied(message, reply, owner) {
      const rows = await database.run(
        `update inbox set reply_id = $4, reply = $5
         where ${one} and answered_at is null and owner = coalesce($6, owner)`,
        [...idOf(message), reply.id, JSON.stringify(reply), owner ?? null],
      );
      return rows === 1;
    },

    async answered(message, posted, at) {
      const rows = await database.run(
        `update inbox set posted_id = $4, answered_at = $5 where ${one} and answered_at is null`,
        [...idOf(message), posted?.id ?? null, at],
      );
      return rows === 1;
    },

    async find({ platform, workspace, id }) {
      const [row] = await database.all<{ message: string; reply: string | null }>(
        `select message, reply from inbox where ${one}`,
        [platform, workspace, id],
      );
      return (
        row && {
          message: fromJson<Message>(row.message),
          ...(row.reply ? { reply: fromJson<Reply>(row.reply) } : {}),
        }
      );
    },

    async answeredWith(message) {
      const [row] = await database.all<{ reply: string | null }>(
        `select reply from inbox where ${one} and answered_at is not null`,
        idOf(message),
      );
      return row?.reply ? fromJson<Reply>(row.reply) : undefined;
    },

    async replyAbout(place, about) {
      const [row] = await database.all<{ message: string; reply: string }>(
        `select message, reply from inbox
         where channel = $1 and (posted_id = $2 or reply_id = $2) and reply is not null
         order by accepted_at desc limit 1`,
        [channelKey(place), about],
      );
      return row && { message: fromJson<Message>(row.message), reply: fromJson<Reply>(row.reply) };
    },

    async open() {
      const [row] = await database.all<{ n: number }>(
        "select count(*) as n from inbox where answered_at is null",
        [],
      );
      return row?.n ?? 0;
    },
  };
}
