/** For programs: one question in, the whole Reply out; and whether all is well. */
import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { openedBy } from "./bearer.ts";
import type { WebEnv } from "./guard.ts";
import { commanded, program, programs, said } from "./messages.ts";
import { addApiV1 } from "./v1/index.ts";
import type { ApiParts } from "./v1/parts.ts";

const question = z.object({ text: z.string() });
const maxBytes = 2_000_000;

export interface ProgramParts extends ApiParts {
  stopping(): boolean;
}

export function addApi(app: Hono<WebEnv>, parts: ProgramParts): void {
  const { host, talk, stopping, now } = parts;
  app.get("/healthz", async (c) => {
    const ok = !stopping() && (await host.healthy().catch(() => false));
    return c.json({ name: "copytaster", ok }, ok ? 200 : 503);
  });
  addApiV1(app, parts);
  app.use("/api/*", async (c, next) => {
    const { ok, seconds } = openedBy(c, parts);
    if (ok) return next();
    if (seconds > 0) {
      c.header("retry-after", String(seconds));
      return c.json(
        { error: `Too many wrong tokens came from your address. Try again in ${seconds} s.` },
        429,
      );
    }
    const mend =
      "Send `Authorization: Bearer <token>` with the value of WEB_TOKEN, or the one that was printed at the start.";
    return c.json({ error: `The token is missing or wrong. ${mend}` }, 401);
  });
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: maxBytes,
      onError: (c) => c.json({ error: "The body is larger than 2 MB. Send less text." }, 413),
    }),
  );
  app.post("/api/say", async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const asked = question.safeParse(body);
    if (!asked.success) return c.json({ error: 'The body must be JSON like {"text": "help"}.' }, 400);
    const id = `api-${randomUUID()}`;
    const message = said({ id, at: now(), place: programs, author: program() }, asked.data.text, []);
    const reply = await talk.look(message, id);
    return reply ? c.json(reply) : c.json({ error: "There was no answer. The log says why." }, 500);
  });
  /** A model in one file, for another Copytaster to fetch. */
  app.get("/api/models/:file{[A-Za-z0-9][\\w@.-]*\\.tar}", async (c) => {
    const id = `api-${randomUUID()}`;
    const name = c.req.param("file").slice(0, -".tar".length);
    const asked = { id, at: now(), place: programs, author: program() };
    const reply = await talk.look(commanded(asked, "models", { do: "export", name }, []), id);
    const [file] = reply?.files ?? [];
    if (!file) return c.json({ error: reply?.failure?.problem ?? "There is no such model." }, 404);
    return c.body(Uint8Array.from(Buffer.from(file.data, "base64")), 200, { "content-type": file.type });
  });
  app.all("/api/*", (c) =>
    c.json(
      {
        error: "There is only POST /api/say, GET /api/models/NAME.tar, and what /api/v1/openapi.json lists.",
      },
      404,
    ),
  );
}
