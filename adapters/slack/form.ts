/** A form (Slack: modal) for a command that lacks something, made from its declared options. Pure. */
import { checkOptions, missingOptions, parseLine } from "../../src/chat/options.ts";
import { UserError } from "../../src/errors.ts";
import type {
  CommandInfo,
  Language,
  Message,
  OptionSpec,
  Options,
  OptionValue,
  Place,
  Words,
} from "../../src/types.ts";
import { mainCommand, person, type Self } from "./parse.ts";
import type { FormSubmission, InputState, SlashCommand } from "./payloads.ts";
import { cut } from "./render.ts";
import { formCancel, formRun, no, optional, yes } from "./words.ts";

export interface FormNeed {
  command: CommandInfo;
  /** What the line gave already. */
  given: Options;
}

/** Undefined: nothing is missing, or the line means something else; then it is for the bot to answer. */
export function formNeeded(
  slash: SlashCommand,
  prefix: string,
  commands: readonly CommandInfo[],
): FormNeed | undefined {
  const name = slash.command.replace(/^\//, "");
  const typed = (slash.text ?? "").trim();
  const [word = "", ...rest] = name === mainCommand ? typed.split(/\s+/) : [name.slice(prefix.length)];
  const line = name === mainCommand ? rest.join(" ") : typed;
  const command = commands.find(
    (one) => one.name === word.toLowerCase() || one.aliases.includes(word.toLowerCase()),
  );
  if (!command || missingOptions(command, {}).length === 0) return undefined;
  try {
    const lenient = { ...command, options: command.options.map((spec) => ({ ...spec, required: false })) };
    const given = parseLine(lenient, line);
    return missingOptions(command, given).length > 0 ? { command, given } : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What travels with the form: where the answer goes. */
interface Memo {
  place: Place;
  token?: string;
}

/** Limits of views: https://docs.slack.dev/reference/views/modal-views (title and buttons 24 characters, 100 blocks). */
export function formView(need: FormNeed, memo: Memo, language: Language): Record<string, unknown> {
  const { command, given } = need;
  return {
    type: "modal",
    callback_id: `form:${command.name}`,
    private_metadata: JSON.stringify(memo),
    title: plain(cut(command.name, 24)),
    submit: plain(formRun[language]),
    close: plain(formCancel[language]),
    blocks: command.options.slice(0, 100).map((spec) => input(spec, given[spec.name], language)),
  };
}

function input(
  spec: OptionSpec,
  given: OptionValue | undefined,
  language: Language,
): Record<string, unknown> {
  const label = spec.required ? spec.about[language] : `${spec.about[language]} (${optional[language]})`;
  return {
    type: "input",
    block_id: spec.name,
    optional: !spec.required,
    label: plain(cut(label, 2000)),
    element: element(spec, given, language),
  };
}

function element(
  spec: OptionSpec,
  given: OptionValue | undefined,
  language: Language,
): Record<string, unknown> {
  const initial = given === undefined ? {} : { initial_value: String(given) };
  switch (spec.kind) {
    case "url":
      return { type: "url_text_input", action_id: "value", ...initial };
    case "number":
      return {
        type: "number_input",
        action_id: "value",
        is_decimal_allowed: true,
        ...(spec.min !== undefined && { min_value: String(spec.min) }),
        ...(spec.max !== undefined && { max_value: String(spec.max) }),
        ...initial,
      };
    case "boolean":
      return select(
        [option(yes[language], "yes"), option(no[language], "no")],
        given === undefined ? undefined : given ? "yes" : "no",
      );
    case "choice":
      return select(
        (spec.choices ?? []).map((one) => option(one, one)),
        given,
      );
    case "time":
      return {
        type: "timepicker",
        action_id: "value",
        ...(given !== undefined && { initial_time: String(given) }),
      };
    default: {
      const most = Math.min(3000, spec.maxLength ?? 3000);
      return {
        type: "plain_text_input",
        action_id: "value",
        multiline: spec.kind === "text" && most > 500,
        max_length: most,
        ...initial,
      };
    }
  }
}

type Option = { text: { type: string; text: string }; value: string };

const option = (text: string, value: string): Option => ({
  text: plain(cut(text, 75)),
  value: value.slice(0, 150),
});

function select(options: readonly Option[], given: OptionValue | undefined): Record<string, unknown> {
  const initial = options.find((one) => one.value === given);
  return {
    type: "static_select",
    action_id: "value",
    options: options.slice(0, 100),
    ...(initial && { initial_option: initial }),
  };
}

const plain = (text: string) => ({ type: "plain_text", text });

export type FormRead =
  | { message: Message }
  /** By block: shown under the inputs, and the form stays open. */
  | { problems: Readonly<Record<string, Words>>; asked: Message };

/** Undefined: not one of our forms. The memo comes back signed by Slack, yet it is read as text from outside. */
export function readForm(
  body: FormSubmission,
  self: Self,
  commands: readonly CommandInfo[],
  now: number,
): FormRead | undefined {
  const command = commands.find((one) => body.view.callback_id === `form:${one.name}`);
  const memo = readMemo(body.view.private_metadata);
  if (!command || !memo) return undefined;
  const options: Record<string, OptionValue> = {};
  const problems: Record<string, Words> = {};
  for (const spec of command.options) {
    const state = body.view.state.values[spec.name]?.value;
    const value = state && given(state)?.trim();
    if (!value) continue;
    try {
      Object.assign(options, checkOptions({ ...command, options: [spec] }, { [spec.name]: value }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems[spec.name] = error.problem;
    }
  }
  const workspace = body.team?.id ?? self.teamId;
  const message: Message = {
    id: `slack:${workspace}:${body.view.id}`,
    kind: "command",
    place: memo.place,
    author: person(workspace, body.user.id, body.user.username ?? body.user.name),
    at: now,
    text: "",
    command: { name: command.name, options },
    files: [],
    private: true,
    ...(memo.token && { token: memo.token }),
  };
  return Object.keys(problems).length > 0 ? { problems, asked: message } : { message };
}

function given(state: InputState): string | undefined {
  return state.value ?? state.selected_option?.value ?? state.selected_time ?? undefined;
}

function readMemo(text: string): Memo | undefined {
  try {
    const memo = JSON.parse(text) as Partial<Memo> | null;
    const place = memo?.place;
    if (
      place?.platform !== "slack" ||
      typeof place.workspace !== "string" ||
      typeof place.channel !== "string"
    )
      return undefined;
    return { place, ...(typeof memo?.token === "string" && { token: memo.token }) };
  } catch {
    return undefined;
  }
}
