/** The store as a whole, and the cache beside it. */

import type { StoryVectors } from "./embedder.ts";
import type { Learning } from "./learning.ts";
import type { Deployments } from "./models.ts";
import type { Gazetteer } from "./names.ts";
import type { Sources } from "./sources.ts";
import type {
  Actions,
  Archive,
  Conversation,
  Database,
  Deliveries,
  Desks,
  Feedback,
  Inbox,
  Journal,
  Subscriptions,
} from "./store.ts";
import type { TaughtTopics } from "./topics.ts";
import type { TrendCounts } from "./trends.ts";

/** Everything that is kept, opened together. */
export interface Store {
  database: Database;
  inbox: Inbox;
  conversation: Conversation;
  archive: Archive;
  sources: Sources;
  desks: Desks;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  deployments: Deployments;
  actions: Actions;
  feedback: Feedback;
  learning: Learning;
  journal: Journal;
  trends: TrendCounts;
  vectors: StoryVectors;
  taught: TaughtTopics;
  gazetteer: Gazetteer;
  /** A name of its own for one-time things ("sample newsroom was added"). */
  flag(name: string): Promise<string | undefined>;
  setFlag(name: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** What Keyv gives, and all we use of it. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttl: number): Promise<void>;
  /** Drops everything of a desk (or of one place of it): forget-me, desk removed. */
  forget(scopeKey: string): Promise<void>;
  /** Contacts it: "redis 7.0 at host", or throws. */
  check(): Promise<string>;
  close(): Promise<void>;
}
