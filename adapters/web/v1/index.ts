/** The HTTP API, version 1: what the newsroom's models say of texts, and every command, as JSON. */
import { Buffer } from "node:buffer";
import type { Hono } from "hono";
import { BusyError, TooMuchError } from "../../../src/errors.ts";
import type { Host, Language, Log } from "../../../src/types.ts";
import type { WebContext, WebEnv } from "../guard.ts";
import { programs } from "../messages.ts";
import { spokenBy } from "../spoken.ts";
import { guardApi } from "./door.ts";
import { incidentOf } from "./incident.ts";
import { openApi } from "./openapi.ts";
import type { ApiParts } from "./parts.ts";
import { apiRoot, jsonBytes, jsonText, problemOf } from "./problem.ts";
import { readAnalyze } from "./requests.ts";
import { badRequest, runCommand } from "./run.ts";
import { joined } from "./sentences.ts";

export function addApiV1(app: Hono<WebEnv>, parts: ApiParts): void {
  const { host, talk, log } = parts;
  guardApi(app, parts);

  const documents: Partial<Record<Language, string>> = {};
  app.get(`${apiRoot}/openapi.json`, (c) => {
    const language = spokenBy(c);
    documents[language] ??= JSON.stringify(openApi(host.commands, language));
    return jsonText(c, documents[language]);
  });

  app.post(`${apiRoot}/analyze`, (c) =>
    caught(c, log, async () => {
      const body = await bodyOf(c);
      if (!body) return problemOf(c, "bad-json");
      const read = readAnalyze(body.value, spokenBy(c));
      if ("errors" in read) return badRequest(c, read.errors);
      const { many, ...request } = read.value;
      const json = await talk.during(host.analyze(request, programs));
      // A list, or its one member: the brackets are all there is between them.
      return jsonBytes(c, many ? Buffer.concat([before, json, after]) : json.subarray(1, -1));
    }),
  );

  app.post(`${apiRoot}/commands/:name`, (c) =>
    caught(c, log, async () => {
      const name = c.req.param("name");
      const command = host.commands.find((one) => one.name === name);
      if (!command) {
        const names = listed(host).map((one) => one.name);
        return problemOf(c, "no-command", { values: { name: name.slice(0, 40), names: names.join(", ") } });
      }
      const body = await bodyOf(c);
      return body ? runCommand(c, command, body.value, parts) : problemOf(c, "bad-json");
    }),
  );

  app.all(`${apiRoot}/*`, (c) => {
    const allow = /\/(analyze|commands\/[^/]+)$/.test(c.req.path)
      ? "POST"
      : c.req.path === `${apiRoot}/openapi.json`
        ? "GET"
        : undefined;
    if (!allow) return problemOf(c, "no-path");
    c.header("allow", allow);
    return problemOf(c, "method", { values: { allow } });
  });
}

const [before, after] = [Buffer.from('{"results":'), Buffer.from("}")];

const listed = (host: Host) => host.commands.filter((command) => command.listed);

async function bodyOf(c: WebContext): Promise<{ value: unknown } | undefined> {
  try {
    return { value: await c.req.json() };
  } catch {
    return undefined;
  }
}

/** What programs can mend they are told; anything else goes to the log with its cause. */
async function caught(c: WebContext, log: Log, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BusyError) {
      c.header("retry-after", String(error.seconds));
      return problemOf(c, "busy", { values: { problem: joined(error, spokenBy(c)) } });
    }
    if (error instanceof TooMuchError)
      return problemOf(c, "too-much", { values: { problem: joined(error, spokenBy(c)) } });
    return incidentOf(c, error, log);
  }
}
