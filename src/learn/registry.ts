/** The models of the house: list, compare, deploy behind the gate, roll back. Every change is a row, and stands in the audit log. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import type {
  Deployment,
  Deployments,
  DeployOutcome,
  Doer,
  GateRecord,
  Journal,
  KnownModel,
  Log,
  Models,
  Words,
} from "../types.ts";
import { type Contestant, contestOf } from "./gate/contest.ts";
import { judge } from "./gate/gate.ts";
import { readHeldOut } from "./held-out.ts";
import { type FoundModel, findModels, type ModelPlaces, pickModel } from "./known-models.ts";
import { type LiveModels, unknownTask } from "./live-models.ts";
import type { Beside, Guess, ModelTask } from "./model-task.ts";
import * as problems from "./registry-problems.ts";
import { standing } from "./standing.ts";
import { writeTar } from "./tar.ts";

export interface RegistryParts {
  tasks: readonly ModelTask[];
  places: ModelPlaces;
  /** Where `<task>.jsonl` with held-out rows may stand. */
  heldOut: readonly string[];
  live: LiveModels;
  deployments: Deployments;
  journal: Journal;
  /** Brings a model's folder into the candidates. */
  bring(address: string, signal: AbortSignal): Promise<string>;
  log: Log;
  now(): number;
}

