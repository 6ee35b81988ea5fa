/** The OpenAPI 3.1 document, made of the commands' registry and of the schemas that requests are checked by. Pure. */
import { z } from "zod";
import manifest from "../../../package.json" with { type: "json" };
import type { CommandInfo, Language } from "../../../src/types.ts";
import { optionsSchema, type Schema } from "./options.ts";
import { apiRoot, type ProblemKey, problems } from "./problem.ts";
import { analyzeBody, commandBody } from "./requests.ts";
import { analysis, problemDetails, reply } from "./results.ts";
import { isApiWord, tell } from "./words.ts";

const anywhere = ["token", "foreign", "wrong-tokens", "rate", "incident", "stopping"] as const;
const bodies = ["bad-json", "bad-request", "too-large", "media-type"] as const;

export function openApi(commands: readonly CommandInfo[], language: Language): Schema {
  const say = (key: Parameters<typeof tell>[1]) => tell(language, key);
  return {
    openapi: "3.1.1",
    info: {
      title: "Copytaster",
      version: manifest.version,
      description: say("about"),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: {
      [`${apiRoot}/analyze`]: {
        post: {
          operationId: "analyze",
          summary: say("analyze"),
          description: say("analyze.more"),
          parameters: [languageParameter],
          requestBody: jsonBody(schemaOf(analyzeBody, language, "input"), {
            text: "Lisbon’s port reopens on Friday.",
            want: ["names", "sentiment"],
          }),
          responses: {
            200: ok(say("analyze.done"), {
              oneOf: [ref("Analysis"), results],
            }),
            ...failures(...anywhere, ...bodies, "too-much", "busy"),
          },
        },
      },
      ...Object.fromEntries(
        commands.map((command) => [
          `${apiRoot}/commands/${command.name}`,
          { post: ofCommand(command, language) },
        ]),
      ),
      [`${apiRoot}/openapi.json`]: {
        get: {
          operationId: "openapi",
          summary: say("openapi"),
          parameters: [languageParameter],
          responses: {
            200: ok(say("openapi"), { type: "object" }),
            ...failures(...anywhere),
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: say("bearer") } },
      schemas: {
        Analysis: schemaOf(analysis, language, "output"),
        Reply: schemaOf(reply, language, "output"),
        Problem: schemaOf(problemDetails, language, "output"),
      },
      headers: {
        RateLimit: { description: say("rateLimit"), schema: { type: "string" } },
        "Retry-After": { description: say("retryAfter"), schema: { type: "integer" } },
        "Idempotent-Replayed": { description: say("replayed"), schema: { type: "string" } },
      },
      responses: Object.fromEntries(
        (Object.keys(problems) as ProblemKey[]).map((key) => [
          key,
          {
            description: say(`title.${key}`),
            ...(waits.has(key) && { headers: headers("Retry-After") }),
            content: { "application/problem+json": { schema: ref("Problem") } },
          },
        ]),
      ),
    },
  };
}

function ofCommand(command: CommandInfo, language: Language): Schema {
  const needed = command.options.some((spec) => spec.required);
  const body = schemaOf(commandBody, language, "input") as { properties: Record<string, Schema> };
  return {
    operationId: command.name,
    summary: command.about[language],
    description: tell(language, "command", { role: command.role }),
    parameters: [
      languageParameter,
      {
        name: "Idempotency-Key",
        in: "header",
        description: tell(language, "idempotency"),
        schema: { type: "string", minLength: 1, maxLength: 200 },
      },
    ],
    requestBody: jsonBody({
      ...body,
      properties: { ...body.properties, options: optionsSchema(command, language) },
      ...(needed && { required: ["options"] }),
    }),
    responses: {
      200: {
        ...ok(tell(language, "command.done"), ref("Reply")),
        headers: headers("RateLimit", "Idempotent-Replayed"),
      },
      ...failures(
        ...anywhere,
        ...bodies,
        "bad-options",
        "bad-key",
        "working",
        "other-request",
        "refused",
        "busy",
      ),
    },
  };
}

const languageParameter = {
  name: "Accept-Language",
  in: "header",
  schema: { type: "string", examples: ["en", "zh"] },
};

/** Those that are over after a while. */
const waits: ReadonlySet<ProblemKey> = new Set(["working", "rate", "wrong-tokens", "busy", "stopping"]);

/** Of several texts, in their order. */
const results = {
  type: "object",
  properties: { results: { type: "array", items: { $ref: "#/components/schemas/Analysis" } } },
  required: ["results"],
  additionalProperties: false,
};

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const headers = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const ok = (description: string, schema: Schema) => ({
  description,
  headers: headers("RateLimit"),
  content: { "application/json": { schema } },
});

const jsonBody = (schema: Schema, example?: unknown) => ({
  required: true,
  content: { "application/json": { schema, ...(example !== undefined && { example }) } },
});

/** A status has one response: several problems of one status share it, each with its own `type`. */
function failures(...keys: readonly ProblemKey[]): Schema {
  const byStatus = Map.groupBy(keys, (key) => problems[key]);
  return Object.fromEntries(
    [...byStatus].map(([status, [key = "incident", ...more]]) => [
      status,
      more.length === 0
        ? { $ref: `#/components/responses/${key}` }
        : {
            description: [key, ...more].join(", "),
            content: { "application/problem+json": { schema: ref("Problem") } },
          },
    ]),
  );
}

/** Descriptions are keys of the catalogue. */
function schemaOf(schema: z.ZodType, language: Language, io: "input" | "output"): Schema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema }) {
      const { description } = jsonSchema;
      if (description !== undefined && isApiWord(description))
        jsonSchema.description = tell(language, description);
      // The format says it, and shorter.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  return made;
}
