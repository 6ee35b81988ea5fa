/** A desk's own names in a text. They always win. */
import type { KnownName } from "../../types.ts";
import type { Mention } from "./mentions.ts";

const MOST = 5_000;
const compiled = new WeakMap<
  readonly KnownName[],
  { pattern: RegExp; names: Map<string, KnownName> } | null
>();

export function knownMentions(text: string, known: readonly KnownName[]): Mention[] {
  let made = compiled.get(known);
  if (made === undefined) {
    made = compile(known);
    compiled.set(known, made);
  }
  if (!made) return [];
  const found: Mention[] = [];
  for (const match of text.matchAll(made.pattern)) {
    const name = made.names.get(plainKey(match[0]));
    if (!name) continue;
    // A name in small letters is only a name where it was given so.
    if (match[0] === match[0].toLowerCase() && ![name.name, ...name.also].some((form) => form === match[0]))
      continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      kind: name.kind,
      known: name.name,
    });
  }
  return found;
}

const plainKey = (text: string): string => text.replace(/\s+/g, " ").toLowerCase();

/** The longest form first; whole words, but for scripts that know none. */
function compile(known: readonly KnownName[]): { pattern: RegExp; names: Map<string, KnownName> } | null {
  const names = new Map<string, KnownName>();
  for (const one of known.slice(0, MOST))
    for (const form of [one.name, ...one.also]) if (form.trim()) names.set(plainKey(form.trim()), one);
  if (names.size === 0) return null;
  const forms = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => {
      const body = form.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replaceAll(" ", "\\s+");
      const first =
        /^[\p{L}\p{N}]/u.test(form) && !/^\p{Script=Han}/u.test(form) ? "(?<![\\p{L}\\p{N}])" : "";
      const last = /[\p{L}\p{N}]$/u.test(form) && !/\p{Script=Han}$/u.test(form) ? "(?![\\p{L}\\p{N}])" : "";
      return first + body + last;
    });
  return { pattern: new RegExp(forms.join("|"), "giu"), names };
}
