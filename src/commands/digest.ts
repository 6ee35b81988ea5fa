/** The digest: now, or posted here on schedule. */
import { randomBytes } from "node:crypto";
import { UserError } from "../errors.ts";
import type { Answer, Context, Language, Subscription } from "../types.ts";
import { catalogue, command } from "./define.ts";
import { compose } from "./digest/compose.ts";
import { cronOf, timeOf } from "./digest/cron.ts";
import { plain, when } from "./show.ts";

const { say, all } = catalogue({
  en: {
    time: "A digest on schedule needs a time",
    "time.mend": "For example: `digest at 07:30 mon-fri Europe/Berlin`",
    made: "I will post the digest here at **{time}** ({days}, {zone}){topic}. Next: {next}. To end it: `digest stop {id}`.",
    same: "There is such a digest here already: `{id}`, next {next}.",
    topic: ", on “{topic}”",
    days: "every day",
    none: "No digest is scheduled here. `digest at 07:30 mon-fri` makes one.",
    list: "Digests of this place:",
    line: "`{id}` at {time} ({days}, {zone}){topic}, next {next}",
    which: "Which digest is to end",
    "which.mend": "There are: {ids}",
    "which.none": "None is scheduled here: there is nothing to end",
    stopped: "Ended: `{id}`.",
    end: "End this digest",
    reading: "Reading what came in",
    many: "There are {count} scheduled digests here or yours already, and that is the most",
    "many.mend": "End one first: `digest list` shows those of this place, `digest stop <id>` ends one",
    editors: "Only editors of the desk schedule or end a digest",
    "editors.mend": "Ask an admin for `desk set role editor @you`",
  },
  zh: {
    time: "定时摘报需要一个时间",
    "time.mend": "例如：`digest at 07:30 mon-fri Asia/Shanghai`",
    made: "我将在 **{time}**（{days}，{zone}）在这里发送摘报{topic}。下次：{next}。如要取消：`digest stop {id}`。",
    same: "这里已有同样的摘报：`{id}`，下次 {next}。",
    topic: "，主题：{topic}",
    days: "每天",
    none: "这里没有定时摘报。`digest at 07:30 mon-fri` 可以设一个。",
    list: "这里的定时摘报：",
    line: "`{id}` {time}（{days}，{zone}）{topic}，下次 {next}",
    which: "要取消哪个摘报",
    "which.mend": "现有：{ids}",
    "which.none": "这里没有定时摘报，无需取消",
    stopped: "已取消：`{id}`。",
    end: "取消这个摘报",
    reading: "正在阅读新收到的内容",
    many: "这里的或您设置的定时摘报已有 {count} 个，达到上限",
    "many.mend": "请先取消一个：`digest list` 列出这里的摘报，`digest stop <编号>` 取消",
    editors: "只有编辑台的编辑可以设置或取消定时摘报",
    "editors.mend": "请管理员执行 `desk set role editor @您`",
  },
});

const day = 86_400_000;
/** Scheduled ones: more in one place is a mistake or mischief, and so is more by one person at a desk. */
const mostHere = 25;
const mostByOne = 50;

export const digest = command({
  name: "digest",
  aliases: ["摘报", "早报"],
  about: {
    en: "What came in, one item an event: now, or here on schedule",
    zh: "新收到的内容，每个事件一条：立即查看，或定时发到这里",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["now", "at", "list", "stop"],
      required: false,
      about: { en: "now, at a time, list, or stop", zh: "now 立即，at 定时，list 列出，stop 取消" },
    },
    { name: "time", kind: "time", required: false, about: { en: "when, like 07:30", zh: "几点，如 07:30" } },
    {
      name: "days",
      kind: "days",
      required: false,
      about: { en: "which days, like mon-fri (daily)", zh: "哪几天，如 mon-fri（默认每天）" },
    },
    {
      name: "zone",
      kind: "zone",
      required: false,
      about: { en: "time zone (the desk's)", zh: "时区（默认本编辑台的）" },
    },
    {
      name: "topic",
      kind: "text",
      required: false,
      rest: true,
      maxLength: 200,
      about: { en: "only on this; for stop: the digest's id", zh: "只看这个主题；取消时填编号" },
    },
  ],
  examples: ["digest now", "digest at 07:30 mon-fri Europe/Berlin", "digest at 18:00 floods", "digest list"],
  understands: (text) =>
    /^(what did i miss|catch me up|what came in( overnight| today)?|昨晚有什么(新闻)?|今天有什么新闻)[?.!？。]*$/iu.test(
      text,
    )
      ? { do: "now" }
      : undefined,
  async run(options, context) {
    switch (options.do ?? (options.time ? "at" : "now")) {
      case "at":
        return subscribe(options, context);
      case "list":
        return list(context);
      case "stop":
        return stop(options.topic, context);
      default:
        return now(options.topic, context);
    }
  },
});

