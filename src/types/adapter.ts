/** What a platform is to the rest of the house. */
import type { AnalysisRequest } from "./analysis.ts";
import type { Audience, FileRef, Language, Message, Person, Place, Range, Said } from "./chat.ts";
import type { CommandInfo } from "./command.ts";
import type { Posted, Reply } from "./reply.ts";
import type { Log } from "./services.ts";
import type { SettingSpecs, SettingsOf } from "./settings.ts";
import type { Conversation, MessageKey } from "./store.ts";

/** What is told while something is worked on. Neither call may throw or wait. */
export interface Progress {
  /** One line in the person's language; `done` of `of` where a share is known. */
  status(text: string, done?: number, of?: number): void;
  /** The whole text so far, as Markdown. */
  partial(markdown: string): void;
}

/** One message's way back to its author: made by the adapter for each message. */
export interface View extends Progress {
  /**
   * Called once, after the message is stored, before any work: tell the platform that it was received.
   * The audience is known by now and may be fixed for good (Discord).
   */
  acknowledge(audience: Audience): Promise<void>;
  /**
   * Show the reply in the thread where it was asked. After a restart the same deliveryId may come again:
   * a reply that already stands there is not sent twice.
   */
  show(reply: Reply, deliveryId: string): Promise<Posted>;
}

/** The whole bot, as an adapter sees it. */
export interface Host {
  /**
   * Accept → acknowledge → work → show → mark as answered. A message seen before (by this or another process) is acknowledged
   * and dropped. Never rejects: every failure is shown as a reply or logged.
   */
  handle(message: Message, view: View): Promise<void>;
  commands: readonly CommandInfo[];
  /** Values that a person may mean while typing an option (names of desks, sources …); at most 25. */
  complete(
    command: string,
    option: string,
    typed: string,
    person: Person,
    place: Place,
  ): Promise<readonly string[]>;
  /** A message that was accepted before, by any process, with its reply once there is one. */
  find(message: MessageKey): Promise<{ message: Message; reply?: Reply } | undefined>;
  /**
   * What the house's models say of texts, for programs: an array of `Analysis` in the order of the texts, as JSON in UTF-8 (made in the thread
   * that read them, so that a long one costs the loop nothing). By the desk of this place. Throws `BusyError` when too much waits, `TooMuchError`
   * for what takes too long, and `UserError` for weights that are damaged.
   */
  analyze(request: AnalysisRequest, place: Place): Promise<Uint8Array>;
  /** The interface language for this person here. */
  language(person: Person, place: Place): Promise<Language>;
  /** "on" lines and their figures, as `health` shows them, for `GET /healthz`. */
  healthy(): Promise<boolean>;
}

export interface Adapter {
  readonly platform: string;
  /** Resolves when the platform is connected and messages may come. */
  start(host: Host): Promise<void>;
  /** The same deliveryId twice posts once (also after a crash between the two). */
  post(place: Place, reply: Reply, deliveryId: string): Promise<Posted>;
  /** A view for a message that was stored and never answered: by its token while that holds, else by a plain post in its thread. */
  resume(message: Message): View;
  /** Oldest first. Throws `UserError` for an asker who is not a member of the place. Replies of threads are included. */
  history(place: Place, range: Range, asker: Person): AsyncIterable<Said>;
  /** The bytes of a file named in a message. Throws `UserError` above `maxBytes`. */
  open(file: FileRef, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Takes nothing new, finishes what is under way, may be called twice. */
  stop(): Promise<void>;
}

/** What the app hands every adapter at its making. */
export interface AdapterParts {
  log: Log;
  /** Replies and posts of platforms that have no memory of their own (web, terminal). */
  conversation: Conversation;
  /** COPYTASTER_DATA_DIR, absolute. */
  dataDir: string;
  now(): number;
  /** A line for whoever started the bot ("the page is at http://…"): standard output, not the log. */
  announce(line: string): void;
}

/** What a plugin says of itself before it is made. `undefined`: it is on. */
export interface Off {
  why: string;
  mend: string;
}

/** One line in `adapters/index.ts`. The SDK is imported in `create` or later, so that an unused one is never loaded. */
export interface AdapterPlugin<S extends SettingSpecs = SettingSpecs> {
  platform: string;
  /** One line for `doctor`. */
  about: string;
  settings: S;
  off(settings: SettingsOf<S>): Off | undefined;
  create(settings: SettingsOf<S>, parts: AdapterParts): Promise<Adapter>;
  /** For `doctor`: contacts the platform and says in a line what it found. Throws `UserError` with the mend. */
  check(settings: SettingsOf<S>, signal: AbortSignal): Promise<string>;
}
