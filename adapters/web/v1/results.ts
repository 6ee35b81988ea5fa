/**
 * What programs are told, and may be told more of: schemas for the OpenAPI document, held to real answers by its tests. Descriptions are keys
 * of `words.ts`.
 */
import { z } from "zod";
import { told } from "./requests.ts";

const model = told(z.string(), "model");
const start = told(z.int(), "start");
const end = told(z.int(), "end");
const span = { start, end, text: z.string() };
const share = told(z.number().min(0).max(1), "confidence");
const tone = told(z.number().min(-1).max(1), "score");
const label = z.enum(["negative", "neutral", "positive"]);
const words = z.looseObject({ en: z.string(), zh: z.string() });
const named = z.enum(["person", "organisation", "place", "event", "other"]);

const passage = z.looseObject({ source: z.string(), ...span });

const quantity = z.union([
  z.looseObject({
    ...span,
    kind: z.enum(["number", "percent"]),
    value: z.number(),
    to: z.number().optional(),
  }),
  z.looseObject({
    ...span,
    kind: z.literal("money"),
    amount: z.number(),
    to: z.number().optional(),
    currency: z.string(),
  }),
  z.looseObject({ ...span, kind: z.literal("time"), time: z.string() }),
  z.looseObject({ ...span, kind: z.literal("date"), date: z.string() }),
]);

export const analysis = z
  .strictObject({
    length: told(z.int(), "length"),
    language: z.looseObject({ tag: z.string(), model }),
    sentences: z.looseObject({ spans: z.array(z.looseObject(span)), model }),
    keywords: z.looseObject({
      phrases: z.array(
        z.looseObject({ phrase: z.string(), start, end, score: told(z.number(), "keyword.score"), model }),
      ),
      model,
    }),
    topics: z.looseObject({
      topics: z.array(z.looseObject({ code: z.string(), name: words, probability: share })),
      sure: told(z.boolean(), "sure"),
      own: told(z.array(z.looseObject({ category: z.string(), probability: share })), "own"),
      model,
    }),
    names: z.looseObject({
      entities: z.array(
        z.looseObject({
          id: z.string(),
          name: z.string(),
          kind: named,
          mentions: z.array(
            z.looseObject({
              ...{ ...span, by: z.enum(["name", "short", "description"]) },
              confidence: share.optional(),
            }),
          ),
          country: z.string().optional(),
          known: z.boolean().optional(),
        }),
      ),
      model,
    }),
    quantities: z.looseObject({ found: z.array(quantity), model }),
    sentiment: z.looseObject({
      score: tone,
      label,
      confidence: share,
      language: z.string(),
      basis: z.enum(["model", "mixed", "list"]),
      besides: z.array(z.enum(["model", "mixed", "list"])),
      because: z.array(
        z.looseObject({
          ...{ ...span, score: tone },
          words: z.array(z.looseObject({ ...span, adds: z.number(), attention: share.optional() })),
        }),
      ),
      models: z.array(z.string()),
      unheard: z.string().optional(),
      model,
    }),
    towards: z.looseObject({
      named: z.array(
        z.looseObject({
          ...{ name: z.string(), kind: named, score: tone, label, confidence: share },
          mentions: z.array(
            z.looseObject({
              ...{ ...span, score: tone, label, confidence: share },
              sentence: z.looseObject(span),
              basis: z.enum(["model", "sentence"]),
              model,
            }),
          ),
        }),
      ),
      model,
    }),
    summary: z.looseObject({
      sentences: z.array(z.looseObject({ text: z.string(), passages: z.array(passage) })),
      model,
    }),
  })
  .partial()
  .required({ length: true });

/** A command's answer. Its `data` is the command's own. */
export const reply = z.looseObject({
  id: z.string(),
  markdown: z.string(),
  command: z.string(),
  audience: z.enum(["channel", "author"]),
  sentences: z
    .array(
      z.looseObject({
        text: z.string(),
        passages: z.array(passage),
        verdict: z.enum(["supported", "unsupported", "unchecked"]),
      }),
    )
    .optional(),
  sources: z
    .array(z.looseObject({ id: z.string(), title: z.string(), url: z.string().optional() }))
    .optional(),
  data: z.unknown().optional(),
  actions: z.array(z.looseObject({ id: z.string(), label: z.string() })),
  images: z
    .array(z.looseObject({ name: z.string(), type: z.string(), data: z.string(), alt: z.string() }))
    .optional(),
  files: z.array(z.looseObject({ name: z.string(), type: z.string(), data: z.string() })).optional(),
  madeBy: z.array(z.string()),
});

export const problemDetails = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(z.looseObject({ pointer: told(z.string(), "errors.pointer"), detail: z.string() }))
    .optional(),
  incident: told(z.string(), "incident").optional(),
});
