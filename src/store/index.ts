/** The store, opened: everything that is kept, over one database. */
import type { Log, Store } from "../types.ts";
import { createActions } from "./actions.ts";
import { createArchive } from "./archive.ts";
import { threadedHands } from "./archive-hands.ts";
import { createConversation } from "./conversation.ts";
import { openDatabase, type Where } from "./database.ts";
import { createDeliveries } from "./deliveries.ts";
import { createDeployments } from "./deployments.ts";
import { createDesks, ensureFirstDesk } from "./desks.ts";
import type { Engine } from "./engine.ts";
import { createFeedback } from "./feedback.ts";
import { createFlags } from "./flags.ts";
import { createInbox } from "./inbox.ts";
import { createJournal } from "./journal.ts";
import { createLearning } from "./learning.ts";
import { createSources } from "./sources.ts";
import type { SqliteEngine } from "./sqlite.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createTrendCounts } from "./trend-counts.ts";

export { type PostgresAddress, postgresAddress } from "./address.ts";
export { backup, restore } from "./backup.ts";
export { openCache } from "./cache.ts";
export { checkDatabase, sqliteFile } from "./database.ts";
export type { Tell } from "./dump.ts";
export type { Engine } from "./engine.ts";
export { createJobsTable } from "./jobs.ts";
export { channelKey, personKey, placeKey } from "./keys.ts";
export { move } from "./move.ts";
export { createPrune } from "./prune.ts";
export { storeSettings } from "./settings.ts";

/** A store that can also be backed up. */
export type OpenStore = Store & { readonly database: Engine };

/**
 * Opens the database, brings its tables up to date, and makes the first desk ("newsroom") where there is none.
 * Throws `UserError` for a database that cannot be used.
 */
export async function openStore(parts: Where & { log: Log; now?: () => number }): Promise<OpenStore> {
  const now = parts.now ?? Date.now;
  const database = await openDatabase(parts);
  try {
    await ensureFirstDesk(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const hands = isSqlite(database) ? threadedHands(database) : undefined;
  return {
    database,
    inbox: createInbox(database),
    conversation: createConversation(database),
    archive: createArchive(database, hands),
    sources: createSources(database),
    desks: createDesks(database, now),
    subscriptions: createSubscriptions(database),
    deliveries: createDeliveries(database),
    deployments: createDeployments(database),
    actions: createActions(database),
    feedback: createFeedback(database),
    learning: createLearning(database, createFlags(database), now),
    journal: createJournal(database, now),
    trends: createTrendCounts(database),
    ...createFlags(database),
    async close() {
      await hands?.stop();
      await database.close();
    },
  };
}

function isSqlite(engine: Engine): engine is SqliteEngine {
  return engine.dialect === "sqlite";
}
