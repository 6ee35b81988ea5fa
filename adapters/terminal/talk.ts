/** From a typed line to a message, and what may be typed next: pure. */
import type { CommandInfo, Message, Person, Place } from "../../src/types.ts";

export const place: Place = { platform: "terminal", workspace: "local", channel: "terminal", thread: "talk" };

/** Who sits at the machine owns the bot. */
export function owner(name: string, locale: string): Person {
  return { platform: "terminal", workspace: "local", id: "owner", name, locale, admin: true };
}

/** What was said; a bare number presses that button of the last reply; 👍 and 👎 are feedback on it. */
export function parse(
  line: string,
  said: {
    id: string;
    at: number;
    author: Person;
    lastReply?: { id: string; actions: readonly { id: string }[] };
  },
): Message {
  const { id, at, author, lastReply } = said;
  const { text, files } = attached(line);
  const base = { id, place, author, at, files, private: true } as const;
  const number = /^\s*(\d{1,2})\s*$/.exec(line)?.[1];
  const action = number === undefined ? undefined : lastReply?.actions[Number(number) - 1]?.id;
  if (action) return { ...base, kind: "pressed", text: "", action };
  return { ...base, kind: "said", text, about: lastReply?.id };
}

/** `@./report.pdf`, `@~/notes.txt`, `@/tmp/a.html`: a file of this machine, taken out of the words. */
function attached(line: string): { text: string; files: Message["files"] } {
  const files = [...line.matchAll(/(?<=^|\s)@((?:\.{1,2}|~)?\/\S+)/g)].map(([, path = ""]) => ({
    name: path.split("/").at(-1) ?? path,
    type: "application/octet-stream",
    size: 0,
    ref: path,
  }));
  return {
    text: files.length > 0 ? line.replace(/(?<=^|\s)@(?:\.{1,2}|~)?\/\S+/g, "").trim() : line.trim(),
    files,
  };
}

/** For the Tab key: names of commands, then the choices of an option. */
export function completions(line: string, commands: readonly CommandInfo[]): [string[], string] {
  const [first = "", ...rest] = line.trimStart().split(/\s+/);
  const listed = commands.filter((command) => command.listed);
  if (rest.length === 0)
    return [
      listed.map((command) => `${command.name} `).filter((name) => name.startsWith(first.toLowerCase())),
      first,
    ];
  const command = listed.find((one) => one.name === first.toLowerCase() || one.aliases.includes(first));
  const typed = rest.at(-1) ?? "";
  const words =
    command?.options.flatMap((option) => [
      ...(rest.length === 1 ? (option.choices ?? []) : []),
      ...(option.named ? [`--${option.name}`] : []),
    ]) ?? [];
  return [words.filter((word) => word.startsWith(typed)).map((word) => `${word} `), typed];
}
