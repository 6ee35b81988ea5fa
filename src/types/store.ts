/** What is kept. Times are integer ms since 1970; ids are text. Every method is one small transaction. */
import type { Language, Message, Person, Place, Range, Role, Said } from "./chat.ts";
import type { Action, ActionDraft, Posted, Reply } from "./reply.ts";
import type { HourCount } from "./trends.ts";

export type SqlValue = string | number | null | Uint8Array;

/** The SQL is written once, with $1 placeholders, and runs on SQLite and on Postgres. Integers come back as numbers on both. */
export interface Queryable {
  all<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
  /** Rows changed. */
  run(sql: string, params: readonly SqlValue[]): Promise<number>;
}

export interface Database extends Queryable {
  readonly dialect: "sqlite" | "postgres";
  /** Serialised on SQLite: keep it short, and await nothing but its own statements inside. */
  transaction<T>(work: (within: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What makes a message one. */
export interface MessageKey {
  platform: string;
  workspace: string;
  id: string;
}

/** Messages from accepted to answered. Who works on one holds a lease on it, so that another process takes over when its holder dies. */
export interface Inbox {
  /** False: it was accepted before, by any process. The lease runs until `leaseUntil`. */
  accept(message: Message, owner: string, leaseUntil: number): Promise<boolean>;
  /** What this owner holds and has not answered. */
  renew(owner: string, leaseUntil: number): Promise<readonly MessageKey[]>;
  /** Lets these go, as far as this owner holds them: whoever asks next takes them over. */
  release(owner: string, keys: readonly MessageKey[]): Promise<void>;
  /** Takes over what nobody works on: not answered, lease run out, of a platform that this process has; the oldest, `most` at once. */
  abandoned(
    owner: string,
    now: number,
    leaseUntil: number,
    platforms: readonly string[],
    most: number,
  ): Promise<readonly { message: Message; reply?: Reply }[]>;
  /**
   * The reply as it will be shown, before it is shown: a restart shows the same one. With an owner, only while that one holds the
   * message; false: another process has taken it over, or answered it.
   */
  replied(message: Message, reply: Reply, owner?: string): Promise<boolean>;
  /** Done: shown (or nothing to show). False: it was done before, by any process. */
  answered(message: Message, posted: Posted | undefined, at: number): Promise<boolean>;
  /** As it was accepted; with its reply from the moment that it was kept, shown or not. */
  find(key: MessageKey): Promise<{ message: Message; reply?: Reply } | undefined>;
  /** The reply that a message was answered with; undefined while it is open. */
  answeredWith(message: Message): Promise<Reply | undefined>;
  /** By the platform's id of the bot's own message, or by the reply's id. */
  replyAbout(place: Place, about: string): Promise<{ reply: Reply; message: Message } | undefined>;
  open(): Promise<number>;
}

/** Replies and posts of platforms without a memory of their own; also their history. */
export interface Conversation {
  /** False: this deliveryId stands there already. */
  add(place: Place, entry: ConversationEntry, deliveryId: string): Promise<boolean>;
  /** Oldest first; the newest `limit`. */
  list(place: Place, range: Range): Promise<readonly ConversationEntry[]>;
}

export interface ConversationEntry {
  id: string;
  at: number;
  said?: Said;
  reply?: Reply;
}

export interface Story {
  id: string;
  sourceId: string;
  url: string;
  title: string;
  /** Plain text, paragraphs parted by a blank line. */
  text: string;
  language: string;
  outlet: string;
  author?: string;
  publishedAt: number;
  collectedAt: number;
  /** Of the sample newsroom. */
  sample: boolean;
}

/** A story with how well it answers a search, higher is better (only for ordering within one answer). */
export interface Hit {
  story: Story;
  score: number;
}

export interface ArchiveQuery {
  /** Any words, as a person typed them; never SQL or FTS syntax. Unset: everything, newest first. */
  words?: string;
  /** "any": one word is enough, more is better; "all": every word must be there. */
  match: "any" | "all";
  language?: string;
  /**
   * Only what one of these sources holds. The stories come as these sources hold them: `sourceId` is the one of them that brought it first, and
   * `collectedAt` (which `collected` goes by, too) is when that was.
   */
  sourceIds?: readonly string[];
  since?: number;
  until?: number;
  /** True: `since`, `until` and "newest" go by `collectedAt` (what came in, as a digest needs it), not by `publishedAt`. */
  collected?: boolean;
  /** True: only titles and texts of real news. */
  noSample?: boolean;
  limit: number;
}

export interface Archive {
  /**
   * By url (or id): a known story whose text changed is updated, not added; its first id and times stay. One that another source brings is
   * held by both from then on, and is neither added nor changed by that. Large loads are cut into small transactions.
   */
  add(stories: readonly Story[]): Promise<{ added: readonly Story[]; changed: readonly Story[] }>;
  get(id: string): Promise<Story | undefined>;
  byUrl(url: string): Promise<Story | undefined>;
  search(query: ArchiveQuery): Promise<readonly Hit[]>;
  count(query: Omit<ArchiveQuery, "limit">): Promise<number>;
  /** How many were published in each hour (UTC) that has any, parted by source, language or outlet where that is asked; oldest first. */
  hours(
    query: Omit<ArchiveQuery, "limit" | "collected">,
    by?: "source" | "language" | "outlet",
  ): Promise<readonly HourCount[]>;
  /** These sources hold nothing any more; gives how many stories went, which nobody else holds. */
  remove(sourceIds: readonly string[]): Promise<number>;
}

/** A team with its channels, sources and policies. */
export interface Desk {
  id: string;
  name: string;
  /** What it wants, in its own words; weighs in ranking. */
  brief: string;
  /** Unset: each person's own. */
  language?: Language;
  /** IANA */
  zone: string;
}

export interface Desks {
  create(desk: Desk): Promise<boolean>;
  get(id: string): Promise<Desk | undefined>;
  byName(name: string): Promise<Desk | undefined>;
  list(): Promise<readonly Desk[]>;
  update(id: string, change: Partial<Omit<Desk, "id">>): Promise<void>;
  /** The desk of a place: its channel's, else the first desk. A thread belongs to its channel's desk. */
  of(place: Place): Promise<Desk>;
  join(place: Place, deskId: string): Promise<void>;
  /** Undefined: nothing was set. */
  role(deskId: string, person: Person): Promise<Role | undefined>;
  setRole(deskId: string, person: Omit<Person, "locale" | "admin">, role: Role): Promise<void>;
  members(deskId: string): Promise<readonly { name: string; platform: string; id: string; role: Role }[]>;
}

/** A scheduled digest. */
export interface Subscription {
  id: string;
  deskId: string;
  place: Place;
  /** croner's five fields. */
  cron: string;
  /** IANA */
  zone: string;
  topic?: string;
  language: Language;
  /** `Person` key of who asked. */
  by: string;
  createdAt: number;
}

export interface Subscriptions {
  add(subscription: Subscription): Promise<void>;
  remove(id: string): Promise<boolean>;
  get(id: string): Promise<Subscription | undefined>;
  list(where: { deskId?: string; place?: Place }): Promise<readonly Subscription[]>;
}

/** One post that is owed: planned → ready → sent, or given up with the problem. The id goes with the post. */
export interface Delivery {
  id: string;
  subscriptionId: string;
  place: Place;
  dueAt: number;
  state: "planned" | "ready" | "sent" | "failed";
  reply?: Reply;
  /** Stories told in it, for "never repeats itself". */
  storyIds: readonly string[];
  sentAt?: number;
  problem?: string;
}

export interface Deliveries {
  /** False: it was planned before, by any process. */
  plan(delivery: Delivery): Promise<boolean>;
  get(id: string): Promise<Delivery | undefined>;
  ready(id: string, reply: Reply, storyIds: readonly string[]): Promise<void>;
  /** False: it was marked before, by any process. */
  sent(id: string, posted: Posted, at: number): Promise<boolean>;
  failed(id: string, problem: string): Promise<void>;
  /** The last ones of a subscription, newest first. */
  last(subscriptionId: string, limit: number): Promise<readonly Delivery[]>;
  /** By the platform's id of the post, or by its reply's id: the one in this channel, whatever the thread. */
  about(place: Place, id: string): Promise<Delivery | undefined>;
  /** Every story told by this subscription since then. */
  told(subscriptionId: string, since: number): Promise<ReadonlySet<string>>;
}

/** Buttons: only the id travels. */
export interface Actions {
  keep(draft: ActionDraft, place: Place, madeAt: number): Promise<Action>;
  /** "unknown": never was or of another place; "spent": its one press is used. A `once` action is spent by this very call; the message that spent it may take it again (after a crash). */
  take(
    id: string,
    place: Place,
    person: Person,
    now: number,
    messageId: string,
  ): Promise<{ draft: ActionDraft } | "unknown" | "stale" | "spent" | "foreign">;
}

export interface FeedbackRow {
  replyId: string;
  deskId: string;
  person: string;
  verdict: "up" | "down" | "none";
  at: number;
}

export interface Feedback {
  /** One verdict a person and reply: the last one counts. */
  put(row: FeedbackRow): Promise<void>;
  of(replyId: string): Promise<readonly FeedbackRow[]>;
  /** What somebody found good and nobody bad, with what was asked; newest first. */
  liked(limit: number): Promise<readonly { message: Message; reply: Reply; deskId: string }[]>;
}

/** What was done and why something was not: for `why` and for the audit. Kept ninety days. */
export interface JournalEntry {
  at: number;
  kind: "digest" | "collect" | "message" | "desk" | "source" | "sample" | "refused" | "model";
  /** Desk id, or "" for the house. */
  deskId: string;
  /** What it is about: a subscription, source or message id. */
  subject: string;
  /** A code of the catalogue with its values. */
  note: string;
}

export interface Journal {
  write(entry: JournalEntry): Promise<void>;
  /** Newest first. */
  read(where: {
    deskId?: string;
    subject?: string;
    kind?: JournalEntry["kind"];
    limit: number;
  }): Promise<readonly JournalEntry[]>;
}
