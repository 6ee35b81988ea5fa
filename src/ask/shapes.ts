/** What an answer is read as. Messages of errors are given back to the model, so they say what form is wanted. */
import { z } from "zod";
import type { Shape } from "../types.ts";

/** Prose or Markdown as it came, without a code fence around the whole of it. */
export const plainText: Shape<string> = {
  name: "text@1",
  parse(text) {
    const bare = withoutFence(text);
    if (!bare) throw new Error("The answer was empty. Answer with the text that was asked for.");
    return bare;
  },
};

/**
 * One entry a line: bullets, heading signs, numbers and quotation marks around a line are taken off, empty and repeated lines dropped.
 *
 * @param name of the shape, with its version
 * @param limits entries: fewer than `min` is an error, those above `max` are dropped
 */
export function lines(name: string, limits: { min: number; max: number }): Shape<readonly string[]> {
  return {
    name: `${name}:${limits.min}-${limits.max}`,
    parse(text) {
      const found = withoutFence(text).split(/\n/).map(bareLine).filter(Boolean);
      const entries = [...new Set(found)];
      if (entries.length < limits.min)
        throw new Error(
          `There were ${entries.length} lines. Answer with at least ${limits.min}, each on a line of its own, and nothing else.`,
        );
      return entries.slice(0, limits.max);
    },
  };
}

/** A summary's sentences, one a line. At most `max`. */
export function sentences(max: number): Shape<readonly string[]> {
  return lines("sentences@1", { min: 1, max });
}

/** Headlines, the best first. At least one, at most `count`. */
export function headlines(count: number): Shape<readonly string[]> {
  return lines("headlines@1", { min: 1, max: count });
}

/**
 * An answer in JSON, held to a Zod schema. Providers that can be held to a JSON Schema get it too.
 *
 * @param name of the shape, with its version
 */
export function json<T>(name: string, schema: z.ZodType<T>): Shape<T> {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema);
  return {
    name,
    schema: jsonSchema,
    parse(text) {
      let value: unknown;
      try {
        value = JSON.parse(withoutFence(text));
      } catch (cause) {
        throw new Error("The answer was not valid JSON. Answer with JSON alone.", { cause });
      }
      const result = schema.safeParse(value);
      if (!result.success)
        throw new Error(
          `The JSON did not have the form that was asked for: ${z.prettifyError(result.error)}`,
        );
      return result.data;
    },
  };
}

function withoutFence(text: string): string {
  const trimmed = text.trim();
  const fenced = /^```[\w-]*\n([\s\S]*?)\n?```$/.exec(trimmed);
  return (fenced?.[1] ?? trimmed).trim();
}

const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["“", "”"],
  ["「", "」"],
  ["『", "』"],
]);

function bareLine(line: string): string {
  const bare = line.trim().replace(/^(?:[-*•–]\s+|#{1,6}\s+|\d{1,2}[.)、]\s*(?!\d))/u, "");
  const first = bare.charAt(0);
  const inner = bare.slice(1, -1);
  const closing = QUOTES.get(first);
  const wrapped =
    closing !== undefined &&
    bare.length > 2 &&
    bare.endsWith(closing) &&
    !inner.includes(closing) &&
    !inner.includes(first);
  return (wrapped ? inner : bare).trim();
}
