/** Builders for declared settings: what a variable is for, and how its text is read. Pure; the environment is read in `config.ts`. */
import type { SettingSpec } from "./types.ts";

type About = { about: string; example?: string };

export function text(spec: About): SettingSpec<string | undefined> {
  return {
    about: spec.about,
    example: spec.example ?? "",
    secret: false,
    fallback: undefined,
    parse: (value) => value,
  };
}

/** Never logged and never shown. `prefix`: how such a token begins, checked so that swapped ones are told at once. */
export function secret(spec: About & { prefix?: string }): SettingSpec<string | undefined> {
  const { prefix } = spec;
  return {
    about: spec.about,
    example: spec.example ?? (prefix ? `${prefix}…` : ""),
    secret: true,
    fallback: undefined,
    parse(value) {
      if (prefix && !value.startsWith(prefix)) throw new Error(`must begin with ${prefix}`);
      return value;
    },
  };
}

export function url(spec: About & { protocols: readonly string[] }): SettingSpec<string | undefined> {
  return {
    about: spec.about,
    example: spec.example ?? "",
    secret: spec.protocols.some((protocol) => /postgres|redis/.test(protocol)),
    fallback: undefined,
    parse(value) {
      const parsed = URL.parse(value);
      if (!parsed || !spec.protocols.includes(parsed.protocol.slice(0, -1)))
        throw new Error(`must be an address with ${spec.protocols.join(":// or ")}://`);
      return value;
    },
  };
}

export function integer(spec: About & { min: number; max: number; fallback: number }): SettingSpec<number> {
  return {
    about: spec.about,
    example: spec.example ?? String(spec.fallback),
    secret: false,
    fallback: spec.fallback,
    parse(value) {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < spec.min || number > spec.max)
        throw new Error(`must be a whole number from ${spec.min} to ${spec.max}`);
      return number;
    },
  };
}

export function decimal(spec: About & { min: number; max: number; fallback: number }): SettingSpec<number> {
  return {
    about: spec.about,
    example: spec.example ?? String(spec.fallback),
    secret: false,
    fallback: spec.fallback,
    parse(value) {
      const number = Number(value);
      if (value.trim() === "" || !(number >= spec.min && number <= spec.max))
        throw new Error(`must be a number from ${spec.min} to ${spec.max}`);
      return number;
    },
  };
}

export function choice<const T extends string>(
  spec: About & { of: readonly T[]; fallback: T },
): SettingSpec<T> {
  return {
    about: spec.about,
    example: spec.example ?? spec.fallback,
    secret: false,
    fallback: spec.fallback,
    parse(value) {
      const found = spec.of.find((one) => one === value);
      if (!found) throw new Error(`must be one of ${spec.of.join(", ")}`);
      return found;
    },
  };
}

export function flag(spec: About & { fallback: boolean }): SettingSpec<boolean> {
  return {
    about: spec.about,
    example: spec.example ?? (spec.fallback ? "yes" : "no"),
    secret: false,
    fallback: spec.fallback,
    parse(value) {
      if (/^(1|yes|true|on)$/i.test(value)) return true;
      if (/^(0|no|false|off)$/i.test(value)) return false;
      throw new Error("must be yes or no");
    },
  };
}

/** Parted by commas. */
export function list(spec: About): SettingSpec<readonly string[]> {
  return {
    about: spec.about,
    example: spec.example ?? "",
    secret: false,
    fallback: [],
    parse: (value) =>
      value
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean),
  };
}
