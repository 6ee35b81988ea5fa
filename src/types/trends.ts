/** Mentions over time: what bursts, one topic's line, several beside one another. Times are ms since 1970. */
import type { ChartBand, ChartPoint, ChartStep } from "./chart.ts";
import type { Desk, Story } from "./store.ts";

/** How many stories of an hour that begins at `at`; `group` is what they were parted by, "" when by nothing. */
export interface HourCount {
  at: number;
  count: number;
  group: string;
}

/** What was counted of one source in one hour. */
export interface TrendHour {
  /** The source's address, the same for all desks that have it. */
  origin: string;
  /** The hour's beginning. */
  at: number;
  stories: number;
  /** By term, in how many of the stories. */
  terms: Readonly<Record<string, number>>;
}

/** Kept counts of terms: they grow with the archive, a few rows a source and day. */
export interface TrendCounts {
  /** Stories that were not counted yet, in the order they came; `upTo` is handed to `add` with what was counted of them. */
  uncounted(limit: number): Promise<{ after: number; upTo: number; stories: readonly Story[] }>;
  /** False: another process has counted these meanwhile, and nothing was added. */
  add(after: number, upTo: number, hours: readonly TrendHour[]): Promise<boolean>;
  /** Hours that begin in since ≤ at < until. */
  read(origins: readonly string[], since: number, until: number): Promise<readonly TrendHour[]>;
}

/** Something that is told far more often than its week lets expect. */
export interface Trend {
  /** As its stories spell them, strongest first: what bursts, and what is told with it. */
  words: readonly string[];
  with: readonly string[];
  /** When it most likely began, when it was known, and the last step that still belonged to it. */
  from: number;
  at: number;
  until: number;
  /** It is going on in the newest step. */
  going: boolean;
  /** Stories with the first of the words since `from`, how many were to be expected, and the exact tail of that. */
  count: number;
  expected: number;
  p: number;
  outlets: number;
  /** Newest first, a few. */
  stories: readonly Story[];
}

export interface Bursting {
  step: ChartStep;
  /** Strongest first. */
  trends: readonly Trend[];
  /** How many stories were counted in how many days, and how many words in them. */
  looked: { stories: number; days: number; words: number };
}

export interface TopicLine {
  step: ChartStep;
  points: readonly ChartPoint[];
  /** What was to be expected (90% of what is usual lies within), and one day more. */
  expected: readonly ChartBand[];
  bursts: readonly Omit<Trend, "words">[];
  total: number;
  /** The archive goes back so many days for this desk. */
  days: number;
}

/** One side of a comparison: words, in one language, of some sources. */
export interface Side {
  name: string;
  words?: string;
  language?: string;
  /** What media say, or what people say. */
  voice?: "media" | "social";
  /** A part of a source's title. */
  source?: string;
}

export interface Compared {
  step: ChartStep;
  sides: readonly { name: string; points: readonly ChartPoint[]; total: number; sources: number }[];
}

/** An event step by step, oldest first. */
export interface Timeline {
  steps: readonly {
    /** When its first and its last story came. */
    from: number;
    to: number;
    /** Stands for the others. */
    lead: Story;
    stories: number;
    outlets: number;
  }[];
  stories: number;
  outlets: number;
}

export interface Trends {
  /** What bursts in the desk's sources, or did so since then. */
  bursting(desk: Desk, since: number, now: number): Promise<Bursting>;
  /** The strongest of what was counted up to now: in a digest nobody waits for counting. */
  rising(desk: Desk, since: number, now: number): Promise<Trend | undefined>;
  line(desk: Desk, topic: string, since: number, now: number): Promise<TopicLine>;
  compare(desk: Desk, sides: readonly Side[], since: number, now: number): Promise<Compared>;
  timeline(desk: Desk, event: string, since: number, now: number): Promise<Timeline>;
  /** Counts what came in and was not counted yet; gives how many stories. */
  count(signal: AbortSignal): Promise<number>;
}
