/**
 * What answers in this process, by task. The database's newest row of a task says which model that is; a look before each message notices
 * what any process changed, and swaps at once and whole: whoever holds the map of before finishes with it.
 */
import { messageOf, UserError } from "../errors.ts";
import type { Deployments, Log, Words } from "../types.ts";
import { type FoundModel, findModels, type ModelPlaces } from "./known-models.ts";
import type { ModelTask } from "./model-task.ts";
import { standing } from "./standing.ts";

export interface LiveModel {
  hash: string;
  label: string;
  /** Its folder. */
  path: string;
  /** What the task's `load` made; undefined for what comes with the program, which the tools read by themselves when they need it. */
  tool: unknown;
}

export type LiveMap = ReadonlyMap<string, LiveModel>;

export interface LiveModels {
  /** Looks what should answer, and loads what changed. Never rejects: where a model cannot be used, the one before stays. */
  refresh(): Promise<void>;
  /** By task; never changed, only replaced. */
  current(): LiveMap;
  /** Tasks whose model should answer and cannot, or failed when it was asked last. */
  problems(): ReadonlyMap<string, Words>;
  /** What came of asking the model of a task: undefined, it answered; else it failed, though it could be loaded. */
  answered(task: string, problem: Words | undefined): void;
  /** The tool of any known model, from memory where it was used before. @throws UserError when its files are not what they were. */
  load(model: FoundModel): Promise<unknown>;
}

export interface LiveParts {
  tasks: readonly ModelTask[];
  places: ModelPlaces;
  deployments: Deployments;
  log: Log;
  now(): number;
}

/** A model that could not be loaded is tried again after so long (ms): its folder may have been copied here meanwhile. */
const retryMs = 30_000;
/** Tools kept of each task: the live one, and those that a roll-back or a comparison needs at once. */
const kept = 3;
const wholeHistory = 10_000;

export function createLiveModels({ tasks, places, deployments, log, now }: LiveParts): LiveModels {
  let map: LiveMap = new Map();
  const seen = new Map<string, { n: number; failedAt?: number }>();
  const problems = new Map<string, Words>();
  const silent = new Map<string, Words>();
  const tools = new Map<string, Map<string, Promise<unknown>>>();
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function load(model: FoundModel): Promise<unknown> {
    const task = tasks.find((one) => one.task === model.task);
    if (!task) return Promise.reject(unknownTask(model));
    const known = tools.get(task.task) ?? new Map<string, Promise<unknown>>();
    tools.set(task.task, known);
    const tool = known.get(model.hash) ?? Promise.resolve().then(() => task.load(model.folder));
    // The newest use stands last; what could not be loaded is not kept.
    known.delete(model.hash);
    known.set(model.hash, tool);
    tool.catch(() => known.get(model.hash) === tool && known.delete(model.hash));
    for (const hash of known.keys()) {
      if (known.size <= kept) break;
      if (hash !== map.get(task.task)?.hash) known.delete(hash);
    }
    return tool;
  }

  /** The models to try for a task, best first: what was deployed, and what stood before it. */
  async function deployed(task: ModelTask): Promise<readonly string[]> {
    const pile = standing(await deployments.history(task.task, wholeHistory));
    return pile.map((one) => one.hash).reverse();
  }

  async function settle(task: ModelTask, n: number): Promise<LiveModel | undefined> {
    const found = await findModels(places, log);
    const wanted = await deployed(task);
    problems.delete(task.task);
    seen.set(task.task, { n });
    for (const hash of wanted) {
      // What answers now is not given up for one that stands below what should answer.
      const answering = map.get(task.task);
      if (hash !== wanted[0] && answering) return answering;
      const model = found.find((one) => one.hash === hash && one.task === task.task);
      try {
        if (!model) throw missing(hash);
        return { hash, label: model.label, path: model.folder.path, tool: await load(model) };
      } catch (error) {
        if (!problems.has(task.task)) problems.set(task.task, wordsOf(error));
        seen.set(task.task, { n, failedAt: now() });
        log.error({ task: task.task, model: hash, error: messageOf(error) }, "a model cannot be used");
      }
    }
    const own = shippedOf(task, found);
    return own && { hash: own.hash, label: own.label, path: own.folder.path, tool: undefined };
  }

  async function look(): Promise<void> {
    try {
      const rows = await deployments.newest();
      for (const task of tasks) {
        const n = rows.find((row) => row.task === task.task)?.n ?? 0;
        const last = seen.get(task.task);
        const again = last?.failedAt !== undefined && now() - last.failedAt >= retryMs;
        if (last?.n === n && !again) continue;
        const live = await settle(task, n);
        const swapped = new Map(map);
        if (live) swapped.set(task.task, live);
        else swapped.delete(task.task);
        if (last)
          log.info({ task: task.task, model: live?.label ?? "built-in" }, "another model answers now");
        map = swapped;
      }
    } catch (error) {
      log.warn({ error: messageOf(error) }, "which models are live could not be looked up; they stay");
    }
  }

  return {
    refresh() {
      if (!running) {
        running = look().finally(() => {
          running = undefined;
        });
        return running;
      }
      // Whoever comes while a look is under way shares the next one: that one sees everything written before it was asked for.
      next ??= running.then(() => {
        next = undefined;
        return this.refresh();
      });
      return next;
    },
    current: () => map,
    problems: () => new Map([...silent, ...problems]),
    answered(task, problem) {
      if ((problem === undefined) === !silent.has(task)) return;
      if (problem === undefined) {
        silent.delete(task);
        log.info({ task }, "a model answers again");
      } else {
        silent.set(task, problem);
        log.error(
          { task, error: problem.en },
          "a model fails when it is asked; the others answer without it",
        );
      }
    },
    load,
  };
}

/** The model of a task that comes with the program. */
export function shippedOf(task: ModelTask, found: readonly FoundModel[]): FoundModel | undefined {
  const shipped = found.filter((one) => one.shipped && one.task === task.task);
  const named = shipped.find((one) => one.name === task.shipped);
  // What has a built-in answer takes only the weights it names.
  return named ?? (task.builtIn === undefined ? shipped[0] : undefined);
}

export const wordsOf = (error: unknown): Words =>
  error instanceof UserError ? error.problem : { en: messageOf(error), zh: messageOf(error) };

function missing(hash: string): UserError {
  return new UserError(
    {
      en: `The model with the hash ${hash.slice(0, 8)} that should answer is not on this machine`,
      zh: `本机没有应当启用的模型（哈希 ${hash.slice(0, 8)}）`,
    },
    {
      en: "Copy its folder into models/ of the data folder, or `models fetch` it",
      zh: "请把其文件夹复制到数据目录的 models/ 下，或用 `models fetch` 获取",
    },
  );
}

export function unknownTask(model: { label: string; task: string }): UserError {
  return new UserError(
    {
      en: `${model.label} answers “${model.task}”, and nothing here asks for that`,
      zh: `${model.label} 用于“${model.task}”，而此处没有这项任务`,
    },
    { en: "It may be for a newer version of Copytaster", zh: "它可能用于更新版本的 Copytaster" },
  );
}
