/** Options, declared once: read from a typed line, and checked when a platform or a button gave them. */
import { UserError } from "../errors.ts";
import type { CommandInfo, OptionSpec, Options, OptionValue, Words } from "../types.ts";
import { withoutControls } from "./controls.ts";
import { cleanDays, cleanTime, cleanZone } from "./times.ts";
import { inAll } from "./words.ts";

/** Far above what any command declares: a line with more is not a question. */
const mostNamed = 50;
export const usualLength = 3_000;

interface Word {
  text: string;
  start: number;
  quoted: boolean;
}

/**
 * Reads what a person typed behind the command's name: `--name value`, `name:value` for declared names, "quoted words", and the
 * rest by position. An optional position whose word does not fit its kind is left out and the next one is tried, so that
 * `digest at 07:30 mon-fri Europe/Berlin floods` needs no names.
 * @throws UserError that names the option and the mend.
 */
export function parseLine(command: CommandInfo, line: string): Options {
  const words = wordsOf(line);
  const given = new Map<string, string>();
  const byName = new Set<number>();
  let named = 0;
  for (let at = 0; at < words.length; at++) {
    const taken = namedAt(command, words, at);
    if (!taken) continue;
    if (++named > mostNamed) break;
    if (given.has(taken.spec.name))
      throw new UserError(inAll("option.twice", { option: taken.spec.name }), mendOf(command));
    given.set(taken.spec.name, taken.value);
    for (let used = at; used < at + taken.words; used++) byName.add(used);
    at += taken.words - 1;
  }
  if (named > mostNamed)
    throw new UserError(
      inAll("option.many", { count: named, command: command.name, most: command.options.length }),
      mendOf(command),
    );
  placeRest(command, line, words, byName, given);
  return checkOptions(command, Object.fromEntries(given));
}

function placeRest(
  command: CommandInfo,
  line: string,
  words: readonly Word[],
  byName: ReadonlySet<number>,
  given: Map<string, string>,
): void {
  const left = words.map((word, at) => ({ word, at })).filter(({ at }) => !byName.has(at));
  for (const spec of command.options) {
    const next = left[0];
    if (!next || spec.named || given.has(spec.name)) continue;
    if (spec.rest) {
      given.set(
        spec.name,
        byName.size === 0
          ? unquoted(line.slice(next.word.start), next.word)
          : left.map(({ word }) => word.text).join(" "),
      );
      left.length = 0;
    } else if (spec.required || fits(spec, next.word.text)) {
      given.set(spec.name, next.word.text);
      left.shift();
    }
  }
  const over = left[0];
  if (!over) return;
  // Where one position is still open, the word was meant for it: that says what it may be.
  const [open, ...more] = command.options.filter((spec) => !spec.named && !given.has(spec.name));
  if (open && more.length === 0) readValue(open, over.word.text);
  throw unknownOption(command, over.word.text);
}

/** A rest that is one quoted text as a whole is meant without its quotes. */
function unquoted(rest: string, first: Word): string {
  return first.quoted && rest.trim().length === first.text.length + 2 ? first.text : rest.trim();
}

function fits(spec: OptionSpec, text: string): boolean {
  try {
    readValue(spec, text);
    return true;
  } catch {
    return false;
  }
}

function namedAt(
  command: CommandInfo,
  words: readonly Word[],
  at: number,
): { spec: OptionSpec; value: string; words: number } | undefined {
  const word = words[at];
  if (!word || word.quoted) return undefined;
  const dashed = /^(?:--|——|—)([\p{L}][\p{L}\d_-]*)(?:=(.*))?$/su.exec(word.text);
  if (dashed) {
    const spec = command.options.find((one) => one.name === dashed[1]);
    if (!spec) throw unknownOption(command, dashed[1] ?? "");
    if (dashed[2] !== undefined) return { spec, value: dashed[2], words: 1 };
    const next = words[at + 1];
    if (spec.kind === "boolean" && !(next && fits(spec, next.text))) return { spec, value: "yes", words: 1 };
    return { spec, value: next?.text ?? "", words: next ? 2 : 1 };
  }
  const colon = /^([\p{L}][\p{L}\d_-]*):(?!\/\/)(.*)$/su.exec(word.text);
  const spec = colon && command.options.find((one) => one.name === colon[1]);
  if (!colon || !spec) return undefined;
  if (colon[2]) return { spec, value: colon[2], words: 1 };
  const next = words[at + 1];
  return next ? { spec, value: next.text, words: 2 } : { spec, value: "", words: 1 };
}

const closings: Readonly<Record<string, string>> = { '"': '"', "“": "”", "「": "」", "'": "'" };

