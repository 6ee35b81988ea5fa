/** Scheduled digests. */
import type { Database, Place, SqlValue, Subscription, Subscriptions } from "../types.ts";
import { placeKey } from "./keys.ts";
import { fromJson, set } from "./rows.ts";

interface Row {
  id: string;
  desk_id: string;
  place: string;
  cron: string;
  zone: string;
  topic: string | null;
  language: Subscription["language"];
  by_person: string;
  created_at: number;
}

export function createSubscriptions(database: Database): Subscriptions {
  return {
    async add(one) {
      await database.run(
        `insert into subscriptions (id, desk_id, place, place_key, cron, zone, topic, language, by_person, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          one.id,
          one.deskId,
          JSON.stringify(one.place),
          placeKey(one.place),
          one.cron,
          one.zone,
          one.topic ?? null,
          one.language,
          one.by,
          one.createdAt,
        ],
      );
    },
    remove: async (id) => (await database.run("delete from subscriptions where id = $1", [id])) > 0,
    async get(id) {
      const [row] = await database.all<Row>("select * from subscriptions where id = $1", [id]);
      return row && fromRow(row);
    },
    async list(where) {
      const params: SqlValue[] = [];
      const parts: string[] = [];
      const also = (column: string, value: string | undefined) => {
        if (value !== undefined) parts.push(`${column} = $${params.push(value)}`);
      };
      also("desk_id", where.deskId);
      also("place_key", where.place && placeKey(where.place));
      const rows = await database.all<Row>(
        `select * from subscriptions ${parts.length ? `where ${parts.join(" and ")}` : ""} order by created_at, id`,
        params,
      );
      return rows.map(fromRow);
    },
  };
}

function fromRow(row: Row): Subscription {
  return {
    id: row.id,
    deskId: row.desk_id,
    place: fromJson<Place>(row.place),
    cron: row.cron,
    zone: row.zone,
    ...set("topic", row.topic),
    language: row.language,
    by: row.by_person,
    createdAt: row.created_at,
  };
}
