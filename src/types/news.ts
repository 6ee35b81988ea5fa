/** Stories, events, digests. */
import type { Passage } from "./reply.ts";
import type { Desk, Hit, Story } from "./store.ts";

/** A cluster of stories about the same thing. `lead` is one of `stories`. */
export interface Event {
  lead: Story;
  /** Newest first, the lead among them. */
  stories: readonly Story[];
}

/**
 * Codes with values, so that every language can say them: { code: "outlets", value: 3 } → "told by 3 outlets". Values: "fresh" minutes since the newest
 * story, "outlets" how many, "brief" the brief's words that it has ("harbour, ferry"), "followed" how many more stories came after the first,
 * "similar" and "sameEvent" likeness 0 … 1, "development" how many new stories, "matches" the topic.
 */
export interface Reason {
  code: "fresh" | "outlets" | "brief" | "followed" | "similar" | "sameEvent" | "development" | "matches";
  value: number | string;
}

export interface Pick {
  event: Event;
  /** Only for ordering. */
  score: number;
  reasons: readonly Reason[];
  /** One or two sentences from the lead, each one of its own. */
  summary: readonly { text: string; passages: readonly Passage[] }[];
}

export interface Digest {
  /** ms: what was collected in this window was looked at. */
  since: number;
  until: number;
  picks: readonly Pick[];
  /** How many stories and sources were looked at, and how many events were left out as delivered before. */
  looked: { stories: number; sources: number; repeats: number };
}

export interface DigestRequest {
  desk: Desk;
  since: number;
  until: number;
  topic?: string;
  /** Story ids that this reader was given before: their events are not news, unless a new story of them says more. */
  delivered: ReadonlySet<string>;
  limit: number;
}

/** What several stories are about at large: wider than an event. */
export interface Theme {
  /** Its own phrases, the most telling first. */
  label: readonly string[];
  /** Those since the moment that was asked for, newest first; the lead is one of them. */
  stories: readonly Story[];
  lead: Story;
  outlets: number;
  /** Stories of it in the days before. */
  before: number;
  /** How many times what the days before had in the same time; 1 is as ever. */
  growth: number;
}

export interface CollectReport {
  source: string;
  added: number;
  changed: number;
  seen: number;
  /** Not asked (backing off, or unchanged since). */
  skipped?: "backoff" | "unchanged";
  problem?: string;
}

export interface News {
  digest(request: DigestRequest): Promise<Digest>;
  /** What is worth running now for this desk. */
  recommend(desk: Desk, limit: number, now: number, topic?: string): Promise<readonly Pick[]>;
  /** Themes of the last days, the fastest growing first, against as long a time before them and more. */
  themes(desk: Desk, days: number, now: number): Promise<{ themes: readonly Theme[]; looked: number }>;
  /** What the archive has on the same event or subject; the story itself is left out. */
  related(
    about: { title: string; text: string; id?: string; publishedAt?: number },
    limit: number,
  ): Promise<readonly (Hit & { reasons: readonly Reason[] })[]>;
  /** Fetches sources now (all that are due, or the named ones); never rejects for one source's failure. */
  collect(sourceIds: readonly string[] | "due", signal: AbortSignal): Promise<readonly CollectReport[]>;
}
