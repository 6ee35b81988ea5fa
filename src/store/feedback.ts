/** What people think of replies: one verdict a person and reply. */
import type { Database, Feedback, FeedbackRow, Message, Reply } from "../types.ts";
import { fromJson } from "./rows.ts";

export function createFeedback(database: Database): Feedback {
  return {
    async put(row) {
      await database.run(
        `insert into feedback (reply_id, person, desk_id, verdict, at) values ($1, $2, $3, $4, $5)
         on conflict (reply_id, person) do update
         set verdict = excluded.verdict, at = excluded.at, desk_id = excluded.desk_id
         where excluded.at >= feedback.at`,
        [row.replyId, row.person, row.deskId, row.verdict, row.at],
      );
    },
    of: (replyId) =>
      database.all<FeedbackRow>(
        `select reply_id as "replyId", desk_id as "deskId", person, verdict, at
         from feedback where reply_id = $1 order by at, person`,
        [replyId],
      ),
    async liked(limit) {
      const rows = await database.all<{ message: string; reply: string; deskId: string }>(
        `select i.message, i.reply, max(f.desk_id) as "deskId", max(f.at) as at
         from feedback f join inbox i on i.reply_id = f.reply_id
         where f.verdict = 'up' and i.reply is not null
           and not exists (select 1 from feedback d where d.reply_id = f.reply_id and d.verdict = 'down')
         group by i.message, i.reply order by at desc limit $1`,
        [limit],
      );
      return rows.map(({ message, reply, deskId }) => ({
        message: fromJson<Message>(message),
        reply: fromJson<Reply>(reply),
        deskId,
      }));
    },
  };
}
