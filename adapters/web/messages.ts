/** What came by the page, as messages of the house. Pure. */
import { createHash } from "node:crypto";
import { languageOfText } from "../../src/chat/words.ts";
import type {
  CommandInfo,
  ConversationEntry,
  FileRef,
  Language,
  Message,
  Options,
  OptionValue,
  Person,
  Place,
} from "../../src/types.ts";

/** One conversation, the owner's. It is a direct talk with the bot, so what is said in it is private. */
export const talk: Place = { platform: "web", workspace: "local", channel: "page" };

/** Where programs ask: not mixed into the owner's conversation. */
export const programs: Place = { platform: "web", workspace: "local", channel: "api" };

/** Whoever is at the page is its owner: by sitting at the machine, or by holding the one token. */
export function owner(locale: Language): Person {
  return { platform: "web", workspace: "local", id: "owner", name: "Owner", admin: true, locale };
}

/** A program holds the owner's token, and counts by itself: its questions do not use up the owner's share. */
export function program(): Person {
  return { platform: "web", workspace: "local", id: "program", name: "API", admin: true };
}

export interface Came {
  id: string;
  at: number;
  place: Place;
  author: Person;
}

export function said(came: Came, text: string, files: readonly FileRef[]): Message {
  return { ...base(came), kind: "said", text: text.trim(), files };
}

export function commanded(came: Came, name: string, options: Options, files: readonly FileRef[]): Message {
  return {
    ...base(came),
    kind: "command",
    text: typedLine(name, options),
    command: { name, options },
    files,
  };
}

export function pressed(came: Came, action: string, label: string): Message {
  return { ...base(came), kind: "pressed", text: label, action };
}

export function rated(came: Came, replyId: string, verdict: "up" | "down"): Message {
  const command = { name: "feedback", options: { verdict } };
  return { ...base(came), kind: "reacted", text: verdict === "up" ? "👍" : "👎", command, about: replyId };
}

function base(came: Came) {
  const { id, at, place, author } = came;
  return { id, at, place, author, files: [] as readonly FileRef[], private: true };
}

/**
 * The form's own number makes a form that is sent twice one message; its content is part of the id, so that a page
 * out of the browser's history can be used for another question.
 */
export function messageId(form: string, content: unknown): string {
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
  return `web-${form}-${digest}`;
}

/** What a form gave for a command's declared options. Others are dropped; empty ones are not set. */
export function optionsOf(command: CommandInfo, field: (name: string) => string | undefined): Options {
  const options: Record<string, OptionValue> = {};
  for (const spec of command.options) {
    const value = field(`o.${spec.name}`)?.trim();
    if (!value) continue;
    const number = Number(value);
    // What is not a number is left as it is: the house says what it must look like.
    if (spec.kind === "number") options[spec.name] = Number.isFinite(number) ? number : value;
    else if (spec.kind === "boolean") options[spec.name] = value === "yes";
    else options[spec.name] = value;
  }
  return options;
}

/** What a person would have typed: only to be read. */
function typedLine(name: string, options: Options): string {
  const words = Object.entries(options).map(([key, value]) =>
    typeof value === "boolean" ? (value ? `--${key}` : `--no-${key}`) : String(value),
  );
  return [name, ...words].join(" ");
}

/** The id of a message's answer in the conversation; `questionOf` is the way back. */
export function answerId(messageId: string): string {
  return `answer-${messageId}`;
}

export function questionOf(entryId: string): string | undefined {
  return entryId.startsWith("answer-") ? entryId.slice("answer-".length) : undefined;
}

/** Each answer right behind its question, also when a later question was answered first. */
export function inReadingOrder(entries: readonly ConversationEntry[]): readonly ConversationEntry[] {
  const questions = new Set(entries.flatMap((entry) => (entry.said ? [entry.id] : [])));
  const answers = new Map<string, ConversationEntry[]>();
  const rest: ConversationEntry[] = [];
  for (const entry of entries) {
    const question = questionOf(entry.id);
    if (question && questions.has(question)) answers.set(question, [...(answers.get(question) ?? []), entry]);
    else rest.push(entry);
  }
  return rest.flatMap((entry) => [entry, ...(answers.get(entry.id) ?? [])]);
}

/** What a newcomer gets an answer to at once: nothing that needs a link of their own. */
const inviting = ["digest", "recommend", "search", "sentiment", "sources", "help"];

export function firstSteps(commands: readonly CommandInfo[], language: Language): readonly string[] {
  const named = inviting.flatMap((name) => commands.filter((command) => command.name === name));
  return named.flatMap(({ examples }) => {
    const own = examples.filter((example) => !/https?:|@/.test(example));
    return (own.find((example) => languageOfText(example) === language) ?? own[0]) || [];
  });
}
