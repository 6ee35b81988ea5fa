/** Stand-ins for what `ask` is made of. */
import type { Cache, Log, Provider, TextRequest, TextResult } from "../../src/types.ts";

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  fields: Readonly<Record<string, unknown>>;
  text: string;
}

export function fakeLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine["level"]) => (fields: LogLine["fields"], text: string) => {
    lines.push({ level, fields, text });
  };
  return { lines, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** Values go through JSON, as they do in every real cache. */
export function fakeCache(): Cache & { rows: Map<string, string> } {
  const rows = new Map<string, string>();
  return {
    rows,
    get: async (key) => {
      const found = rows.get(key);
      return found === undefined ? undefined : JSON.parse(found);
    },
    set: async (key, value) => {
      rows.set(key, JSON.stringify(value));
    },
    forget: async (scopeKey) => {
      for (const key of rows.keys()) if (key.startsWith(`${scopeKey}|`)) rows.delete(key);
    },
    check: async () => "in memory",
    close: async () => undefined,
  };
}

type Answer =
  | string
  | Error
  | Partial<TextResult>
  | ((request: TextRequest) => Promise<TextResult> | TextResult);

/** Gives the answers one after another, the last one again and again, and keeps what it was asked. */
export function fakeProvider(
  name: string,
  answers: readonly Answer[],
  over: Partial<Provider> = {},
): Provider & { asked: TextRequest[] } {
  const asked: TextRequest[] = [];
  return {
    name,
    model: "m1",
    parameters: {},
    generates: true,
    asked,
    can: () => true,
    async generate(request) {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? "";
      asked.push(request);
      if (answer instanceof Error) throw answer;
      if (typeof answer === "function") return answer(request);
      const whole = { text: "", model: "m1", usage: { input: 1, output: 1 }, finish: "stop" as const };
      return typeof answer === "string" ? { ...whole, text: answer } : { ...whole, ...answer };
    },
    check: async () => "fine",
    stop: async () => undefined,
    ...over,
  };
}
