/** Trains again what people taught something new about, and lets the gate decide. Whatever goes wrong, what answers goes on answering. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { messageOf, UserError } from "../errors.ts";
import { openModel } from "../language/model-folder.ts";
import type { Doer, Learning, Log, Models, Store, TaskReport, TaughtExample, Words } from "../types.ts";
import { fairExamples } from "./feedback/fair.ts";
import { readHeldOut } from "./held-out.ts";
import type { LabelledExample, Recipe } from "./recipe.ts";
import type { Trained, TrainTask } from "./train-task.ts";

export interface RetrainParts {
  tasks: readonly { task: string; learnsAs: string }[];
  recipes: readonly Recipe[];
  train(recipes: readonly Recipe[], wanted: TrainTask): Promise<Trained>;
  models: Pick<Models, "tasks" | "find" | "deploy">;
  learning: Pick<Learning, "examples">;
  flags: Pick<Store, "flag" | "setFlag">;
  /** Folders with held-out rows. */
  heldOut: readonly string[];
  /** The data that models are trained on; undefined: no setting names it. */
  data: string | undefined;
  /** `<data folder>/models` and `<data folder>/training` */
  candidates: string;
  work: string;
  log: Log;
  now(): number;
}

/** Fewer new examples are not worth a training. */
export const leastNew = 20;
const seed = 1;
const house: Doer = { key: "house", name: "the house", deskId: "" };
const flagName = (task: string) => `trained ${task}`;

/** What is kept of the last training: the report, which examples it had, and of when the newest was (ms). */
interface Kept {
  report: TaskReport;
  seen: string;
  until: number;
}

export interface Retrain {
  /** Every task, one after the other. Rejects only when it is told to stop. */
  run(signal: AbortSignal): Promise<readonly TaskReport[]>;
  reports(): Promise<readonly TaskReport[]>;
}

export function createRetrain(parts: RetrainParts): Retrain {
  const { tasks, recipes, models, learning, flags, log, now } = parts;

  const last = async (task: string): Promise<Kept | undefined> => {
    const kept = await flags.flag(flagName(task));
    return kept === undefined ? undefined : (JSON.parse(kept) as Kept);
  };

  async function one(
    { task, learnsAs }: RetrainParts["tasks"][number],
    signal: AbortSignal,
  ): Promise<TaskReport> {
    const report = { task, at: now(), examples: 0 };
    const recipe = recipes.find((each) => each.task === learnsAs);
    if (!recipe) return { ...report, state: "unable", problem: noRecipe };
    const rows = await readHeldOut(parts.heldOut, learnsAs);
    const examples = fairExamples(
      await learning.examples(learnsAs),
      rows.map(({ text }) => text),
    );
    const before = await last(task);
    const seen = fingerprint(examples);
    // By their time and not by their number: some may have been taken back meanwhile.
    const fresh = examples.filter(({ at }) => at > (before?.until ?? 0)).length;
    const known = { ...report, examples: examples.length };
    if (before?.seen === seen || fresh < leastNew) return { ...known, state: "waiting" };
    if (parts.data === undefined) return { ...known, state: "unable", problem: noData };
    if (rows.length === 0) return { ...known, state: "unable", problem: noHeldOut };
    const state = (await models.tasks()).find((each) => each.task === task);
    const live = state?.models.find((model) => model.live)?.kind;
    const kind = recipe.kinds.find((each) => each === live);
    // Of a recipe that makes models of two tasks, the first kind may be the other's.
    if (kind === undefined && learnsAs !== task) return { ...known, state: "unable", problem: noRecipe };
    const trained = await parts.train([recipe], {
      ...{ task: learnsAs, data: parts.data, seed, out: undefined },
      ...{ kind, models: parts.candidates, work: parts.work },
      examples,
      progress: ({ stage, done, of }) => log.debug({ task, stage, done, of }, "training"),
      signal,
    });
    if (gone(examples, await learning.examples(learnsAs))) {
      await rm(trained.path, { recursive: true, force: true });
      return { ...known, state: "unable", problem: takenBack };
    }
    const made = await models.find(openModel(trained.path).hash);
    const outcome = await models.deploy(made, house, undefined, signal);
    const done: TaskReport = { ...known, state: outcome.deployed ? "deployed" : "refused", outcome };
    // Only now: a training that was cut short is done again.
    await flags.setFlag(
      flagName(task),
      JSON.stringify({
        report: done,
        seen,
        until: Math.max(0, ...examples.map(({ at }) => at)),
      } satisfies Kept),
    );
    return done;
  }

  return {
    async run(signal) {
      const reports: TaskReport[] = [];
      for (const each of tasks) {
        const { task } = each;
        signal.throwIfAborted();
        try {
          reports.push(await one(each, signal));
        } catch (error) {
          if (signal.aborted) throw error;
          log.error({ task, error: messageOf(error) }, "a model could not be trained again; it stays");
          const report: TaskReport = {
            task,
            at: now(),
            examples: 0,
            state: "unable",
            problem: wordsOf(error),
          };
          const before = await last(task);
          const kept: Kept = { report, seen: before?.seen ?? "", until: before?.until ?? 0 };
          await flags.setFlag(flagName(task), JSON.stringify(kept));
          reports.push(report);
        }
      }
      return reports;
    },
    async reports() {
      const kept = await Promise.all(tasks.map(({ task }) => last(task)));
      return kept.flatMap((each) => (each ? [each.report] : []));
    },
  };
}

/** Has anybody taken back what was learnt from? Training takes minutes. */
function gone(learnt: readonly LabelledExample[], now: readonly TaughtExample[]): boolean {
  const key = ({ text, by }: LabelledExample | TaughtExample) => JSON.stringify([text, by]);
  const there = new Set(now.map(key));
  return learnt.some((one) => !there.has(key(one)));
}

const fingerprint = (examples: readonly LabelledExample[]) =>
  createHash("sha256").update(JSON.stringify(examples)).digest("hex");

const wordsOf = (error: unknown): Words =>
  error instanceof UserError
    ? error.problem
    : { en: "the training failed; the log has the details", zh: "训练失败；详情见日志" };

const takenBack: Words = {
  en: "somebody took their corrections back while it was trained, so what was made is deleted; it is trained anew next week",
  zh: "训练期间有人撤回了更正，所得模型已删除；下周将重新训练",
};
const noRecipe: Words = { en: "there is no recipe for it", zh: "没有训练配方" };
const noData: Words = {
  en: "TRAINING_DATA does not name the data that it was trained on",
  zh: "未用 TRAINING_DATA 指明训练数据",
};
const noHeldOut: Words = {
  en: "nothing is held out, so nothing could be judged",
  zh: "没有留出样本，无法评判",
};
