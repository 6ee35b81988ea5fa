/** What programs may send: schemas that check it, and that the OpenAPI document is made of. Descriptions are keys of `words.ts`. */
import { z } from "zod";
import type { AnalysisPart, AnalysisRequest, Language } from "../../../src/types.ts";
import type { ProblemDetails } from "./problem.ts";
import { type ApiWord, isApiWord, tell } from "./words.ts";

/** Bytes of a body. */
export const mostBytes = 1_048_576;
export const mostTexts = 100;
const mostFiles = 5;

const parts = [
  "language",
  "sentences",
  "keywords",
  "topics",
  "names",
  "quantities",
  "sentiment",
  "towards",
  "summary",
] as const satisfies readonly AnalysisPart[];

export const told = <S extends z.ZodType>(schema: S, key: ApiWord): S => schema.describe(key);
const message = (key: ApiWord): string => key;

const text = {
  text: told(
    z.string().refine((given) => given.trim() !== "", message("blank")),
    "text",
  ),
  language: told(
    z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)
      .max(40),
    "textLanguage",
  ).optional(),
  publishedAt: told(z.iso.datetime({ offset: true }), "publishedAt").optional(),
};

const asked = {
  want: told(
    z
      .array(z.enum(parts))
      .min(1)
      .refine((given) => new Set(given).size === given.length, message("twice"))
      .meta({ uniqueItems: true }),
    "want",
  ),
  domain: told(z.enum(["news", "reviews", "social"]), "domain").default("news"),
  keywords: told(z.int().min(1).max(100), "keywords").default(10),
  keywordsAs: told(z.enum(["labels", "phrases", "tags"]), "keywordsAs").default("labels"),
  summaryWords: told(z.int().min(10).max(2_000), "summaryWords").default(100),
};

export const oneText = z.strictObject({ ...text, ...asked });
export const manyTexts = z.strictObject({
  texts: told(z.array(z.strictObject(text)).min(1).max(mostTexts), "texts"),
  ...asked,
});
export const analyzeBody = z.union([oneText, manyTexts]);

/** Options are looked at by the command's own declaration. */
export const commandBody = z.strictObject({
  options: told(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), "options").default({}),
  about: told(z.string().min(1).max(200), "pointsAt").optional(),
  files: told(
    z
      .array(
        z.strictObject({
          name: z.string().min(1).max(200),
          type: z.string().max(100).default("application/octet-stream"),
          data: z.base64(),
        }),
      )
      .max(mostFiles),
    "files",
  ).optional(),
});

/** `many`: the answer is a list. */
export function readAnalyze(body: unknown, language: Language): Read<AnalysisRequest & { many: boolean }> {
  const many = typeof body === "object" && body !== null && "texts" in body;
  const found = many ? readBody(manyTexts, body, language) : readBody(oneText, body, language);
  if ("errors" in found) return found;
  const { want, domain, keywords, keywordsAs, summaryWords, ...rest } = found.value;
  const texts = "texts" in rest ? rest.texts : [rest];
  return {
    value: {
      ...{ many, want, domain, keywords, keywordsAs, summaryWords },
      texts: texts.map((one) => ({
        text: one.text,
        ...(one.language !== undefined && { language: primary(one.language) }),
        ...(one.publishedAt !== undefined && { publishedAt: Date.parse(one.publishedAt) }),
      })),
    },
  };
}

const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, "");

export type Read<T> = { value: T } | { errors: NonNullable<ProblemDetails["errors"]> };

/** Told in the language asked for, at most ten. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown, language: Language): Read<T> {
  const locale = language === "zh" ? z.locales.zhCN() : z.locales.en();
  const found = schema.safeParse(body, { error: locale.localeError });
  if (found.success) return { value: found.data };
  return {
    errors: found.error.issues.slice(0, 10).map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
      detail: isApiWord(message) ? tell(language, message) : message,
    })),
  };
}
