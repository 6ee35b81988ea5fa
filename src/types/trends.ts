/** Mentions over time: what bursts, one topic's line, several beside one another. Times are ms since 1970. */
import type { ChartBand, ChartPoint, ChartStep } from "./chart.ts";
import type { Words } from "./chat.ts";
import type { Judgement } from "./sentiment.ts";
import type { Desk, Story } from "./store.ts";

/** How many stories of an hour that begins at `at`; `group` is what they were parted by, "" when by nothing. */
export interface HourCount {
  at: number;
  count: number;
  group: string;
}

/** What a whole story is counted under beside its words: its subject, by IPTC's code, and its tone. */
export type StoryLabel = `topic:${string}` | `tone:${Judgement["label"]}`;

/** What was counted of one source in one hour. */
export interface TrendHour {
  /** The source's address, the same for all desks that have it. */
  origin: string;
  /** The hour's beginning. */
  at: number;
  stories: number;
  /** By term, in how many of the stories. */
  terms: Readonly<Record<string, number>>;
  /** By `StoryLabel`, in how many of the stories. A story that is hardly of any subject, or has nothing to score, has no label of that kind. */
  labels: Readonly<Record<string, number>>;
}

/** Kept counts of terms and labels: they grow with the archive, a few rows a source and day. */
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

/** One known thing that is told far more often than usual: what `Trend` says, without its words. */
export type Burst = Omit<Trend, "words">;

/** A subject with more stories than usual, or more stories of one tone. */
export interface LabelBurst extends Burst {
  label: StoryLabel;
  name: Words;
}

export interface Bursting {
  step: ChartStep;
  /** Strongest first. */
  trends: readonly Trend[];
  labels: readonly LabelBurst[];
  /** How many stories were counted in how many days, and how many words in them. `young`: too few days to know what is usual. */
  looked: { stories: number; days: number; words: number; young: boolean };
}

export interface TopicLine {
  step: ChartStep;
  points: readonly ChartPoint[];
  /** What was to be expected (90% of what is usual lies within), and one day more. */
  expected: readonly ChartBand[];
  bursts: readonly Burst[];
  total: number;
  /** The sample newsroom is among what was read. */
  sample: boolean;
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
  /** `sources`: those of its kind that were read. */
  sides: readonly { name: string; points: readonly ChartPoint[]; total: number; sources: number }[];
  /** Read for any side. */
  sources: number;
  /** The sample newsroom is among them. */
  sample: boolean;
}

/** Subjects or tones over time. */
export interface LabelLines {
  step: ChartStep;
  /** Most stories first; tones always three, from negative to positive. */
  lines: readonly { label: StoryLabel; name: Words; points: readonly ChartPoint[]; total: number }[];
  bursts: readonly LabelBurst[];
  /** So many days are counted; `young`: too few to know what is usual, and no burst is told. */
  days: number;
  young: boolean;
  /** All that were counted, those without a label too. */
  stories: number;
  /** What gave the labels: "topics-iptc 1 (a1b2c3d4)". */
  models: readonly string[];
  /** Stories of the sample newsroom are among them. */
  sample: boolean;
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
  /** How many stories of each subject, or of each tone, by the hour or by the day. */
  labels(desk: Desk, kind: "topic" | "tone", since: number, now: number): Promise<LabelLines>;
  /** Counts what came in and was not counted yet; gives how many stories. */
  count(signal: AbortSignal): Promise<number>;
}
