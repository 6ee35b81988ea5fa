/** A program shows its token: the right one, none, a wrong one, or one too many. */
import type { Access } from "./access.ts";
import type { WebContext } from "./guard.ts";
import type { Keys } from "./keys.ts";
import type { Tries } from "./tries.ts";

/** `seconds` above 0: nothing was looked at, too many wrong ones came from there. What answers a refusal names the scheme. */
export function openedBy(
  c: WebContext,
  { keys, tries, access }: { keys: Keys; tries: Tries; access: Access },
): { ok: boolean; seconds: number } {
  const remote = c.env?.incoming?.socket?.remoteAddress;
  const seconds = access.mode === "signed" ? tries.wait(remote) : 0;
  if (seconds > 0) return { ok: false, seconds };
  const [scheme, token] = (c.req.header("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer" && keys.isToken(token)) return { ok: true, seconds: 0 };
  // A program without any token is no guess.
  if (token) tries.wrong(remote);
  c.header("www-authenticate", "Bearer");
  return { ok: false, seconds: 0 };
}
