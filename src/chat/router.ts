/** From a message to the command it means. Only the message's own words are read: what it quotes is data. */
import { UserError } from "../errors.ts";
import type { Audience, Command, Context, Language, Message, Options } from "../types.ts";
import { withoutControls } from "./controls.ts";
import { checkOptions, parseLine } from "./options.ts";
import { inAll, languageOfText } from "./words.ts";

export interface Routed {
  command: Command;
  options: Options;
  audience: Audience;
  /** How the command was found: by its name, by natural words, or as the last resort (a search). */
  by: Context["by"];
  /** The language the person wrote the request in, where the words show it. */
  wrote: Language | undefined;
}

/** Far more than anybody types; longer texts come as files. */
export const longestText = 200_000;

/**
 * @param search the command that unknown words go to.
 * @throws UserError when the words name a command but do not fit its options, and for an empty or endless message.
 */
export function route(message: Message, commands: readonly Command[], search: Command): Routed {
  if (message.command) return byName(message.command.name, message.command.options, commands);
  if (message.text.length > longestText)
    throw new UserError(
      inAll("failure.long", { limit: longestText.toLocaleString("en") }),
      inAll("failure.long.mend"),
    );
  const text = withoutControls(message.text).trim();
  const typed = named(text, commands);
  const natural = () => understood(text, message, commands);
  if (typed) {
    try {
      return {
        ...finish(typed.command, parseLine(typed.command, typed.rest), "name"),
        wrote: languageOfWord(typed.word),
      };
    } catch (error) {
      // "help me find what we ran on the dam" begins with a command's name and means something else; options mean the command.
      const meansIt = typed.slash || /(?:^|\s)--\p{L}/u.test(typed.rest);
      const other = error instanceof UserError && !meansIt ? natural() : undefined;
      if (other) return other;
      throw error;
    }
  }
  const meant = natural();
  if (meant) return meant;
  if (!/[\p{L}\p{N}]/u.test(text)) throw new UserError(inAll("failure.empty"), inAll("failure.empty.mend"));
  if (/^[/!]\p{L}/u.test(text))
    throw new UserError(
      inAll("failure.command", { command: text.slice(1, 40).split(/\s/)[0] ?? "" }),
      inAll("failure.command.mend"),
    );
  return {
    ...finish(search, checkOptions(search, { words: text.slice(0, 500) }), "search"),
    wrote: languageOfText(text),
  };
}

/** A command with typed options: from a platform's own form, a stored button, a reaction. */
export function byName(
  name: string,
  options: Readonly<Record<string, unknown>>,
  commands: readonly Command[],
): Routed {
  const command = commands.find((one) => one.name === name || one.aliases.includes(name));
  if (!command)
    throw new UserError(
      inAll("failure.command", { command: name.slice(0, 40) }),
      inAll("failure.command.mend"),
    );
  return { ...finish(command, checkOptions(command, options), "name"), wrote: undefined };
}

function understood(text: string, message: Message, commands: readonly Command[]): Routed | undefined {
  for (const command of commands) {
    const options = command.understands(text, message);
    if (options)
      return { ...finish(command, checkOptions(command, options), "words"), wrote: languageOfText(text) };
  }
  return undefined;
}

function finish(command: Command, options: Options, by: Routed["by"]): Omit<Routed, "wrote"> {
  return { command, options, audience: command.audience(options), by };
}

interface Named {
  command: Command;
  /** The word as it was typed, and what stands behind it. */
  word: string;
  rest: string;
  slash: boolean;
}

/** The first word, with or without a slash; Chinese names may be followed by their options without a space. */
function named(text: string, commands: readonly Command[]): Named | undefined {
  const match = /^([/!]?)([^\s:：,，]+)[:：,，]?(?:\s+|$)/u.exec(text);
  const word = match?.[2]?.toLowerCase() ?? "";
  const command = commands.find((one) => one.name === word || one.aliases.includes(word));
  if (match && command) return { command, word, rest: text.slice(match[0].length), slash: match[1] !== "" };
  for (const one of commands)
    for (const alias of one.aliases)
      if (/\p{Script=Han}/u.test(alias) && text.startsWith(alias))
        return {
          command: one,
          word: alias,
          rest: text.slice(alias.length).replace(/^[\s:：,，一下]+/u, ""),
          slash: false,
        };
  return undefined;
}

const languageOfWord = (word: string): Language | undefined =>
  /\p{Script=Han}/u.test(word) ? "zh" : undefined;
