/** Who says what, and where: alike from every platform. */

/** The languages of the interface. Stories may be in any language. */
export type Language = "en" | "zh";

/** The same words in every language of the interface. */
export type Words = Readonly<Record<Language, string>>;

/** Where in which platform. `thread` is unset for a channel's own level. */
export interface Place {
  platform: string;
  workspace: string;
  channel: string;
  thread?: string;
}

/** Keyed by platform, workspace and id together: an id alone says nothing. */
export interface Person {
  platform: string;
  workspace: string;
  id: string;
  name: string;
  /** BCP 47, as the platform tells it. */
  locale?: string;
  /** The platform itself says that this person administers the workspace (Slack admin, Discord's Manage Server, the terminal's owner). */
  admin?: boolean;
  /** The platform itself says that this person is a guest, or of another workspace: a reader until a desk says otherwise. */
  guest?: boolean;
}

export type Role = "reader" | "editor" | "admin";

/** Who sees a reply: everybody in the place, or its author alone. */
export type Audience = "channel" | "author";

/** A file that somebody attached; opened on demand by the adapter that named it. JSON all through, for it is stored with its message. */
export interface FileRef {
  name: string;
  /** Media type as the platform tells it; not to be believed. */
  type: string;
  /** Bytes, as the platform tells it; checked again while reading. */
  size: number;
  /** The adapter's own way back to the bytes (an address, an id, a path). */
  ref: string;
}

/** What options a command was given: after `chat/options` every value has its declared kind. */
export type OptionValue = string | number | boolean;
export type Options = Readonly<Record<string, OptionValue>>;

/** One thing a person said, pressed or reacted with. Plain JSON: it is stored whole before the platform is acknowledged. */
export interface Message {
  /** Two deliveries with one id are one message. */
  id: string;
  kind: "said" | "command" | "pressed" | "reacted";
  place: Place;
  author: Person;
  /** ms since 1970 */
  at: number;
  /** No slash, no mention. */
  text: string;
  /** When the platform gave them typed. */
  command?: { name: string; options: Options };
  /** kind "pressed": the id of the stored button. */
  action?: string;
  /** The platform's id of the message that this one points at (a reply, a reaction, a shortcut). */
  about?: string;
  /** That message's text: data, never parsed for options. */
  quoted?: string;
  files: readonly FileRef[];
  /** True where not everybody of the workspace can read: a direct message, a private channel. Keeps it out of archive and shared cache. */
  private: boolean;
  /** The adapter's own token for answering late (an interaction token, a response address); opaque to everybody else. */
  token?: string;
}

/** One thing that was said in a place, as `history` gives it. */
export interface Said {
  id: string;
  author: Pick<Person, "id" | "name">;
  at: number;
  text: string;
  /** Said by a bot (this one too). */
  bot: boolean;
}

/** Times in ms, both ends included; newest last. `limit` counts messages and keeps the newest. */
export interface Range {
  since?: number;
  until?: number;
  limit: number;
}
