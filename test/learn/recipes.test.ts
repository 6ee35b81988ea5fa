/** Every recipe on data that nothing can be learnt from: it says what is wrong and what to do, and makes no model. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { Recipe, TrainedModel } from "../../src/learn/recipe.ts";
import * as recipes from "../../src/learn/recipes/index.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "copytaster-recipes-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const train = (recipe: Recipe, kind: string): Promise<TrainedModel> =>
  recipe.train({
    ...{ kind, data, seed: 1, examples: [], work: join(data, "work"), progress() {} },
    signal: new AbortController().signal,
  });

/** Whatever file a recipe misses is given it with these rows, until it complains of something else. */
async function complaint(recipe: Recipe, kind: string, rows: readonly object[]): Promise<unknown> {
  mkdirSync(join(data, "work"), { recursive: true });
  for (let n = 0; n < 60; n++) {
    try {
      return await train(recipe, kind);
    } catch (error) {
      const file =
        error instanceof UserError ? /([\w-]+\/[\w.-]+)\.jsonl/.exec(error.problem.en)?.[1] : undefined;
      if (file === undefined || existsSync(join(data, `${file}.jsonl`))) return error;
      mkdirSync(dirname(join(data, file)), { recursive: true });
      writeFileSync(join(data, `${file}.jsonl`), rows.map((row) => JSON.stringify(row)).join("\n"));
    }
  }
  throw new Error("It never stopped asking for files");
}

function isClear(error: unknown): void {
  expect(error).toBeInstanceOf(UserError);
  const { problem, mend } = error as UserError;
  expect(problem.en).toMatch(/\S/);
  expect(problem.zh).toMatch(/\p{Script=Han}/u);
  expect(mend?.en).toMatch(/\S/);
  expect(mend?.zh).toMatch(/\p{Script=Han}/u);
}

/** What any of them might read, but for what is to be learnt. */
const bare = (n: number) => ({
  ...{
    id: `row-${n}`,
    title: `Row ${n}`,
    text: `The harbour was open on day ${n}, said the mayor.`,
    lang: "en",
  },
  ...{ start: 4, end: 11, tokens: ["The", "harbour"], article: "The harbour was open.", headline: "Open" },
});
const oneClass = {
  label: "positive",
  labels: ["positive"],
  score: 0.5,
  stars: 5,
  tags: ["O", "O"],
  language: "en",
};
/** Its text alone is learnt from: no labels are needed, and any text will do. */
const needsNoLabels = new Set(["word-vectors"]);

describe.each(
  Object.values(recipes).flatMap((recipe) =>
    recipe.kinds.map((kind) => [recipe.task, kind, recipe] as const),
  ),
)("train %s as %s", (task, kind, recipe) => {
  it("names the file that is missing", async () => {
    const error = await train(recipe, kind).catch((thrown: unknown) => thrown);
    isClear(error);
    expect((error as UserError).problem.en).toContain(data);
  });

  it.skipIf(needsNoLabels.has(task))("says that there are no labels (word-vectors needs none)", async () => {
    isClear(
      await complaint(
        recipe,
        kind,
        Array.from({ length: 40 }, (_, n) => bare(n)),
      ),
    );
  });

  it.skipIf(needsNoLabels.has(task))("says that one class is none (word-vectors needs none)", async () => {
    isClear(
      await complaint(
        recipe,
        kind,
        Array.from({ length: 40 }, (_, n) => ({ ...bare(n), ...oneClass })),
      ),
    );
  });

  it("says that there are no rows", async () => {
    isClear(await complaint(recipe, kind, []));
  });
});
