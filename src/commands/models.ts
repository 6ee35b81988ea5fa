/** The newsroom's own models: what answers, how good it is, deploy behind the gate, roll back. */
import { UserError } from "../errors.ts";
import type {
  ActionDraft,
  Answer,
  Context,
  Doer,
  GateRecord,
  Language,
  Picture,
  Role,
  TaskState,
} from "../types.ts";
import { command } from "./define.ts";
import { recordCharts } from "./models/charts.ts";
import { learntLines } from "./models/learnt.ts";
import { historyLines, modelLines, reasonLines, recordLines, taskLines } from "./models/show.ts";
import { all, say } from "./models/words.ts";
import { plain } from "./show.ts";

const shownHistory = 8;
const changes = new Set(["deploy", "rollback", "fetch", "export"]);

export const models = command({
  name: "models",
  aliases: ["模型"],
  about: {
    en: "Which trained models answer, how good they are; deploy one behind the gate, or roll back",
    zh: "查看使用中的训练模型及其质量；经评判后部署，或回退",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["list", "show", "compare", "deploy", "rollback", "fetch", "export"],
      required: false,
      about: { en: "what to do (list)", zh: "做什么（默认列出）" },
    },
    {
      name: "name",
      kind: "text",
      required: false,
      completes: true,
      maxLength: 2_000,
      about: {
        en: "a model; for rollback a task; for fetch an address",
        zh: "模型名；回退时为任务名；获取时为网址",
      },
    },
    {
      name: "other",
      kind: "text",
      required: false,
      maxLength: 200,
      about: { en: "for compare: the candidate", zh: "比较时：候选模型" },
    },
    {
      name: "force",
      kind: "boolean",
      required: false,
      named: true,
      about: { en: "deploy what the gate refuses (with a reason)", zh: "评判未通过也部署（须说明理由）" },
    },
    {
      name: "reason",
      kind: "text",
      required: false,
      named: true,
      maxLength: 500,
      about: { en: "why it is forced; kept in the audit log", zh: "强制的理由，记入审计日志" },
    },
  ],
  examples: ["models", "models show sentiment-linear-en", "models rollback sentiment-en"],
  complete: async (_option, typed, { services }) =>
    (await services.models.tasks())
      .flatMap((state) => [...state.models.map((one) => one.ref), state.task])
      .filter((name) => name.startsWith(typed.toLowerCase())),
  async run({ do: what = "list", name, other, force, reason }, context) {
    if (context.role === "reader") throw new UserError(all("editors"), all("editors.mend"));
    if (changes.has(what) && context.role !== "admin") throw new UserError(all("admins"), all("admins.mend"));
    if (what === "list") return list(context);
    if (what === "rollback") return rollback(required(name, "taskName", what), context);
    const wanted = required(name, "name", what);
    if (what === "show") return show(wanted, context);
    if (what === "compare") {
      if (other === undefined) throw new UserError(all("two"), all("two.mend"));
      return compare(wanted, other, context);
    }
    if (what === "fetch") return fetch(wanted, context);
    if (what === "export") return pack(wanted, context);
    if (force && !reason?.trim()) throw new UserError(all("reason"), all("reason.mend"));
    return deploy(wanted, force ? reason?.trim() : undefined, context);
  },
});

function required(name: string | undefined, key: "name" | "taskName", what: string): string {
  if (name?.trim()) return name.trim();
  throw new UserError(all(key), all(`${key}.mend`, { what }));
}

const doer = ({ message, desk }: Context): Doer => {
  const { platform, workspace, id, name } = message.author;
  return { key: JSON.stringify([platform, workspace, id]), name, deskId: desk.id };
};

async function list({ services, language, role }: Context): Promise<Answer> {
  const [tasks, reports] = await Promise.all([services.models.tasks(), services.models.reports()]);
  return {
    markdown:
      tasks.length === 0
        ? say(language, "none")
        : [
            ...tasks.map((state) => taskLines(state, language)),
            ...(reports.length > 0 ? [learntLines(reports, language)] : []),
          ].join("\n\n"),
    actions: tasks.flatMap((state) => buttons(state, role, language)).slice(0, 10),
    data: { tasks, reports },
    madeBy: ["copytaster"],
  };
}

function buttons({ models, task }: TaskState, role: Role, language: Language): readonly ActionDraft[] {
  const live = models.find((one) => one.live);
  if (!live) return [];
  const back: ActionDraft = {
    ...{ label: say(language, "rollback.button", { task }), command: "models", style: "danger", once: true },
    options: { do: "rollback", name: task },
  };
  return [
    {
      ...{ label: say(language, "show.button", { ref: live.ref }), command: "models" },
      options: { do: "show", name: live.ref },
    },
    ...(role === "admin" && !live.shipped ? [back] : []),
  ];
}

