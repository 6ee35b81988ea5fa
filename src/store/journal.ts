/** What was done, and why something was not. Kept ninety days. */
import type { Database, Journal, JournalEntry, SqlValue } from "../types.ts";

const keptMs = 90 * 24 * 3600_000;
const pruneEveryMs = 3600_000;

export function createJournal(database: Database, now: () => number): Journal {
  let prunedAt = Number.NEGATIVE_INFINITY;
  return {
    async write(entry) {
      await database.run(
        "insert into journal (at, kind, desk_id, subject, note) values ($1, $2, $3, $4, $5)",
        [entry.at, entry.kind, entry.deskId, entry.subject, entry.note],
      );
      if (now() - prunedAt < pruneEveryMs) return;
      prunedAt = now();
      await database.run("delete from journal where at < $1", [now() - keptMs]);
    },
    async read(where) {
      const params: SqlValue[] = [now() - keptMs];
      const parts = ["at >= $1"];
      const also = (column: string, value: string | undefined) => {
        if (value !== undefined) parts.push(`${column} = $${params.push(value)}`);
      };
      also("desk_id", where.deskId);
      also("subject", where.subject);
      also("kind", where.kind);
      return database.all<JournalEntry>(
        `select at, kind, desk_id as "deskId", subject, note from journal
         where ${parts.join(" and ")} order by at desc, seq desc limit $${params.push(where.limit)}`,
        params,
      );
    },
  };
}
