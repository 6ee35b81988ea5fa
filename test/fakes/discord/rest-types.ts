/** What the parts of the stand-in's REST interface share. */
import type { Interaction, Stored, World } from "./world.ts";

export interface Request {
  method: string;
  /** Without `/api/v10`. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  files: readonly { name: string; type: string; bytes: Uint8Array }[];
  authorized: boolean;
}

export interface Answer {
  status: number;
  body?: unknown;
}

export interface RestParts {
  world: World;
  applicationId: string;
  messageContent: boolean;
  gatewayUrl(): string;
  fileUrl(name: string): string;
  keepFile(name: string, bytes: Uint8Array): void;
  interactions: Map<string, Interaction>;
  dispatch(type: string, data: unknown): void;
  nonces: Map<string, Stored>;
  commands: { current: readonly Record<string, unknown>[]; guild?: string };
  typing: { channel: string; at: number }[];
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const nothing: Answer = { status: 204 };
export const refused = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message },
});

export type Handler = (request: Request, ...ids: string[]) => Answer;

export type Route = readonly [method: string, path: RegExp, handler: Handler, open?: true];

export function found<T>(
  value: T | undefined,
  code: number,
  message: string,
  out: (value: T) => unknown,
): Answer {
  return value === undefined ? refused(404, code, message) : ok(out(value));
}
