/** What went wrong, as RFC 9457 problem details. Its `type` leads to the response of the OpenAPI document that describes it. */
import { Buffer } from "node:buffer";
import type { Context } from "hono";
import { spokenBy } from "../spoken.ts";
import { tell } from "./words.ts";

export const apiRoot = "/api/v1";

/** Every problem with its status. */
export const problems = {
  "bad-json": 400,
  "bad-request": 400,
  "bad-options": 400,
  "bad-key": 400,
  token: 401,
  foreign: 403,
  "no-path": 404,
  "no-command": 404,
  method: 405,
  working: 409,
  "too-large": 413,
  "media-type": 415,
  "other-request": 422,
  refused: 422,
  "too-much": 422,
  rate: 429,
  "wrong-tokens": 429,
  incident: 500,
  busy: 503,
  stopping: 503,
} as const;

export type ProblemKey = keyof typeof problems;

export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Where in the body, as JSON Pointers. */
  errors?: readonly { pointer: string; detail: string }[];
  /** The log has more under this number. */
  incident?: string;
}

export interface ProblemMore extends Pick<ProblemDetails, "errors" | "incident"> {
  /** For the problem's own sentence. */
  values?: Readonly<Record<string, string | number>>;
  /** Instead of the problem's own sentence. */
  detail?: string;
}

export const isApi = (c: Context): boolean => c.req.path === apiRoot || c.req.path.startsWith(`${apiRoot}/`);

export function problemOf(c: Context, key: ProblemKey, more: ProblemMore = {}): Response {
  const language = spokenBy(c);
  const { values, detail, ...members } = more;
  const status = problems[key];
  const details: ProblemDetails = {
    type: `${apiRoot}/openapi.json#/components/responses/${key}`,
    title: tell(language, `title.${key}`),
    status,
    detail: detail ?? tell(language, key === "incident" ? "incident.detail" : key, values),
    ...members,
  };
  return jsonText(c, JSON.stringify(details), status, "application/problem+json");
}

/** JSON that is made already. */
export function jsonText(
  c: Context,
  json: string,
  status: 200 | (typeof problems)[ProblemKey] = 200,
  type = "application/json",
): Response {
  return jsonBytes(c, Buffer.from(json), status, type);
}

/** In UTF-8. */
export function jsonBytes(
  c: Context,
  json: Uint8Array,
  status: 200 | (typeof problems)[ProblemKey] = 200,
  type = "application/json",
): Response {
  c.header("vary", "Accept-Language");
  return c.body(json as Uint8Array<ArrayBuffer>, status, { "content-type": type });
}
