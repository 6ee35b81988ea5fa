/** The OpenAPI document: valid, whole, and made of the registry. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { openApi } from "../../../../adapters/web/v1/openapi.ts";
import { type ProblemDetails, problems } from "../../../../adapters/web/v1/problem.ts";
import type { analyzeBody } from "../../../../adapters/web/v1/requests.ts";
import type { analysis, problemDetails, reply } from "../../../../adapters/web/v1/results.ts";
import * as commandRegistry from "../../../../src/commands/index.ts";
import type { Analysis, AnalysisPart, Reply } from "../../../../src/types.ts";
import { sampleCommands } from "../../../fakes/host.ts";
import { bodyOf, judgeBy } from "./document.ts";

const commands = Object.values(commandRegistry);
const strings = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/** As a schema has it: nothing is read-only. */
type Plain<T> = T extends readonly (infer One)[]
  ? Plain<One>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

describe("the OpenAPI document", () => {
  it("describes what the house gives, type by type", () => {
    expectTypeOf<Plain<Analysis>>().toExtend<z.input<typeof analysis>>();
    expectTypeOf<Plain<Reply>>().toExtend<z.input<typeof reply>>();
    expectTypeOf<Plain<ProblemDetails>>().toExtend<z.input<typeof problemDetails>>();
    expectTypeOf<AnalysisPart>().toEqualTypeOf<z.output<typeof analyzeBody>["want"][number]>();
    expectTypeOf<AnalysisPart>().toEqualTypeOf<Exclude<keyof Analysis, "length">>();
  });

  it.each(["en", "zh"] as const)("is valid OpenAPI 3.1 (%s)", async (language) => {
    const document = openApi(commands, language);
    const found = await new Validator().validate(structuredClone(document));
    expect(found.errors).toBeUndefined();
    expect(found.valid).toBe(true);
    // What could not be filled in, and keys of the catalogue that nobody looked up.
    expect(strings(document).filter((text) => /\{[a-z]\w*\}/i.test(text))).toEqual([]);
  });

  it("speaks Chinese wherever it speaks", () => {
    const descriptions = (value: unknown): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) =>
            (key === "description" || key === "summary") && typeof inner === "string"
              ? [inner]
              : descriptions(inner),
          )
        : [];
    const spoken = descriptions(openApi(commands, "zh"));
    // Several problems of one status are told by their names; marks of a scale are the same in every language.
    const foreign = spoken.filter((text) => !/\p{Script=Han}/u.test(text) && !/^[a-z, -]+$/.test(text));
    expect(foreign).toEqual([]);
    expect(spoken.length).toBeGreaterThan(100);
  });

  it("has every command of the registry, and every problem", () => {
    const { paths, components } = openApi(commands, "en") as {
      paths: Record<string, unknown>;
      components: { responses: Record<string, unknown> };
    };
    for (const { name } of commands) expect(paths).toHaveProperty([`/api/v1/commands/${name}`]);
    expect(Object.keys(components.responses)).toEqual(Object.keys(problems));
  });

  it("knows every kind of option", () => {
    const judge = judgeBy(openApi(sampleCommands, "en"));
    const digest = bodyOf("/api/v1/commands/digest");
    const fits = (options: unknown) => judge.wrong(digest, { options }).length === 0;
    expect(fits({ do: "now" })).toBe(true);
    expect(fits({ do: "at", time: "07:30", loud: true })).toBe(true);
    expect(fits({ do: "sometimes" })).toBe(false);
    expect(fits({})).toBe(false);
    expect(fits({ do: "now", louder: true })).toBe(false);
    expect(judge.wrong(digest, {})).not.toEqual([]);
    const summarize = bodyOf("/api/v1/commands/summarize");
    expect(judge.wrong(summarize, { options: { target: "x", sentences: 5 } })).toEqual([]);
    expect(judge.wrong(summarize, { options: { target: "x", sentences: 50 } })).not.toEqual([]);
    expect(judge.wrong(bodyOf("/api/v1/commands/secret"), {})).toEqual([]);
  });

  it("takes its own example", () => {
    const document = openApi(commands, "en") as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { example: unknown }> } } }>;
    };
    const { content } = document.paths["/api/v1/analyze"]?.post.requestBody ?? { content: {} };
    expect(judgeBy(document).wrong(bodyOf("/api/v1/analyze"), content["application/json"]?.example)).toEqual(
      [],
    );
  });
});
