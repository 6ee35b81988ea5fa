/** What a job of the house is, and what it has at hand. */
import type {
  Adapter,
  DigestReply,
  Embedder,
  Job,
  JobParts,
  News,
  Place,
  Reply,
  Store,
  TaskReport,
  Trends,
} from "../types.ts";

export interface HouseParts extends JobParts {
  news: Pick<News, "collect">;
  store: Pick<Store, "subscriptions" | "deliveries" | "journal" | "vectors">;
  /** Makes stories' vectors. */
  embedder: Embedder;
  trends: Pick<Trends, "count">;
  /** Makes the digest that a subscription is owed. */
  deliver: DigestReply;
  /** Trains again what people taught something new about. */
  retrain(signal: AbortSignal): Promise<readonly TaskReport[]>;
  /** What each desk is told of that, and where; nothing where nothing was trained. */
  learnt(reports: readonly TaskReport[]): Promise<readonly { place: Place; reply: Reply; key: string }[]>;
  /** The platforms of this process. */
  adapters(): ReadonlyMap<string, Pick<Adapter, "post">>;
  /** By what is pruned: takes away what is too old at `now`, gives how many rows. */
  prune: Readonly<Record<string, (now: number) => Promise<number>>>;
}

export interface HouseJob {
  name: string;
  /** Side by side in one process. */
  side: number;
  /** Undefined: it has schedules of its own (one a subscription). */
  schedule: { cron: string; zone: string; catchUpMs: number; atStart: boolean } | undefined;
  run(job: Job): Promise<void>;
}

export type MakeJob = (parts: HouseParts) => HouseJob;
