/** What every request passes before any page sees it: headers of safety, the right name and origin, a session, the page's own token. */
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import type { Host } from "../../src/types.ts";
import type { Access } from "./access.ts";
import { h } from "./html.ts";
import type { Frame } from "./layout.ts";
import { owner, talk } from "./messages.ts";
import { problemPage } from "./pages.ts";
import type { Sessions } from "./session.ts";
import { languageOf, spokenBy } from "./spoken.ts";
import { isApi, problemOf } from "./v1/problem.ts";
import { type PageWord, word } from "./words.ts";

export interface WebEnv {
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } };
  Variables: { frame: Frame; form: FormFields };
}
export type WebContext = Context<WebEnv>;

/** A form that carried the page's token. */
export interface FormFields {
  text(name: string): string | undefined;
  files: readonly File[];
}

export interface GuardParts {
  host: Host;
  access: Access;
  sessions: Sessions;
  /** Changes with the static files. */
  version: string;
  stopping(): boolean;
  now(): number;
}

export const languageCookie = "copytaster-language";
const maxFilesBytes = 5 * 1024 * 1024;
const maxFiles = 20;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** `same-origin` and not `no-referrer`: it tells other sites as little, and browsers then name the origin of a form, which is checked. */
const headers: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

export function guardAll(app: Hono<WebEnv>, { access, stopping }: GuardParts): void {
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (access.secure) c.header("strict-transport-security", "max-age=31536000");
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  app.use(async (c, next) => {
    // Whoever watches over the process asks by any name.
    if (c.req.path === "/healthz") return next();
    const refused = access.refuse({
      method: c.req.method,
      header: (name) => c.req.header(name),
      remote: c.env?.incoming?.socket?.remoteAddress,
    });
    if (refused) {
      const detail = `${word(spokenBy(c), refused)}.`;
      return isApi(c) ? problemOf(c, "foreign", { detail }) : c.text(`${detail}\n`, 403);
    }
    if (stopping()) {
      c.header("retry-after", "5");
      const detail = `${word(spokenBy(c), "stopping")}.`;
      return isApi(c) ? problemOf(c, "stopping", { detail }) : c.text(`${detail}\n`, 503);
    }
    return next();
  });
}

/** For pages: a session, and for changes the page's own token. */
export function guardPages(app: Hono<WebEnv>, parts: GuardParts): void {
  const { host, access, sessions, version, now } = parts;
  app.use(async (c, next) => {
    const chosen = languageOf(getCookie(c, languageCookie));
    const language = chosen ?? (await host.language(owner(spokenBy(c)), talk));
    const frame = (session: string | undefined): Frame => ({
      language,
      path: c.req.path,
      csrf: session ? sessions.token(session) : "",
      signedIn: session !== undefined && access.mode === "signed",
      now: now(),
      version,
    });
    let session = sessions.read(c);
    c.set("frame", frame(session));
    const changes = c.req.method !== "GET" && c.req.method !== "HEAD";
    if (!session && !changes && c.req.header("sec-fetch-site") === "cross-site") return comeAgain(c);
    if (!session && access.mode === "open" && !changes) session = sessions.begin(c);
    if (!session && c.req.path !== "/signin") {
      if (changes || wantsJson(c) || c.req.path === "/events")
        return problem(c, access.mode === "open" ? 403 : 401, "stale");
      return c.redirect("/signin", 303);
    }
    c.set("frame", frame(session));
    return next();
  });
  app.post(
    "*",
    bodyLimit({
      maxSize: maxFilesBytes + 1_048_576,
      onError: (c) => problem(c as WebContext, 413, "tooLarge"),
    }),
  );
  app.post("*", async (c, next) => {
    const form = await readForm(c);
    const session = sessions.read(c);
    const own = session ? sessions.isToken(session, form.text("csrf")) : c.req.path === "/signin";
    if (!own) return problem(c, 403, "stale");
    if (form.files.length > maxFiles) return problem(c, 413, "manyFiles", { most: String(maxFiles) });
    if (form.files.reduce((sum, file) => sum + file.size, 0) > maxFilesBytes)
      return problem(c, 413, "tooLarge");
    c.set("form", form);
    return next();
  });
}

/**
 * Strict cookies do not come along when another site links here. The page asks the browser to call once more, by itself: now they do,
 * and a session that is there is not replaced.
 */
function comeAgain(c: WebContext): Response | Promise<Response> {
  return c.html(
    h`<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>Copytaster</title>`,
  );
}

async function readForm(c: WebContext): Promise<FormFields> {
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}));
  const all = (name: string): readonly unknown[] => [body[name]].flat();
  return {
    // Browsers send line ends as CR LF.
    text: (name) =>
      all(name)
        .find((value) => typeof value === "string")
        ?.replace(/\r\n?/g, "\n"),
    files: all("files").filter(
      (value) => value instanceof File && value.size > 0 && value.name !== "",
    ) as File[],
  };
}

export function problem(
  c: WebContext,
  status: 400 | 401 | 403 | 404 | 413 | 429 | 500,
  key: PageWord,
  values: Record<string, string> = {},
) {
  const frame = c.get("frame");
  const text = `${word(frame?.language ?? spokenBy(c), key, values)}.`;
  if (wantsJson(c) || !frame) return c.json({ problem: text }, status);
  return c.html(problemPage(frame, text), status);
}

export function wantsJson(c: WebContext): boolean {
  return (c.req.header("accept") ?? "").startsWith("application/json");
}
