/** The examples that a desk's own categories are learnt from. */
import type { CategoryExample, Database, TaughtTopics } from "../types.ts";

export function createTaughtTopics(database: Database): TaughtTopics {
  return {
    async add(example) {
      const changed = await database.run(
        `insert into taught_topics (id, desk_id, category, text, language, by_person, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
        [
          example.id,
          example.deskId,
          example.category,
          example.text,
          example.language,
          example.by,
          example.at,
        ],
      );
      return changed === 1;
    },
    list: (deskId) =>
      database.all<CategoryExample>(
        `select id, desk_id as "deskId", category, text, language, by_person as "by", at
         from taught_topics where desk_id = $1 order by at, id`,
        [deskId],
      ),
    forget: (deskId, category) =>
      database.run("delete from taught_topics where desk_id = $1 and category = $2", [deskId, category]),
  };
}