async function now(topic: string | undefined, context: Context): Promise<Answer> {
  const { services, desk, language, progress, now: clock } = context;
  progress.status(say(language, "reading"));
  const until = clock();
  const subscription: Subscription = {
    id: "now",
    deskId: desk.id,
    place: here(context),
    cron: "",
    zone: desk.zone,
    topic,
    language,
    by: "",
    createdAt: until,
  };
  return (await compose(services, desk, subscription, until - day, until)).answer;
}

async function subscribe(
  {
    time,
    days = "mon,tue,wed,thu,fri,sat,sun",
    zone,
    topic,
  }: { time?: string; days?: string; zone?: string; topic?: string },
  context: Context,
): Promise<Answer> {
  const { services, desk, language } = context;
  editorsOnly(context);
  if (time === undefined) throw new UserError(all("time"), all("time.mend"));
  const wanted = { cron: cronOf(time, days), zone: zone ?? desk.zone, topic };
  const same = (await services.digests.list({ place: here(context) })).find(
    (one) => one.cron === wanted.cron && one.zone === wanted.zone && one.topic === topic,
  );
  if (!same) await roomForOne(context);
  const id = same?.id ?? `d_${randomBytes(5).toString("hex")}`;
  if (!same) {
    await services.digests.subscribe({
      id,
      deskId: desk.id,
      place: here(context),
      ...wanted,
      language,
      by: personOf(context),
      createdAt: context.now(),
    });
    await services.journal.write({
      at: context.now(),
      kind: "digest",
      deskId: desk.id,
      subject: id,
      note: `scheduled: ${wanted.cron} ${wanted.zone}`,
    });
  }
  const next = await nextOf(id, wanted.zone, context);
  return {
    markdown: same
      ? say(language, "same", { id, next })
      : say(language, "made", {
          time,
          days: shownDays(days, language),
          zone: wanted.zone,
          topic: onTopic(topic, context),
          next,
          id,
        }),
    data: { id, ...wanted },
    actions: [{ label: say(language, "end"), command: "digest", options: { do: "stop", topic: id } }],
    madeBy: ["copytaster"],
  };
}

const personOf = ({ message: { author } }: Context) =>
  JSON.stringify([author.platform, author.workspace, author.id]);

/** @throws UserError when this place or person has as many as may be. */
async function roomForOne(context: Context): Promise<void> {
  const { services, desk } = context;
  const [inPlace, ofDesk] = await Promise.all([
    services.digests.list({ place: here(context) }),
    services.digests.list({ deskId: desk.id }),
  ]);
  const own = ofDesk.filter((one) => one.by === personOf(context)).length;
  if (inPlace.length < mostHere && own < mostByOne) return;
  const count = Math.max(inPlace.length, own);
  throw new UserError(all("many", { count }), all("many.mend"));
}

async function list(context: Context): Promise<Answer> {
  const own = await context.services.digests.list({ place: here(context) });
  if (own.length === 0)
    return { markdown: say(context.language, "none"), data: { digests: [] }, madeBy: ["copytaster"] };
  const lines = await Promise.all(
    own.map(
      async (one) =>
        `- ${say(context.language, "line", { id: one.id, ...shownTime(one.cron, context), zone: one.zone, topic: onTopic(one.topic, context), next: await nextOf(one.id, one.zone, context) })}`,
    ),
  );
  return {
    markdown: `${say(context.language, "list")}\n\n${lines.join("\n")}`,
    data: { digests: own },
    madeBy: ["copytaster"],
  };
}

async function stop(named: string | undefined, context: Context): Promise<Answer> {
  const { services, language, desk } = context;
  editorsOnly(context);
  const own = await services.digests.list({ place: here(context) });
  const one =
    own.find((subscription) => subscription.id === named?.trim()) ??
    (named === undefined && own.length === 1 ? own[0] : undefined);
  if (!one)
    throw new UserError(
      all("which"),
      own.length === 0
        ? all("which.none")
        : all("which.mend", { ids: own.map((subscription) => subscription.id).join(", ") }),
    );
  await services.digests.cancel(one.id);
  await services.journal.write({
    at: context.now(),
    kind: "digest",
    deskId: desk.id,
    subject: one.id,
    note: `ended by ${context.message.author.name}`,
  });
  return { markdown: say(language, "stopped", { id: one.id }), data: { id: one.id }, madeBy: ["copytaster"] };
}

function shownTime(cron: string, { language }: Context): { time: string; days: string } {
  const { time, days } = timeOf(cron) ?? { time: cron, days: "" };
  return { time, days: shownDays(days, language) };
}

const shownDays = (days: string, language: Language) =>
  days.split(",").length === 7 ? say(language, "days") : days;

/** A digest goes to the channel, not into the thread where it was ordered. */
function here({ message }: Context) {
  const { thread: _, ...place } = message.place;
  return place;
}

const onTopic = (topic: string | undefined, { language }: Context) =>
  topic ? say(language, "topic", { topic: plain(topic) }) : "";

async function nextOf(id: string, zone: string, { services, language }: Context): Promise<string> {
  const at = (await services.digests.next()).get(id);
  return at === undefined ? "–" : when(at, language, zone);
}

function editorsOnly({ role }: Context): void {
  if (role === "reader") throw new UserError(all("editors"), all("editors.mend"));
}
