/** A command's declared options as JSON Schema. Pure. */
import { usualLength } from "../../../src/chat/options.ts";
import type { CommandInfo, Language, OptionSpec } from "../../../src/types.ts";

/** A part of a JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

export function optionsSchema({ options }: CommandInfo, language: Language): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(options.map((spec) => [spec.name, optionSchema(spec, language)])),
    required: options.filter((spec) => spec.required).map((spec) => spec.name),
    additionalProperties: false,
  };
}

function optionSchema(spec: OptionSpec, language: Language): Schema {
  return { ...typeOf(spec), description: spec.about[language] };
}

function typeOf({ kind, choices, min, max, maxLength }: OptionSpec): Schema {
  switch (kind) {
    case "number":
      return {
        type: "number",
        ...(min !== undefined && { minimum: min }),
        ...(max !== undefined && { maximum: max }),
      };
    case "boolean":
      return { type: "boolean" };
    case "choice":
      return { type: "string", enum: choices ?? [] };
    case "url":
      return { type: "string", format: "uri" };
    case "text":
      return { type: "string", maxLength: maxLength ?? usualLength };
    // What days and zones may be is said in words.
    case "time":
    case "days":
    case "zone":
      return { type: "string" };
  }
}
