/** What people think of replies: one verdict a person and reply. */
import type { Database, Feedback, FeedbackRow } from "../types.ts";

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
  };
}
