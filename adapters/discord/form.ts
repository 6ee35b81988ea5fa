/** A form (Discord calls it a modal) for a command that lacks what it cannot do without. Stateless: what was given is in it, to be changed or kept. */
import type { APIInteractionResponse } from "discord.js";
import type { CommandInfo, Language, Message, OptionSpec } from "../../src/types.ts";
import { cut } from "./commands.ts";
import { fill, words } from "./words.ts";

export const formPrefix = "form:";

/** Five fields a form: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
const mostFields = 5;

/** Required options that were not given; none where a file or a quoted text stands for them. */
export function missing(command: CommandInfo, message: Message): readonly OptionSpec[] {
  const given = message.command?.options ?? {};
  const stands = message.files.length > 0 || message.quoted !== undefined;
  return command.options.filter(
    (option) => option.required && given[option.name] === undefined && !(stands && option.rest),
  );
}

export function formFor(command: CommandInfo, message: Message, language: Language): APIInteractionResponse {
  const given = message.command?.options ?? {};
  const lacks = missing(command, message);
  const rest = command.options.filter(
    (option) => !lacks.includes(option) && given[option.name] !== undefined,
  );
  return {
    type: 9,
    data: {
      custom_id: `${formPrefix}${command.name}`,
      title: cut(fill(words.formTitle, { command: command.name })[language], 45),
      components: [...lacks, ...rest].slice(0, mostFields).map((option) => ({
        type: 18,
        label: cut(option.name, 45),
        description: cut(option.about[language], 100),
        component: {
          type: 4,
          custom_id: option.name,
          style: option.rest ? 2 : 1,
          required: option.required,
          max_length: Math.min(option.maxLength ?? 3000, 4000),
          ...(option.choices ? { placeholder: cut(option.choices.join(" | "), 100) } : {}),
          ...(given[option.name] === undefined ? {} : { value: String(given[option.name]).slice(0, 4000) }),
        },
      })),
    },
  };
}