const wholeHistory = 10_000;
/** The same rows give the same verdict. */
const seed = 1;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createModels(parts: RegistryParts): Omit<Models, "reports"> {
  const { tasks, places, live, deployments, journal, log, now } = parts;
  /** Comparisons are heavy: one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  const known = async (): Promise<readonly FoundModel[]> => {
    const found = await findModels(places, log);
    return found.map((one) => ({ ...one, live: live.current().get(one.task)?.hash === one.hash }));
  };
  const beside: Beside = (task) => live.current().get(task);
  const taskOf = (model: { label: string; task: string }): ModelTask => {
    const task = tasks.find((one) => one.task === model.task);
    if (!task) throw unknownTask(model);
    return task;
  };
  const same = async (model: KnownModel): Promise<FoundModel> => {
    const found = (await known()).find((one) => one.hash === model.hash);
    if (!found) throw problems.gone(model.ref);
    return found;
  };
  /** Files on disk are looked at anew, whatever memory holds: other processes will read them. */
  const opened = async (model: KnownModel): Promise<Contestant & { hash: string }> => {
    const found = await same(model);
    for (const file of Object.keys(found.folder.manifest.files)) found.folder.read(file);
    return { hash: found.hash, label: found.label, bytes: found.bytes, tool: await live.load(found) };
  };
  const answering = async (task: ModelTask): Promise<Contestant> => {
    const current = live.current().get(task.task);
    if (current) {
      const found = (await known()).find((one) => one.hash === current.hash);
      const tool = current.tool ?? (found && (await live.load(found)));
      return { label: current.label, bytes: found?.bytes ?? 0, tool };
    }
    return { label: "built-in", bytes: 0, tool: task.builtIn };
  };

  function contest(
    task: ModelTask,
    against: Contestant,
    candidate: Contestant,
    signal: AbortSignal,
  ): Promise<GateRecord> {
    const work = last.then(async () => {
      signal.throwIfAborted();
      const approved = task.judge.by === "text" ? await task.judge.rows() : undefined;
      if (approved?.length === 0) throw problems.nothingApproved(task.task);
      const rows = approved ?? (await readHeldOut(parts.heldOut, task.learnsAs));
      if (rows.length === 0) throw problems.nothingHeldOut(task.learnsAs, parts.heldOut);
      const step = async () => {
        signal.throwIfAborted();
        await breathe();
      };
      return judge(await contestOf(task, rows, against, candidate, { breathe: step, beside }), seed, step);
    });
    last = work.catch(() => undefined);
    return work;
  }

  const note = (by: Doer, subject: string, text: string) =>
    journal.write({ at: now(), kind: "model", deskId: by.deskId, subject, note: text });

  /** @throws UserError when another process was first. */
  async function put(one: Omit<Deployment, "n" | "at">, before: number): Promise<void> {
    if (!(await deployments.add({ ...one, n: before + 1, at: now() }))) throw problems.overtaken(one.task);
    await live.refresh();
  }

  return {
    live: () => Object.fromEntries([...live.current()].map(([task, { label }]) => [task, label])),
    async tasks() {
      const found = await known();
      return tasks.map((task) => {
        const problem = live.problems().get(task.task);
        return {
          task: task.task,
          learnsAs: task.learnsAs,
          about: task.about,
          live: live.current().get(task.task)?.label,
          ...(problem && { problem }),
          labels: task.labels,
          models: found.filter((one) => one.task === task.task).map(bare),
        };
      });
    },
    find: async (name) => bare(pickModel(await known(), name)),
    async card(model) {
      const { folder } = await same(model);
      return readFile(join(folder.path, "card.md"), "utf8").catch(() => undefined);
    },
    history: (task, limit) => deployments.history(task, limit),
    async guess(name, texts) {
      const task = tasks.find((one) => one.task === name);
      if (task?.judge.by !== "label") return undefined;
      const { label, tool } = await answering(task);
      if (tool === undefined) return undefined;
      const answers: Guess[] = [];
      for (const [i, row] of texts.entries()) {
        if (i % 20 === 19) await breathe();
        answers.push(await task.judge.answer(tool, row, beside));
      }
      return { model: label, answers };
    },
    async compare(one, other, signal) {
      if (one.task !== other.task) throw problems.differentTasks(one, other);
      return contest(taskOf(one), await opened(one), await opened(other), signal);
    },

    async deploy(model, by, force, signal): Promise<DeployOutcome> {
      const task = taskOf(model);
      await live.refresh();
      const n = (await deployments.newest()).find((row) => row.task === task.task)?.n ?? 0;
      const candidate = await opened(model);
      const against = await answering(task);
      if (live.current().get(task.task)?.hash === candidate.hash) throw problems.alreadyLive(model.label);
      let record: GateRecord | undefined;
      let problem: Words | undefined;
      try {
        record = await contest(task, against, candidate, signal);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        problem = error.problem;
      }
      const before = against.label;
      const outcome = {
        model: bare(await same(model)),
        before,
        ...(record && { record }),
        ...(problem && { problem }),
      };
      const passed = record?.passed === true;
      if (!passed && force === undefined) {
        await note(by, model.label, `refused in place of ${before}: ${whyNot(record, problem)}`);
        return { ...outcome, deployed: false, forced: false };
      }
      const forced = !passed;
      const { hash, label } = candidate;
      const reason = forced ? (force ?? "") : "";
      const row = { task: task.task, kind: "deploy", hash, label, by: by.key, reason, forced } as const;
      await put({ ...row, ...(record && { record }) }, n);
      const how = forced ? `forced (${reason}) although ${whyNot(record, problem)}` : told(record);
      await note(by, label, `deployed by ${by.name} in place of ${before}: ${how}`);
      return { ...outcome, model: bare(await same(model)), deployed: true, forced };
    },

    async rollback(name, by) {
      const task = tasks.find((one) => one.task === name);
      if (!task) throw problems.noTask(name, tasks);
      const history = await deployments.history(task.task, wholeHistory);
      const pile = standing(history);
      const from = pile.at(-1);
      if (!from) throw problems.nothingBefore(task.task);
      const to = pile.at(-2);
      const row = { hash: to?.hash ?? "", label: to?.label ?? "", by: by.key, reason: "", forced: false };
      await put({ task: task.task, kind: "rollback", ...row }, history[0]?.n ?? 0);
      const answers = live.current().get(task.task)?.label ?? "built-in";
      await note(by, from.label, `rolled back by ${by.name} to ${answers}`);
      return { from: from.label, to: answers };
    },

    async pack(model) {
      const { folder } = await same(model);
      const names = Object.keys(folder.manifest.files).sort();
      const files = new Map(names.map((name): [string, Uint8Array] => [name, folder.read(name)]));
      for (const name of ["model.json", "card.md"]) {
        const bytes = await readFile(join(folder.path, name)).catch(() => undefined);
        if (bytes) files.set(name, bytes);
      }
      return writeTar(files);
    },
    async fetch(address, signal) {
      const path = await parts.bring(address, signal);
      const model = (await known()).find((one) => one.folder.path === path);
      if (!model) throw problems.gone(path);
      return bare(model);
    },
  };
}

/** What everybody may know, as plain JSON. */
const bare = ({ folder: _, ...model }: FoundModel): KnownModel => model;

const whyNot = (record: GateRecord | undefined, problem: Words | undefined) =>
  record ? record.reasons.map((one) => one.en).join("; ") : (problem?.en ?? "");

function told(record: GateRecord | undefined): string {
  if (!record) return "";
  const { metric, scores, p, n } = record;
  return `${metric} ${scores.candidate.value.toFixed(3)} against ${scores.live.value.toFixed(3)} on ${n} held-out rows (p = ${p.toFixed(3)})`;
}