async function show(name: string, context: Context): Promise<Answer> {
  const { services, language, desk } = context;
  const model = await services.models.find(name);
  const [card, history] = await Promise.all([
    services.models.card(model),
    services.models.history(model.task, shownHistory),
  ]);
  const nameOf = (by: string) => (by === "house" ? say(language, "house") : personOf(by));
  const record = history.find((one) => one.kind === "deploy" && one.hash === model.hash)?.record;
  return {
    markdown: [
      ...modelLines(model, language),
      ...(record ? [say(language, "judged", { n: record.n }), ...recordLines(record, language)] : []),
      ...(history.length > 0 ? [historyLines(history, language, desk.zone, nameOf)] : []),
      ...(card ? ["---", card.trim()] : []),
    ].join("\n\n"),
    images: record ? await pictures(record, context) : [],
    data: { model, history },
    madeBy: ["copytaster"],
  };
}

/** Figures are good without their pictures. */
async function pictures(
  record: GateRecord,
  { services, language, desk, signal }: Context,
): Promise<readonly Picture[]> {
  const drawn: Picture[] = [];
  for (const chart of recordCharts(record, language, desk.zone))
    await services.chart(chart, signal).then(
      (picture) => drawn.push(picture),
      () => undefined,
    );
  return drawn;
}

/** The id alone: names are not kept with deployments. */
function personOf(key: string): string {
  const [platform, , id] = JSON.parse(key) as string[];
  return `${platform}: ${id}`;
}

async function compare(one: string, other: string, context: Context): Promise<Answer> {
  const { services, language, progress, signal } = context;
  const [live, candidate] = [await services.models.find(one), await services.models.find(other)];
  progress.status(say(language, "judging"));
  const record = await services.models.compare(live, candidate, signal);
  return {
    markdown: [
      say(language, "compared", { candidate: plain(candidate.label), live: plain(live.label), n: record.n }),
      ...recordLines(record, language),
      record.passed
        ? say(language, "better")
        : `${say(language, "worse")}\n\n${reasonLines(record, language)}`,
    ].join("\n\n"),
    data: record,
    madeBy: [live.label, candidate.label],
  };
}

async function deploy(name: string, force: string | undefined, context: Context): Promise<Answer> {
  const { services, language, progress, signal } = context;
  const model = await services.models.find(name);
  progress.status(say(language, "judging"));
  const outcome = await services.models.deploy(model, doer(context), force, signal);
  const { record, problem, before } = outcome;
  const names = { model: plain(model.label), before: plain(before), task: model.task, ref: model.ref };
  const why = record ? reasonLines(record, language) : `- ${plain(problem?.[language] ?? "")}`;
  return {
    markdown: [
      ...(outcome.deployed
        ? [say(language, "deployed", names), ...(outcome.forced ? [say(language, "forcedNow"), why] : [])]
        : [`${say(language, "refused", names)}\n\n${why}`, say(language, "force", names)]),
      ...(record ? recordLines(record, language) : []),
    ].join("\n\n"),
    data: outcome,
    madeBy: [before, model.label],
  };
}

async function rollback(task: string, context: Context): Promise<Answer> {
  const { services, language } = context;
  const done = await services.models.rollback(task, doer(context));
  return {
    markdown: say(language, "rolled", { from: plain(done.from), to: plain(done.to) }),
    data: done,
    madeBy: ["copytaster"],
  };
}

/** For another machine: `models fetch` there takes the file, or the address that the page gives it at. */
async function pack(name: string, { services, language }: Context): Promise<Answer> {
  const model = await services.models.find(name);
  const bytes = await services.models.pack(model);
  return {
    markdown: say(language, "packed", { label: plain(model.label), name: model.name, hash: model.hash }),
    files: [
      {
        name: `${model.name}.tar`,
        type: "application/x-tar",
        data: Buffer.from(bytes).toString("base64"),
      },
    ],
    data: model,
    madeBy: ["copytaster"],
  };
}

async function fetch(address: string, context: Context): Promise<Answer> {
  const { services, language, signal } = context;
  // A path would name files of the machine that the bot runs on.
  if (!/^https?:\/\//i.test(address)) throw new UserError(all("address"), all("address.mend"));
  const model = await services.models.fetch(address, signal);
  return {
    markdown: say(language, "fetched", { label: plain(model.label), ref: model.ref }),
    data: model,
    madeBy: ["copytaster"],
  };
}
