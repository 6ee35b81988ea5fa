/** What the house stands on: where it keeps things, its queue, and its one way out. */
import { mkdir } from "node:fs/promises";
import { dataDirOf, type Settings } from "../config.ts";
import { createQueue } from "../jobs/queue.ts";
import { createFetch } from "../net/fetch.ts";
import { createPages } from "../net/pages.ts";
import { netSettings } from "../net/settings.ts";
import {
  createJobsTable,
  createPrune,
  openCache,
  openStore,
  postgresAddress,
  storeSettings,
} from "../store/index.ts";
import type { Log } from "../types.ts";

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** @throws UserError for a store that cannot be used. */
export async function openGround(parts: {
  settings: Settings;
  log: Log;
  now(): number;
  /** ms that a dead process keeps a job from the others. */
  jobLease: number | undefined;
}) {
  const { settings, log, now, jobLease } = parts;
  const dataDir = dataDirOf(settings);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { DATABASE_URL: databaseUrl, CACHE_URL } = settings.of(storeSettings);
  const outside = settings.of(netSettings);
  const net = {
    allowPrivate: outside.ALLOW_PRIVATE_ADDRESSES,
    userAgent: outside.USER_AGENT,
    fullText: outside.FULL_TEXT,
  };
  const store = await openStore({ databaseUrl, dataDir, log, now });
  const cache = openCache({ cacheUrl: CACHE_URL, database: store.database, log });
  const queue = createQueue({
    table: createJobsTable(store.database),
    postgres: databaseUrl ? postgresAddress(databaseUrl) : undefined,
    log,
    now,
    ...(jobLease !== undefined && { leaseMs: jobLease }),
  });
  const fetch = createFetch({ ...net, log });
  return {
    ...{ dataDir, databaseUrl, net, store, cache, queue, fetch },
    pages: createPages({ fetch, log }),
    prune: createPrune(store.database),
  };
}
