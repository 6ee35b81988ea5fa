/** Options that many commands share, each with its own words. */
import type { Words } from "../types.ts";

/** The text a command is about: the rest of the line. */
export function targetOption(about: Words) {
  return { name: "target", kind: "text", required: false, rest: true, maxLength: 200_000, about } as const;
}

/** A whole number, given by name. */
export function numberOption<const Name extends string>(name: Name, about: Words, min: number, max: number) {
  return { name, kind: "number", required: false, named: true, min, max, about } as const;
}
