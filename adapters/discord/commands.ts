/** The registry's commands as Discord wants them registered. Limits: https://discord.com/developers/docs/interactions/application-commands */
import type { APIApplicationCommandOption, RESTPostAPIApplicationCommandsJSONBody } from "discord.js";
import type { CommandInfo, OptionSpec } from "../../src/types.ts";
import { words } from "./words.ts";

const mostOptions = 25;
const mostChoices = 25;

/** The option that Discord adds to commands which read a text: an attachment. */
export const fileOption = "file";

/** The message context menu entry, and the command that it runs. */
export const menu = { name: "Summarize", nameZh: "摘要", command: "summarize" } as const;

/** Discord's limit for what is typed into one option. */
const longestOption = 6000;

/** Does this command read texts that are longer than what Discord lets people type? They come as files. */
export function takesFile(command: CommandInfo): boolean {
  const reads = command.options.some((option) => option.rest && (option.maxLength ?? 0) > longestOption);
  return reads && command.options.every((option) => option.name !== fileOption);
}

/**
 * Bodies for `PUT /applications/{id}/commands`: a slash command for each listed command, and "Summarize" in the menu of messages.
 * @throws Error naming the command that breaks one of Discord's limits, before anything is sent.
 */
export function commandBodies(commands: readonly CommandInfo[]): RESTPostAPIApplicationCommandsJSONBody[] {
  const bodies: RESTPostAPIApplicationCommandsJSONBody[] = commands
    .filter((command) => command.listed)
    .map((command) => ({
      type: 1,
      name: checkedName(command.name),
      ...described(command.about),
      options: optionBodies(command),
    }));
  if (commands.some((command) => command.name === menu.command))
    bodies.push({ type: 3, name: menu.name, name_localizations: { "zh-CN": menu.nameZh } });
  return bodies;
}

function optionBodies(command: CommandInfo): APIApplicationCommandOption[] {
  const file = takesFile(command);
  const bodies = command.options.map((option) => optionBody(option, file));
  if (file) bodies.push({ type: 11, name: fileOption, ...described(words.fileAbout), required: false });
  if (bodies.length > mostOptions)
    throw new Error(`Discord takes ${mostOptions} options a command; ${command.name} has ${bodies.length}`);
  // Discord refuses a required option behind one that is not.
  return bodies.sort((a, b) => Number(b.required) - Number(a.required));
}

function optionBody(option: OptionSpec, file: boolean): APIApplicationCommandOption {
  const common = {
    name: checkedName(option.name),
    ...described(option.about),
    // Where a file may stand for the text, Discord must not insist on the text: a form asks when both are missing.
    required: option.required && !(file && option.rest === true),
  };
  switch (option.kind) {
    case "boolean":
      return { type: 5, ...common };
    case "number":
      return {
        type: 10,
        ...common,
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
    case "choice": {
      const choices = option.choices ?? [];
      if (choices.length > mostChoices)
        throw new Error(`Discord takes ${mostChoices} choices; ${option.name} has ${choices.length}`);
      return { type: 3, ...common, choices: choices.map((one) => ({ name: one, value: one })) };
    }
    default:
      return {
        type: 3,
        ...common,
        max_length: Math.min(option.maxLength ?? 3000, longestOption),
        ...(option.completes ? { autocomplete: true } : {}),
      };
  }
}

function checkedName(name: string): string {
  if (!/^[-_'\p{L}\p{N}]{1,32}$/u.test(name) || name !== name.toLowerCase())
    throw new Error(`Discord takes names of 1 to 32 small letters, digits, - and _; "${name}" is not one`);
  return name;
}

function described(about: { en: string; zh: string }) {
  return { description: cut(about.en, 100), description_localizations: { "zh-CN": cut(about.zh, 100) } };
}

export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
