/** A command as its file declares it: options typed by their own declaration, everything usual filled in. */
import type {
  Answer,
  Audience,
  Command,
  Context,
  Message,
  OptionSpec,
  Options,
  OptionValue,
  Role,
  Words,
} from "../types.ts";

type ValueOf<S extends OptionSpec> = S["kind"] extends "number"
  ? number
  : S["kind"] extends "boolean"
    ? boolean
    : S["choices"] extends readonly (infer Choice)[]
      ? Choice
      : string;

/** What `run` is given for these options: required ones always, the others perhaps. */
export type ValuesOf<Specs extends readonly OptionSpec[]> = {
  readonly [S in Specs[number] as S["name"]]: S["required"] extends true
    ? ValueOf<S>
    : ValueOf<S> | undefined;
};

export interface Definition<Specs extends readonly OptionSpec[]> {
  name: string;
  aliases?: readonly string[];
  about: Words;
  options: Specs;
  examples: readonly string[];
  /** "reader" when unset. */
  role?: Role;
  /** "channel" when unset. */
  audience?: (options: ValuesOf<Specs>) => Audience;
  listed?: boolean;
  /** Undefined options are as good as absent. */
  understands?: (
    text: string,
    message: Message,
  ) => Readonly<Record<string, OptionValue | undefined>> | undefined;
  complete?: Command["complete"];
  run(options: ValuesOf<Specs>, context: Context): Promise<Answer>;
}

/** @throws TypeError for a declaration that no platform could carry: a required option behind an optional one, a `rest` that is not last. */
export function command<const Specs extends readonly OptionSpec[]>(definition: Definition<Specs>): Command {
  const specs: readonly OptionSpec[] = definition.options;
  const optional = specs.findIndex((spec) => !spec.required);
  if (optional >= 0 && specs.slice(optional).some((spec) => spec.required))
    throw new TypeError(`${definition.name}: required options stand first`);
  const positional = specs.filter((spec) => !spec.named);
  if (positional.slice(0, -1).some((spec) => spec.rest))
    throw new TypeError(`${definition.name}: only the last position takes the rest`);
  // The router has checked every value against the declaration that the types are made of.
  const typed = (options: Options) => options as ValuesOf<Specs>;
  return {
    name: definition.name,
    aliases: definition.aliases ?? [],
    about: definition.about,
    options: specs,
    examples: definition.examples,
    role: definition.role ?? "reader",
    listed: definition.listed ?? true,
    audience: (options) => definition.audience?.(typed(options)) ?? "channel",
    understands(text, message) {
      const meant = definition.understands?.(text, message);
      return (
        meant &&
        (Object.fromEntries(Object.entries(meant).filter(([, value]) => value !== undefined)) as Options)
      );
    },
    complete: definition.complete ?? (async () => []),
    run: (options, context) => definition.run(typed(options), context),
  };
}

/** A command's own words: the same keys in every language, filled by name. */
export function catalogue<K extends string>(words: {
  en: Record<K, string>;
  zh: Record<NoInfer<K>, string>;
}) {
  const fill = (template: string, values: Readonly<Record<string, string | number>>) =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return {
    words,
    say: (language: "en" | "zh", key: K, values: Readonly<Record<string, string | number>> = {}) =>
      fill(words[language][key], values),
    all: (key: K, values: Readonly<Record<string, string | number>> = {}): Words => ({
      en: fill(words.en[key], values),
      zh: fill(words.zh[key], values),
    }),
  };
}
