/** Which model answers: the newest row of each task. A row is added and never changed. */
import type { Database, Deployment, Deployments, GateRecord } from "../types.ts";
import { fromJson, set } from "./rows.ts";

interface Row extends Omit<Deployment, "forced" | "record"> {
  forced: number;
  record: string | null;
}

export function createDeployments(database: Database): Deployments {
  return {
    newest: () =>
      database.all(
        `select d.task, d.n, d.hash, d.label from deployments d
         where d.n = (select max(o.n) from deployments o where o.task = d.task)`,
        [],
      ),
    async history(task, limit) {
      const rows = await database.all<Row>(
        `select task, n, kind, hash, label, at, by_person as "by", reason, forced, record
         from deployments where task = $1 order by n desc limit $2`,
        [task, limit],
      );
      return rows.map(({ forced, record, ...row }) => ({
        ...row,
        forced: forced === 1,
        ...set("record", record === null ? null : fromJson<GateRecord>(record)),
      }));
    },
    /** The key decides between two processes that deploy at the same moment. */
    async add(one) {
      const rows = await database.run(
        `insert into deployments (task, n, kind, hash, label, at, by_person, reason, forced, record)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
        [
          one.task,
          one.n,
          one.kind,
          one.hash,
          one.label,
          one.at,
          one.by,
          one.reason,
          one.forced ? 1 : 0,
          one.record === undefined ? null : JSON.stringify(one.record),
        ],
      );
      return rows === 1;
    },
  };
}
