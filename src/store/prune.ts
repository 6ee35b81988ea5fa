/** What is not kept for ever, for the daily job. Each deletes what is too old at `now` (ms) and gives the number of rows. */
import type { Database } from "../types.ts";
import { createJobsTable } from "./jobs.ts";

const dayMs = 86_400_000;
/** As the journal says; also how long somebody may point at an answer or press its buttons. */
const quarterMs = 90 * dayMs;
/** Long enough to look at what went wrong last week, or to be told that a button was used already. */
const weekMs = 7 * dayMs;
/** The web page's and the terminal's memory: these platforms have no other. */
const yearMs = 366 * dayMs;

/** The last post of a digest that goes on stays, so that `why` can tell it, if it is sent once a year. What is still owed stays too. */
const oldDeliveries = `state in ('sent', 'failed') and due_at < $1 and (
  exists (select 1 from deliveries later where later.subscription_id = deliveries.subscription_id
    and later.state = 'sent' and later.due_at > deliveries.due_at)
  or not exists (select 1 from subscriptions s where s.id = deliveries.subscription_id))`;

/** The past that a week is learnt from, and some more. */
const trendsMs = 70 * dayMs;

type What = "journal" | "cache" | "jobs" | "inbox" | "conversation" | "actions" | "deliveries" | "trends";

export function createPrune(database: Database): Readonly<Record<What, (now: number) => Promise<number>>> {
  const jobs = createJobsTable(database);
  return {
    journal: (now) => database.run("delete from journal where at < $1", [now - quarterMs]),
    cache: (now) => database.run("delete from cache where until < $1", [now]),
    jobs: (now) => jobs.prune(now - weekMs),
    /** With the replies; what was not answered yet stays, whatever its age. */
    inbox: (now) => database.run("delete from inbox where answered_at < $1", [now - quarterMs]),
    conversation: (now) => database.run("delete from conversation where at < $1", [now - yearMs]),
    actions: (now) =>
      database.run("delete from actions where made_at < $1 or spent_at < $2 or until < $2", [
        now - quarterMs,
        now - weekMs,
      ]),
    deliveries: (now) => database.run(`delete from deliveries where ${oldDeliveries}`, [now - quarterMs]),
    trends: (now) => database.run("delete from trend_hours where at < $1", [now - trendsMs]),
  };
}
