/** What a person can ask for. */

import type { Progress } from "./adapter.ts";
import type { Audience, Language, Message, Options, Role, Words } from "./chat.ts";
import type { Answer } from "./reply.ts";
import type { Services } from "./services.ts";
import type { Desk } from "./store.ts";

/** What kind of word an option takes. `text` with `rest` takes the rest of a typed line. `time` is HH:MM, `zone` an IANA name, `days` like mon-fri. */
export type OptionKind = "text" | "url" | "number" | "boolean" | "choice" | "time" | "days" | "zone";

/** Declared once: parses a typed line, becomes Discord's typed options, Slack's modal, the web form, `help` and the README's table. */
export interface OptionSpec {
  name: string;
  about: Words;
  kind: OptionKind;
  required: boolean;
  /** kind "choice": at most 25. */
  choices?: readonly string[];
  min?: number;
  max?: number;
  /** Characters; 3,000 when unset. */
  maxLength?: number;
  /** Takes what is left of a typed line, quotes and all. Last of its command. */
  rest?: boolean;
  /** Only by name (`--name value` or `name:value`), never by position. */
  named?: boolean;
  /** `Host.complete` knows values for it. */
  completes?: boolean;
}

/** What everybody may know of a command: for manifests, menus, forms and help. */
export interface CommandInfo {
  name: string;
  /** Other first words for it, in both languages. */
  aliases: readonly string[];
  about: Words;
  options: readonly OptionSpec[];
  examples: readonly string[];
  role: Role;
  /** False: reached by other ways (a reaction, a button), not listed. */
  listed: boolean;
}

export interface Command extends CommandInfo {
  /** Known before `run`, so that nothing private is ever shown first. */
  audience(options: Options): Audience;
  /** Natural words: "what is this about?" → options; undefined when the words mean something else. The text has no mention. */
  understands(text: string, message: Message): Options | undefined;
  /** Values that a person may mean while typing this option. */
  complete(option: string, typed: string, context: Context): Promise<readonly string[]>;
  /** Throws `UserError` for what its author can mend. */
  run(options: Options, context: Context): Promise<Answer>;
}

/** What a running command has at hand. */
export interface Context {
  message: Message;
  desk: Desk;
  role: Role;
  /** How the command was found: by its name, by natural words, or (a search) because the words named nothing else. */
  by: "name" | "words" | "search";
  language: Language;
  services: Services;
  progress: Progress;
  /** Aborted at the command's time limit and when the bot is told to stop for good. */
  signal: AbortSignal;
  /** ms since 1970 */
  now(): number;
}
