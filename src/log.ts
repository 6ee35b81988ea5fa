/** The log: JSON lines on standard error; a readable line where a person watches. Secrets and private words never enter it. */
import { type LevelWithSilent, pino } from "pino";
import type { Log } from "./types.ts";

/** Keys that must not be logged even by mistake. */
const secret = [
  "token",
  "secret",
  "password",
  "authorization",
  "cookie",
  "*.token",
  "*.secret",
  "*.password",
  "*.authorization",
];

export function createLog(level: LevelWithSilent, stream: NodeJS.WritableStream & { isTTY?: boolean }): Log {
  const target = stream.isTTY ? { write: (line: string) => stream.write(readable(line)) } : stream;
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: secret, censor: "•••" },
      // An Error is nothing in JSON, and what libraries hang on theirs (a whole connection, with its keys) is not for a log.
      serializers: {
        error: (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : error),
      },
      formatters: { level: (label) => ({ level: label }) },
    },
    target,
  );
}

function readable(line: string): string {
  const { level, time, msg, stack, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const trace = typeof stack === "string" ? `\n${stack}` : "";
  return `${new Date(Number(time)).toISOString().slice(11, 19)} ${String(level)} ${String(msg)}${details.length > 0 ? ` (${details.join(", ")})` : ""}${trace}\n`;
}
