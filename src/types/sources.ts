/** Where stories come from. Times are integer ms since 1970. */

/** A feed or page that is collected. */
export interface Source {
  id: string;
  /** "": everybody's. */
  deskId: string;
  url: string;
  title: string;
  kind: "feed" | "sample" | "import";
  /** Set where people speak (posts, comments) and not media. */
  voice?: "social";
  /** For conditional GET. */
  etag?: string;
  lastModified?: string;
  /** Not asked before then. */
  dueAt: number;
  lastOkAt?: number;
  lastProblem?: string;
  /** Failures in a row. */
  failures: number;
  addedAt: number;
}

export interface Sources {
  /** The url of a desk is unique: adding it again gives the one that is there. */
  add(source: Source): Promise<Source>;
  remove(id: string): Promise<boolean>;
  get(id: string): Promise<Source | undefined>;
  list(deskId?: string): Promise<readonly Source[]>;
  /** Takes (up to `limit`) sources that are due and moves their dueAt to `nextDueAt`, so that two processes never fetch one at once. */
  take(now: number, nextDueAt: number, limit: number): Promise<readonly Source[]>;
  update(
    id: string,
    change: Partial<
      Pick<
        Source,
        "etag" | "lastModified" | "dueAt" | "lastOkAt" | "lastProblem" | "failures" | "title" | "voice"
      >
    >,
  ): Promise<void>;
}
