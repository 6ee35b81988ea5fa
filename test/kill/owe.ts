/** Digests that are due now: each a schedule of its own, due once within the run. */
import { deliveryId } from "../../src/jobs/index.ts";
import { createQueue } from "../../src/jobs/queue.ts";
import { createJobsTable, type OpenStore, postgresAddress } from "../../src/store/index.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { digests, team } from "./newsroom.ts";

const minute = 60_000;

export interface Owing {
  /** The deliveries that must come of it. */
  readonly owed: readonly string[];
  /** One more. */
  owe(): Promise<void>;
  /** How many of them are noted as sent. */
  sent(): Promise<number>;
  close(): Promise<void>;
}

export function createOwing(store: OpenStore, databaseUrl: string | undefined): Owing {
  const due = Math.floor(Date.now() / minute) * minute - 2 * minute;
  const cron = `${new Date(due).getUTCMinutes()} * * * *`;
  const owed: string[] = [];
  const queue = createQueue({
    table: createJobsTable(store.database),
    postgres: databaseUrl ? postgresAddress(databaseUrl) : undefined,
    log: quietLog,
    now: () => due - 1,
  });
  return {
    owed,
    async owe() {
      const id = `d${owed.length}`;
      await store.subscriptions.add({
        id,
        deskId: "newsroom",
        place: { platform: "slack", workspace: team, channel: digests },
        cron,
        zone: "UTC",
        language: "en",
        by: "",
        createdAt: due,
      });
      await queue.schedule("send-digest", id, cron, "UTC", { subscription: id }, 60 * minute);
      owed.push(deliveryId(id, due));
    },
    async sent() {
      const [row] = await store.database.all<{ n: number }>(
        "select count(*) as n from deliveries where state = 'sent'",
        [],
      );
      return row?.n ?? 0;
    },
    close: () => queue.stop(0),
  };
}