/**
 * Words parted by white space; "…", “…”, 「…」, '…' (at a word's start) hold them together. An open quote is an ordinary character.
 * Takes time in proportion to the line, whatever stands in it.
 */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  const one = /\S+/gu;
  const closing = createFinder(line);
  for (let match = one.exec(line); match; match = one.exec(line)) {
    const start = match.index;
    const mark = closings[line.charAt(start)];
    const end = mark === undefined ? -1 : closing(mark, start + 1);
    const quoted = end > start && /^\s?$/u.test(line.charAt(end + 1));
    words.push({ text: quoted ? line.slice(start + 1, end) : match[0], start, quoted });
    if (quoted) one.lastIndex = end + 1;
  }
  return words;
}

/** `indexOf` for places that only go up: no part of the line is looked through twice for one mark. */
function createFinder(line: string) {
  const last = new Map<string, number>();
  return (mark: string, from: number): number => {
    const known = last.get(mark);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const found = line.indexOf(mark, from);
    last.set(mark, found);
    return found;
  };
}

/** Gives every value its declared kind; refuses unknown, missing and malformed ones. Values may be text (typed) or typed already. */
export function checkOptions(command: CommandInfo, given: Readonly<Record<string, unknown>>): Options {
  const names = Object.keys(given);
  if (names.length > mostNamed)
    throw new UserError(
      inAll("option.many", { count: names.length, command: command.name, most: command.options.length }),
      mendOf(command),
    );
  for (const name of names)
    if (!command.options.some((spec) => spec.name === name)) throw unknownOption(command, name);
  const checked: Record<string, OptionValue> = {};
  for (const spec of command.options) {
    const value = given[spec.name];
    if (value === undefined || value === null || value === "") {
      if (spec.required) throw missing(command, spec);
    } else checked[spec.name] = readValue(spec, value);
  }
  return checked;
}

function readValue(spec: OptionSpec, value: unknown): OptionValue {
  const text = withoutControls(String(value)).trim();
  const refuse = (
    key: "choice" | "number" | "boolean" | "url" | "time" | "days" | "zone",
    more: Record<string, string | number> = {},
  ): never => {
    throw new UserError(inAll(`option.${key}`, { option: spec.name, value: text.slice(0, 80), ...more }));
  };
  switch (spec.kind) {
    case "text": {
      const max = spec.maxLength ?? usualLength;
      if (text.length > max)
        throw new UserError(inAll("option.long", { option: spec.name, max, length: text.length }));
      return text;
    }
    case "number": {
      const number = Number(text);
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = spec;
      return text !== "" && number >= min && number <= max ? number : refuse("number", { min, max });
    }
    case "boolean":
      if (/^(yes|true|on|1|是)$/i.test(text)) return true;
      return /^(no|false|off|0|否)$/i.test(text) ? false : refuse("boolean");
    case "choice":
      return (
        spec.choices?.find((one) => one === text.toLowerCase()) ??
        refuse("choice", { choices: (spec.choices ?? []).join(", ") })
      );
    case "url": {
      const url = URL.parse(text.replace(/^<(.*)>$/, "$1"));
      return url && /^https?:$/.test(url.protocol) ? url.href : refuse("url");
    }
    case "time":
      return cleanTime(text) ?? refuse("time");
    case "days":
      return cleanDays(text) ?? refuse("days");
    case "zone":
      return cleanZone(text) ?? refuse("zone");
  }
}

/** The required options that are not there: for a platform that can ask for them (a modal, a form). */
export function missingOptions(
  command: CommandInfo,
  given: Readonly<Record<string, unknown>>,
): readonly OptionSpec[] {
  return command.options.filter(
    (spec) => spec.required && (given[spec.name] === undefined || given[spec.name] === ""),
  );
}

function missing(command: CommandInfo, spec: OptionSpec): UserError {
  const problem: Words = {
    en: inAll("option.missing", { command: command.name, option: spec.name, about: spec.about.en }).en,
    zh: inAll("option.missing", { command: command.name, option: spec.name, about: spec.about.zh }).zh,
  };
  return new UserError(problem, mendOf(command));
}

function unknownOption(command: CommandInfo, option: string): UserError {
  const options = command.options.map((spec) => spec.name).join(", ") || "–";
  return new UserError(
    inAll("option.unknown", { command: command.name, option: option.slice(0, 80) }),
    inAll("option.unknown.mend", { options }),
  );
}

function mendOf(command: CommandInfo): Words | undefined {
  return command.examples[0] ? inAll("option.example", { example: command.examples[0] }) : undefined;
}
