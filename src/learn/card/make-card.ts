/** A model folder's card, made of what stands in the folder: manifest, run, figures, and what people say of it. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { type ModelFolder, openModel } from "../../language/model-folder.ts";
import { readAbout } from "./about.ts";
import { card } from "./card.ts";

/** `run.json`: what the training took. Counts for the weights that it names alone. */
const run = z.object({
  model: z.string(),
  seed: z.number().int(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  wattHours: z.number(),
  method: z.enum(["RAPL", "CPU time"]),
});

export type Run = z.infer<typeof run>;

const share = z.number().nullable();

/** What `eval --json --details` prints; more may stand in it. */
const evaluation = z.object({
  rows: z.array(
    z.object({
      task: z.string(),
      set: z.string(),
      n: z.number(),
      metric: z.string(),
      value: share,
      ci: z.tuple([share, share]),
      baselines: z.record(z.string(), share),
    }),
  ),
  details: z.array(
    z.object({
      set: z.string(),
      classes: z.array(
        z.object({ label: z.string(), precision: share, recall: share, f1: share, n: z.number() }),
      ),
      slices: z
        .array(
          z.object({
            slice: z.string(),
            value: z.string(),
            n: z.number(),
            accuracy: share,
            lower: z.boolean(),
          }),
        )
        .optional(),
      swaps: z
        .array(z.object({ group: z.string(), n: z.number(), changed: share, low: share, high: share }))
        .optional(),
    }),
  ),
});

/** `figures.json`: an evaluation, and the weights that it was made with. */
const figures = evaluation.extend({ model: z.string() });

export type Figures = z.infer<typeof figures>;

/** Times say more of the machine than of the model. */
const ofTheMachine = new Set(["perSecond", "msPer700Words", "bytes"]);
const number = (value: number | null) => value ?? Number.NaN;

/** The same folder gives the same text. @throws UserError for a file of it that cannot be read. */
export function cardOf(path: string): string {
  const folder = openModel(path);
  const about = readAbout(textOf(path, "about.md"));
  const trained = fitting(folder, readJson(path, "run.json", run));
  const measured = fitting(folder, readJson(path, "figures.json", figures));
  const rows = measured?.rows.filter(({ metric }) => !ofTheMachine.has(metric)) ?? [];
  const files = Object.keys(folder.manifest.files);
  return card({
    manifest: folder.manifest,
    bytes: files.reduce((sum, file) => sum + statSync(join(path, file)).size, 0),
    ...{ purpose: about.purpose, method: about.method, limits: about.limits, notes: about.notes },
    seed: trained?.seed ?? Number(/--seed (\d+)/.exec(folder.manifest.command)?.[1] ?? 1),
    ...(trained && { effort: trained }),
    howMeasured: about.measured,
    figures: rows
      .filter(({ metric }) => metric !== "ece")
      .map((row) => ({
        ...{ set: row.set, n: row.n, metric: row.metric, value: number(row.value) },
        ci: [number(row.ci[0]), number(row.ci[1])],
        baselines: Object.fromEntries(
          Object.entries(row.baselines).map(([name, value]) => [name, number(value)]),
        ),
      })),
    calibration: rows
      .filter(({ metric }) => metric === "ece")
      .map(({ set, n, value }) => ({ set, n, ece: number(value) })),
    ...detailsOf(measured),
  });
}

function detailsOf(measured: Figures | undefined) {
  if (!measured) return {};
  return {
    // One class alone says no more than the accuracy.
    classes: measured.details
      .filter(({ classes }) => classes.filter(({ n }) => n > 0).length > 1)
      .map(({ set, classes }) => ({
        set,
        rows: classes.map((one) => ({
          ...{ label: one.label, n: one.n, precision: number(one.precision) },
          ...{ recall: number(one.recall), f1: number(one.f1) },
        })),
      })),
    slices: measured.details.flatMap(({ set, slices = [] }) =>
      slices.map(({ accuracy, ...one }) => ({ set, ...one, metric: "accuracy", score: number(accuracy) })),
    ),
    swaps: measured.details.flatMap(({ set, swaps = [] }) =>
      swaps
        .filter(({ group }) => group === "all")
        .map(({ n, changed, low, high }) => ({
          ...{ set, n, changed: number(changed), low: number(low), high: number(high) },
        })),
    ),
  };
}

/** Writes `card.md`. With an evaluation (the text that `eval --json --details` printed), its figures of these sets are kept beside first. */
export function writeCard(path: string, told?: { evaluation: string; sets: string }): void {
  const folder = openModel(path);
  // Only the weights that are there have a card.
  for (const file of Object.keys(folder.manifest.files)) folder.read(file);
  if (told) {
    const { rows, details } = parsed(told.evaluation, evaluation, "the evaluation");
    const ours = ({ set }: { set: string }) => set.startsWith(told.sets);
    const kept: Figures = { model: folder.hash, rows: rows.filter(ours), details: details.filter(ours) };
    if (kept.rows.length === 0)
      throw new UserError(
        {
          en: `No set of the evaluation begins with “${told.sets}”`,
          zh: `评测中没有以“${told.sets}”开头的数据集`,
        },
        {
          en: `There are: ${[...new Set(rows.map(({ set }) => set))].join(", ")}`,
          zh: `现有：${[...new Set(rows.map(({ set }) => set))].join("、")}`,
        },
      );
    writeFileSync(join(path, "figures.json"), `${JSON.stringify(kept)}\n`);
  }
  writeFileSync(join(path, "card.md"), cardOf(path));
}

/** Figures of other weights are no figures of these. */
const fitting = <T extends { model: string }>(folder: ModelFolder, value: T | undefined): T | undefined =>
  value?.model === folder.hash ? value : undefined;

function textOf(path: string, file: string): string | undefined {
  const at = join(path, file);
  return existsSync(at) ? readFileSync(at, "utf8") : undefined;
}

function readJson<T>(path: string, file: string, shape: z.ZodType<T>): T | undefined {
  const text = textOf(path, file);
  return text === undefined ? undefined : parsed(text, shape, join(path, file));
}

function parsed<T>(text: string, shape: z.ZodType<T>, what: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError(
      { en: `${what} cannot be read`, zh: `无法读取 ${what}` },
      {
        en: "An evaluation is what `eval TASK --json --details` prints",
        zh: "评测应为 `eval 任务 --json --details` 的输出",
      },
      { cause },
    );
  }
}
