/** The store, opened: everything that is kept, over one database. */
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Store } from "../types.ts";
import { createActions } from "./actions.ts";
import { createArchive } from "./archive.ts";
import { handsOfThread, threadedHands } from "./archive-hands.ts";
import { createConversation } from "./conversation.ts";
import { type Opening, openDatabase } from "./database.ts";
import { createDeliveries } from "./deliveries.ts";
import { createDeployments } from "./deployments.ts";
import { createDesks, ensureFirstDesk } from "./desks.ts";
import type { Engine } from "./engine.ts";
import { createFeedback } from "./feedback.ts";
import { createFlags } from "./flags.ts";
import { createGazetteer } from "./gazetteer.ts";
import { createInbox } from "./inbox.ts";
import { createJournal } from "./journal.ts";
import { createLearning } from "./learning.ts";
import { createSources } from "./sources.ts";
import type { SqliteEngine } from "./sqlite.ts";
import { createStoryVectors } from "./story-vectors.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createTaughtTopics } from "./taught-topics.ts";
import { createTrendCounts } from "./trend-counts.ts";
import { lendTurns } from "./turn-port.ts";

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
export { turnsOver } from "./turn-port.ts";

/** A store that can also be backed up, and opened once more in a thread of this process. */
export type OpenStore = Store & {
  readonly database: Engine;
  /** For a thread on SQLite: the port over which it takes its turns (`turnsOver`). Undefined where a server sees to that. */
  turnPort(): MessagePort | undefined;
};

/**
 * Opens the database, brings its tables up to date, and makes the first desk ("newsroom") where there is none.
 * Throws `UserError` for a database that cannot be used.
 */
export async function openStore(parts: Opening): Promise<OpenStore> {
  const now = parts.now ?? Date.now;
  const database = await openDatabase(parts);
  try {
    await ensureFirstDesk(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const sqlite = isSqlite(database) ? database : undefined;
  const hands = sqlite && (parts.turn ? handsOfThread(sqlite) : threadedHands(sqlite));
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
    vectors: createStoryVectors(database),
    taught: createTaughtTopics(database),
    gazetteer: createGazetteer(database),
    ...createFlags(database),
    turnPort() {
      if (!sqlite) return undefined;
      const { port1, port2 } = new MessageChannel();
      lendTurns(sqlite, port1);
      return port2;
    },
    async close() {
      await hands?.stop();
      await database.close();
    },
  };
}

function isSqlite(engine: Engine): engine is SqliteEngine {
  return engine.dialect === "sqlite";
}
