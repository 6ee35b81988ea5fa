/** What a program's request passes before it is read: its token, its share, its type and size. */
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { openedBy } from "../bearer.ts";
import type { WebContext, WebEnv } from "../guard.ts";
import type { ApiParts } from "./parts.ts";
import { apiRoot, problemOf } from "./problem.ts";
import { createRates, type Rates, windowSeconds } from "./rates.ts";
import { mostBytes } from "./requests.ts";

export function guardApi(app: Hono<WebEnv>, parts: ApiParts): void {
  const rates = createRates(parts.perMinute);
  app.use(`${apiRoot}/*`, async (c, next) => {
    const opened = openedBy(c, parts);
    if (opened.seconds > 0) {
      c.header("retry-after", String(opened.seconds));
      return problemOf(c, "wrong-tokens", { values: { seconds: opened.seconds } });
    }
    if (!opened.ok) return problemOf(c, "token");
    return (rates && (await spent(c, rates))) ?? next();
  });
  app.post(`${apiRoot}/*`, async (c, next) => {
    const [type = ""] = (c.req.header("content-type") ?? "").split(";");
    return /^application\/([\w.-]+\+)?json$/i.test(type.trim()) ? next() : problemOf(c, "media-type");
  });
  app.post(
    `${apiRoot}/*`,
    bodyLimit({
      maxSize: mostBytes,
      onError(c) {
        // The rest of the body is not read: the connection is of no more use.
        c.header("connection", "close");
        return problemOf(c, "too-large", { values: { most: mostBytes.toLocaleString("en") } });
      },
    }),
  );
}

/** The one token is the one key: whoever holds it shares its quota. */
async function spent(c: WebContext, rates: Rates): Promise<Response | undefined> {
  const { allowed, left, seconds } = await rates.take("token");
  c.header("ratelimit-policy", `"token";q=${rates.most};w=${windowSeconds}`);
  c.header("ratelimit", `"token";r=${left};t=${seconds}`);
  if (allowed) return undefined;
  c.header("retry-after", String(seconds));
  return problemOf(c, "rate", { values: { most: rates.most, seconds } });
}
