/** What commands and jobs meet of the rest of the house. */
import type { Ask, Remember } from "./ask.ts";
import type { Chart } from "./chart.ts";
import type { FileRef, Message, Person, Place, Range, Said } from "./chat.ts";
import type { CommandInfo } from "./command.ts";
import type { Learning } from "./learning.ts";
import type { Models } from "./models.ts";
import type { DeskNames } from "./names.ts";
import type { News } from "./news.ts";
import type { Picture, Reply } from "./reply.ts";
import type { Sources } from "./sources.ts";
import type {
  Archive,
  Deliveries,
  Desks,
  Feedback,
  Hit,
  Inbox,
  Journal,
  Subscription,
  Subscriptions,
} from "./store.ts";
import type { Page, TextTools } from "./text.ts";
import type { DeskTopics } from "./topics.ts";
import type { Trends } from "./trends.ts";

/** The few levels that are used; `fields` never hold secrets or what was said in private. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}

/** Texts from outside. Both throw `UserError` (dead link, private address, too large, binary, not an article …) with the mend. */
export interface Pages {
  /** Public addresses only, ≤ 5 MB, ≤ 10 s; HTML, plain text, PDF. */
  read(url: string, signal: AbortSignal): Promise<Page>;
  /** By content, not by name. ≤ 5 MB. */
  parse(name: string, type: string, bytes: Uint8Array, signal: AbortSignal): Promise<Page>;
}

export interface HealthLine {
  /** "slack", "database", "source: Harbour Post" … */
  part: string;
  state: "on" | "off" | "failing";
  /** What was found; for "off" why, and what would turn it on. */
  note: string;
}

export interface Services {
  ask: Ask;
  remember: Remember;
  /** Does any provider write text of its own? Else drafts are made by extraction, and say so. */
  generates: boolean;
  archive: Archive;
  sources: Sources;
  desks: Desks;
  feedback: Feedback;
  journal: Journal;
  models: Models;
  learning: Learning;
  inbox: Pick<Inbox, "open"> & {
    /** As the inbox's own; digests that were posted by themselves are found too. What was for its author alone is found by its author alone. */
    replyAbout(place: Place, about: string, asker: Person): Promise<{ reply: Reply } | undefined>;
  };
  digests: {
    /** Stores it and schedules it. */
    subscribe(subscription: Subscription): Promise<void>;
    cancel(id: string): Promise<boolean>;
    list: Subscriptions["list"];
    /** ms of the next post, by subscription id. */
    next(): Promise<ReadonlyMap<string, number>>;
    last: Deliveries["last"];
    told: Deliveries["told"];
  };
  news: News;
  trends: Trends;
  text: TextTools;
  /**
   * Draws it as a PNG, with words for who cannot see it and its numbers as a table. Bad numbers are left out, an empty chart says that it
   * is empty. A chart that cannot be drawn within its time throws: the answer is good without it.
   */
  chart(chart: Chart, signal: AbortSignal): Promise<Picture>;
  topics: DeskTopics;
  names: DeskNames;
  /** Stories by meaning, not by words; none where the archive's vectors are not made yet. */
  byMeaning(
    text: string,
    where: { limit: number; since: number | undefined; language: string | undefined },
  ): Promise<readonly Hit[]>;
  pages: Pages;
  files: {
    read(file: FileRef, message: Message, signal: AbortSignal): Promise<Page>;
    /** As it is, for formats that are data (OPML). Throws `UserError` for what is not text. */
    text(file: FileRef, message: Message, signal: AbortSignal): Promise<string>;
  };
  /** A public address's text as it is (OPML). */
  fetchText(url: string, signal: AbortSignal): Promise<string>;
  /** The id that a desk's source has by its address. */
  sourceId(deskId: string, url: string): string;
  /** Through the place's adapter; refuses an asker who is not a member. */
  history(place: Place, range: Range, asker: Person): AsyncIterable<Said>;
  /** OPML → feeds, and back. */
  opml: {
    /** `more`: how many the list names besides, beyond what one import takes. Throws `UserError` for what is no list of feeds. */
    parse(
      text: string,
      signal: AbortSignal,
    ): Promise<{ feeds: readonly { title: string; url: string }[]; more: number }>;
    write(
      title: string,
      feeds: readonly { title: string; url: string }[],
      signal: AbortSignal,
    ): Promise<string>;
  };
  /** Does the address give a feed? Its title; else `UserError`. Follows a page's own link to its feed. */
  findFeed(url: string, signal: AbortSignal): Promise<{ url: string; title: string }>;
  sample: { present(): Promise<boolean>; remove(): Promise<number> };
  /** For one desk: the house, and the desk's own sources. */
  health(deskId: string): Promise<readonly HealthLine[]>;
  commands: readonly CommandInfo[];
}

/** A digest as a reply, for `digest now` and for the scheduled post alike. */
export type DigestReply = (
  subscription: Subscription,
  since: number,
  until: number,
) => Promise<{ reply: Reply; storyIds: readonly string[] }>;
