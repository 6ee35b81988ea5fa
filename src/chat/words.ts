/** Interface languages: one catalogue each, filled by name. */
import type { Language, Words } from "../types.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export type WordKey = keyof typeof en;

const catalogues: Record<Language, Record<WordKey, string>> = { en, zh };

/** The sentence under `key` in this language, its {names} filled. A name without a value stays as it is. */
export function say(
  language: Language,
  key: WordKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(catalogues[language][key], values);
}

/** The sentence in every language, for a `UserError`. */
export function inAll(key: WordKey, values: Readonly<Record<string, string | number>> = {}): Words {
  return { en: say("en", key, values), zh: say("zh", key, values) };
}

/** One pass: a value that holds {name} is not filled again. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The interface language of a locale ("zh-TW" → zh), or undefined when we do not speak it. */
export function languageOfLocale(locale: string | undefined): Language | undefined {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return primary === "en" || primary === "zh" ? primary : undefined;
}

/** The language somebody wrote in: Chinese as soon as a third of the letters are Han; undefined for no letters at all. */
export function languageOfText(text: string): Language | undefined {
  const sample = text.slice(0, 2000);
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = sample.replace(/https?:\/\/\S+/g, "").match(/\p{Script=Latin}+/gu)?.length ?? 0;
  if (han + words === 0) return undefined;
  return han >= words / 2 ? "zh" : "en";
}
