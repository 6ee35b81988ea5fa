/** What is not kept for ever, for the daily job. Each deletes what is too old at `now` (ms) and gives the number of rows. */
import type { Database } from "../types.ts";
import { createJobsTable } from "./jobs.ts";

const dayMs = 86_400_000;
/** As the journal says. */
const journalMs = 90 * dayMs;
/** Long enough to look at what went wrong last week. */
const jobsMs = 7 * dayMs;

export function createPrune(
  database: Database,
): Readonly<Record<"journal" | "cache" | "jobs", (now: number) => Promise<number>>> {
  const jobs = createJobsTable(database);
  return {
    journal: (now) => database.run("delete from journal where at < $1", [now - journalMs]),
    cache: (now) => database.run("delete from cache where until < $1", [now]),
    jobs: (now) => jobs.prune(now - jobsMs),
  };
}
