/** Prompts are files: system text, a line of dashes, user text with $placeholders. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "../types.ts";
import { fence } from "./fence.ts";
import { sha256 } from "./stable.ts";

/**
 * Every placeholder that a prompt may hold. `fenced`: text of people or from outside, put between tags as data, and left out when it is
 * empty. `fallback`: what stands there when the request gives no value; without one the request must.
 */
const PLACEHOLDERS: Readonly<Record<string, { fenced: boolean; fallback: string | undefined }>> = {
  language: { fenced: false, fallback: undefined },
  count: { fenced: false, fallback: "3" },
  words: { fenced: false, fallback: "150" },
  style: { fenced: true, fallback: "" },
  title: { fenced: true, fallback: "" },
  text: { fenced: true, fallback: undefined },
};

const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", zh: "Chinese (Simplified)" };

export interface Filled {
  system: string;
  user: string;
  /** The first eight digits of the file's SHA-256: names the prompt's version in `madeBy` and in keys. */
  hash: string;
}

export interface Prompts {
  readonly names: readonly string[];
  /** One pass: what a value holds is never filled again. Throws for an unknown prompt or a value that is missing. */
  fill(name: string, values: Readonly<Record<string, string>>, language: Language): Filled;
}

interface Prompt {
  system: string;
  user: string;
  hash: string;
}

/**
 * Reads every `*.md` of the folder.
 *
 * @throws Error that tells everything wrong with all files together: no line of dashes, unknown placeholders, a placeholder in
 *   the system text (it must stay equal from call to call, for prompt caching), no `$text`, or `$text` not at the end.
 */
export async function loadPrompts(folder: string): Promise<Prompts> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".md")).sort();
  const prompts = new Map<string, Prompt>();
  const wrong: string[] = files.length > 0 ? [] : ["no prompt (*.md) is there"];
  for (const file of files) {
    const source = (await readFile(join(folder, file), "utf8")).replace(/\r\n/g, "\n");
    const found = parsePrompt(source);
    if ("wrong" in found) wrong.push(...found.wrong.map((problem) => `${file}: ${problem}`));
    else prompts.set(file.slice(0, -3), found);
  }
  if (wrong.length > 0) throw new Error(`Mend the prompts in ${folder}:\n- ${wrong.join("\n- ")}`);
  return {
    names: [...prompts.keys()],
    fill(name, values, language) {
      const prompt = prompts.get(name);
      if (!prompt)
        throw new Error(`There is no prompt "${name}"; there are ${[...prompts.keys()].join(", ")}.`);
      return { ...prompt, user: fillIn(name, prompt.user, { language: LANGUAGES[language], ...values }) };
    },
  };
}

function parsePrompt(source: string): Prompt | { wrong: string[] } {
  const [system, user, ...more] = source.split(/^-{3,}[ \t]*$/m).map((part) => part.trim());
  if (!system || !user || more.length > 0)
    return { wrong: ["must be system text, one line of dashes, user text"] };
  const wrong: string[] = [];
  const used = placeholders(user);
  const unknown = [...new Set([...used, ...placeholders(system)])].filter((name) => !known(name));
  if (unknown.length > 0)
    wrong.push(
      `unknown ${unknown.map((name) => `$${name}`).join(", ")}; known are ${Object.keys(PLACEHOLDERS)
        .map((name) => `$${name}`)
        .join(", ")} ($$ for a dollar sign)`,
    );
  if (placeholders(system).length > 0) wrong.push("placeholders belong below the line of dashes");
  if (!used.includes("text")) wrong.push("$text is missing");
  else if (!user.endsWith("$text")) wrong.push("$text must stand at the end");
  return wrong.length > 0 ? { wrong } : { system: dollars(system), user, hash: sha256(source).slice(0, 8) };
}

const PLACEHOLDER = /\$(\$|[a-zA-Z][a-zA-Z0-9_]*)(\n?)/g;

function placeholders(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, name]) => (name && name !== "$" ? [name] : []));
}

function known(name: string): boolean {
  return Object.hasOwn(PLACEHOLDERS, name);
}

function dollars(text: string): string {
  return text.split("$$").join("$");
}

function fillIn(prompt: string, template: string, values: Readonly<Record<string, string>>): string {
  const missing: string[] = [];
  const filled = template.replace(PLACEHOLDER, (_whole, name: string, lineEnd: string) => {
    if (name === "$") return `$${lineEnd}`;
    const kind = PLACEHOLDERS[name];
    const value = Object.hasOwn(values, name) ? values[name] : kind?.fallback;
    if (value === undefined) missing.push(name);
    if (!kind?.fenced) return `${oneLine(value ?? "")}${lineEnd}`;
    return value ? `${fence(name, value)}${lineEnd}` : "";
  });
  if (missing.length > 0)
    throw new Error(`The prompt "${prompt}" was given no value for ${missing.join(", ")}.`);
  return filled;
}

/** Unfenced values are the house's own words and numbers; still, none may bring a line of its own. */
function oneLine(value: string): string {
  return value.replace(/\s+/g, " ").slice(0, 200);
}
