/** One narrow queue with two implementations under one contract kit. */
import type { JobsTable, Log, Queue } from "../types.ts";
import { createPostgresQueue } from "./queue-postgres.ts";
import { createSqliteQueue } from "./queue-sqlite.ts";

export interface QueueParts {
  /** `createJobsTable(database)` of the store. */
  table: JobsTable;
  /** Set where the database is Postgres: `postgresAddress(DATABASE_URL)` of the store. */
  postgres: { connectionString: string; schema: string } | undefined;
  log: Log;
  now(): number;
  /** How often what is due is looked for; 1,000 when unset. */
  pollMs?: number;
  /** A worker that says nothing for so long is dead, and others take its jobs; 30,000 when unset. */
  leaseMs?: number;
}

/** pg-boss on Postgres; a table and croner on SQLite. */
export function createQueue({ postgres, ...parts }: QueueParts): Queue {
  return postgres ? createPostgresQueue({ ...parts, postgres }) : createSqliteQueue(parts);
}
