/** Every body that the bot sends is held against Discord's own specification, and against what that leaves unsaid. */
// @ts-expect-error the package gives its schemas without types
import * as untyped from "discord-api-spec/zod";

interface Schema {
  safeParse(
    value: unknown,
  ): { success: true; data: unknown } | { success: false; error: { issues: readonly unknown[] } };
}

const schemas = untyped as unknown as Readonly<Record<string, Schema>>;

/** Which schema a request must fit. The first that matches. */
const table: readonly {
  method: string;
  path: RegExp;
  schema: string | ((body: unknown) => string);
  each?: true;
}[] = [
  { method: "POST", path: /^\/channels\/\d+\/messages$/, schema: "MessageCreateRequestSchema" },
  { method: "PATCH", path: /^\/channels\/\d+\/messages\/\d+$/, schema: "MessageEditRequestPartialSchema" },
  { method: "POST", path: /^\/interactions\/\d+\/[^/]+\/callback$/, schema: (body) => callbackSchema(body) },
  { method: "POST", path: /^\/webhooks\/\d+\/[^/]+$/, schema: "IncomingWebhookRequestPartialSchema" },
  {
    method: "PATCH",
    path: /^\/webhooks\/\d+\/[^/]+\/messages\/(@original|\d+)$/,
    schema: "IncomingWebhookUpdateRequestPartialSchema",
  },
  { method: "POST", path: /^\/users\/@me\/channels$/, schema: "CreatePrivateChannelRequestSchema" },
  {
    method: "PUT",
    path: /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/,
    schema: "ApplicationCommandUpdateRequestSchema",
    each: true,
  },
];

function callbackSchema(body: unknown): string {
  const type = typeof body === "object" && body && "type" in body ? body.type : undefined;
  if (type === 4 || type === 5) return "CreateMessageInteractionCallbackRequestSchema";
  if (type === 8) return "ApplicationCommandAutocompleteCallbackRequestSchema";
  if (type === 9) return "ModalInteractionCallbackRequestSchema";
  return "UpdateMessageInteractionCallbackRequestSchema";
}

/** What is wrong with a body; empty when Discord would take it. */
export function problemsOf(method: string, path: string, body: unknown): string[] {
  const row = table.find((one) => one.method === method && one.path.test(path));
  if (!row) return [];
  const name = typeof row.schema === "string" ? row.schema : row.schema(body);
  const schema = schemas[name];
  if (!schema) return [`the specification has no ${name}`];
  const bodies = row.each ? (Array.isArray(body) ? body : []) : [body];
  const problems = bodies.flatMap((one) => fits(schema, one));
  if (row.each) problems.push(...commandProblems(bodies));
  else problems.push(...bodies.flatMap((one) => messageProblems(messageIn(one))));
  return problems.map((problem) => `${method} ${path.replace(/[^/]{30,}/, "…")}: ${problem}`);
}

function fits(schema: Schema, body: unknown): string[] {
  const found = schema.safeParse(body);
  if (!found.success) return [`does not fit: ${JSON.stringify(found.error.issues).slice(0, 600)}`];
  return unknownKeys(body, found.data, "");
}

/** The schemas drop what they do not know: what is missing behind them should not have been sent. */
function unknownKeys(sent: unknown, kept: unknown, at: string): string[] {
  if (typeof sent !== "object" || sent === null) return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    const there =
      typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>)[key] : undefined;
    if (value !== undefined && there === undefined) return [`unknown key ${at}${key}`];
    return unknownKeys(value, there, `${at}${key}.`);
  });
}

interface MessageLike {
  content?: string;
  embeds?: readonly Record<string, unknown>[];
  components?: readonly { type: number; components?: readonly Record<string, unknown>[] }[];
  allowed_mentions?: { parse?: readonly string[]; users?: readonly string[]; roles?: readonly string[] };
  flags?: number;
  attachments?: readonly unknown[];
}

/** The message in a body; undefined where a body holds none (a deferral, choices, a form). */
function messageIn(body: unknown): MessageLike | undefined {
  if (typeof body !== "object" || body === null || "recipient_id" in body) return undefined;
  if (!("type" in body)) return body as MessageLike;
  return body.type === 4 && "data" in body ? (body.data as MessageLike) : undefined;
}

function messageProblems(message: MessageLike | undefined): string[] {
  if (!message) return [];
  const problems: string[] = [];
  const { content = "", embeds = [], components = [], allowed_mentions: mentions, flags = 0 } = message;
  if (content.length > 2000) problems.push(`${content.length} characters; 2,000 are allowed`);
  if (!content.trim() && embeds.length === 0 && !message.attachments?.length)
    problems.push("an empty message");
  const inEmbeds = JSON.stringify(
    embeds.map((one) => [one.title, one.description, one.footer, one.fields, one.author]),
  );
  if (inEmbeds.length > 6000 + 60 * embeds.length) problems.push("more than 6,000 characters in all embeds");
  if (components.length > 5) problems.push(`${components.length} rows; five are allowed`);
  const buttons = components.flatMap((row) => row.components ?? []);
  for (const row of components)
    if ((row.components?.length ?? 0) > 5) problems.push("more than five buttons in a row");
  const ids = buttons.map((button) => button.custom_id);
  if (new Set(ids).size !== ids.length) problems.push("two buttons with one custom id");
  for (const button of buttons) if (!button.label && !button.emoji) problems.push("a button without a label");
  if (mentions?.parse?.length !== 0 || mentions.users?.length || mentions.roles?.length)
    problems.push("allowed_mentions.parse is not empty: this text could ping");
  if ((flags & 4) === 0 && /https?:/.test(content)) problems.push("link previews are not suppressed");
  if (/\]\([^)]*$/.test(content.split("\n").at(-1) ?? "")) problems.push("a link is cut");
  if ((content.match(/```/g)?.length ?? 0) % 2 === 1) problems.push("a code fence is cut");
  return problems;
}

interface CommandLike {
  name: string;
  type?: number;
  options?: readonly {
    name: string;
    required?: boolean;
    choices?: readonly unknown[];
    autocomplete?: boolean;
  }[];
}

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
function commandProblems(commands: readonly CommandLike[]): string[] {
  const problems: string[] = [];
  const named = commands.map((command) => `${command.type ?? 1}:${command.name}`);
  if (new Set(named).size !== named.length) problems.push("two commands with one name");
  for (const { name, type = 1, options = [] } of commands) {
    if (type === 1 && !/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u.test(name)) problems.push(`command name ${name}`);
    const names = options.map((option) => option.name);
    if (new Set(names).size !== names.length) problems.push(`${name}: two options with one name`);
    for (const option of names)
      if (!/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u.test(option)) problems.push(`${name}: option name ${option}`);
    const firstFree = options.findIndex((option) => !option.required);
    if (firstFree >= 0 && options.slice(firstFree).some((option) => option.required))
      problems.push(`${name}: a required option behind one that is not`);
    for (const option of options)
      if (option.autocomplete && option.choices) problems.push(`${name}: choices and autocomplete in one`);
  }
  return problems;
}
