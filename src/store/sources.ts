/** Feeds and pages that are collected. */
import type { Database, Source, Sources, SqlValue } from "../types.ts";
import { assignments, set } from "./rows.ts";

interface Row {
  id: string;
  desk_id: string;
  url: string;
  title: string;
  kind: Source["kind"];
  voice: Source["voice"] | null;
  etag: string | null;
  last_modified: string | null;
  due_at: number;
  last_ok_at: number | null;
  last_problem: string | null;
  failures: number;
  added_at: number;
}

const columns = {
  etag: "etag",
  lastModified: "last_modified",
  dueAt: "due_at",
  lastOkAt: "last_ok_at",
  lastProblem: "last_problem",
  failures: "failures",
  title: "title",
  voice: "voice",
} as const;

export function createSources(database: Database): Sources {
  const find = async (where: string, params: readonly SqlValue[]): Promise<Source | undefined> => {
    const [row] = await database.all<Row>(`select * from sources where ${where}`, params);
    return row && fromRow(row);
  };
  return {
    async add(source) {
      await database.run(
        `insert into sources (id, desk_id, url, title, kind, etag, last_modified, due_at, last_ok_at, last_problem, failures, added_at, voice)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (desk_id, url) do nothing`,
        [
          source.id,
          source.deskId,
          source.url,
          source.title,
          source.kind,
          source.etag ?? null,
          source.lastModified ?? null,
          source.dueAt,
          source.lastOkAt ?? null,
          source.lastProblem ?? null,
          source.failures,
          source.addedAt,
          source.voice ?? null,
        ],
      );
      const kept = await find("desk_id = $1 and url = $2", [source.deskId, source.url]);
      if (!kept) throw new Error(`The source ${source.url} was removed while it was being added.`);
      return kept;
    },
    remove: async (id) => (await database.run("delete from sources where id = $1", [id])) > 0,
    get: (id) => find("id = $1", [id]),

    /** A desk's own, and those that are everybody's (desk ""). */
    async list(deskId) {
      const rows = await database.all<Row>(
        `select * from sources ${deskId === undefined ? "" : "where desk_id in ($1, '')"} order by added_at, id`,
        deskId === undefined ? [] : [deskId],
      );
      return rows.map(fromRow);
    },

    async take(now, nextDueAt, limit) {
      // `due_at <= $1` stands twice: a process that waited for another's row looks at it again and passes it by.
      const rows = await database.all<Row>(
        `update sources set due_at = $2 where due_at <= $1 and id in
           (select id from sources where due_at <= $1 and kind = 'feed' order by due_at, id limit $3)
         returning *`,
        [now, nextDueAt, limit],
      );
      return rows.map(fromRow);
    },

    async update(id, change) {
      const given = assignments(columns, change);
      if (!given) return;
      await database.run(`update sources set ${given.sql} where id = $${given.params.length + 1}`, [
        ...given.params,
        id,
      ]);
    },
  };
}

function fromRow(row: Row): Source {
  return {
    id: row.id,
    deskId: row.desk_id,
    url: row.url,
    title: row.title,
    kind: row.kind,
    ...set("etag", row.etag),
    ...set("lastModified", row.last_modified),
    dueAt: row.due_at,
    ...set("lastOkAt", row.last_ok_at),
    ...set("lastProblem", row.last_problem),
    failures: row.failures,
    addedAt: row.added_at,
    ...set("voice", row.voice),
  };
}
