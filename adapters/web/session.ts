/**
 * Sessions without a store: a random id and its end in a cookie, signed. Strict, so that no other site's request carries it; the page's own
 * token for changes is bound to it. A session of the open page (loopback) is no session of the page that asks for a token.
 */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Keys } from "./keys.ts";

export interface Sessions {
  /** The id of the request's valid session. */
  read(c: Context): string | undefined;
  /** Begins one and gives its id. */
  begin(c: Context): string;
  end(c: Context): void;
  /** What every change must carry. */
  token(session: string): string;
  isToken(session: string, given: string | undefined): boolean;
}

const seconds = 30 * 24 * 3600;

export function createSessions(
  keys: Keys,
  mode: "open" | "signed",
  secure: boolean,
  now: () => number,
): Sessions {
  // Cookies are shared by all ports of a host: two bots on one machine must not take each other's.
  const name = `${secure ? "__Host-" : ""}copytaster-${keys.sign("cookie", "name").slice(0, 8)}`;
  const purpose = `session ${mode}`;
  const options = { path: "/", httpOnly: true, sameSite: "Strict", secure } as const;
  return {
    read(c) {
      const [id, end, signature] = (getCookie(c, name) ?? "").split(".");
      if (!id || !end || !keys.isSigned(purpose, `${id}.${end}`, signature)) return undefined;
      return Number(end) > now() ? id : undefined;
    },
    begin(c) {
      const id = randomBytes(24).toString("base64url");
      const value = `${id}.${now() + seconds * 1000}`;
      setCookie(c, name, `${value}.${keys.sign(purpose, value)}`, { ...options, maxAge: seconds });
      return id;
    },
    end: (c) => void deleteCookie(c, name, options),
    token: (session) => keys.sign("change", session),
    isToken: (session, given) => keys.isSigned("change", session, given),
  };
}
