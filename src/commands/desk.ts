/** The desk of a place: what it wants, who may do what, which places belong to it. */
import { randomBytes } from "node:crypto";
import { UserError } from "../errors.ts";
import type { Answer, Context, Desk, Role } from "../types.ts";
import { catalogue, command } from "./define.ts";
import { plain } from "./show.ts";

const { say, all } = catalogue({
  en: {
    show: "This place belongs to desk **{name}**.",
    brief: "Brief: {brief}",
    nobrief: "No brief yet: `desk set brief …` says what this desk wants.",
    zone: "Time zone: {zone}",
    language: "Language: {language}",
    own: "each person’s own",
    sources: "{count} sources, {digests} digests",
    people: "People: {people}",
    nobody: "No roles were given: whoever can see this place is an editor.",
    others: "Other desks: {desks}",
    admins: "Only admins create, join or change a desk",
    "admins.mend": "Ask an admin of this workspace; on your own machine use the terminal or the page",
    name: "A desk needs a name of 1 to 40 characters",
    "name.mend": "For example: `desk create Sports`",
    exists: "There is a desk “{name}” already",
    "exists.mend": "Join it with `desk join {name}`",
    theirs: "Desk “{name}” takes a place from its own admins, or the workspace’s",
    "theirs.mend": "Ask one of them to say `desk join {name}` here",
    created: "Desk **{name}** is made, and this place belongs to it now.",
    joined: "This place belongs to desk **{name}** now.",
    unknown: "There is no desk “{name}”",
    "unknown.mend": "There are: {desks}",
    what: "`desk set` knows brief, name, zone, language and role",
    "what.mend": "For example: `desk set brief local politics, the harbour, schools`",
    badzone: "“{value}” is no time zone",
    "badzone.mend": "Use an IANA name like Europe/Berlin",
    badlanguage: "The interface speaks en and zh, or `own` for each person’s",
    "badlanguage.mend": "For example: `desk set language en`",
    badrole: "A role is reader, editor or admin, and somebody’s",
    "badrole.mend": "For example: `desk set role editor @name`",
    set: "Kept: {what} is now {value}.",
    role: "{person} is {role} at desk **{name}** now.",
  },
  zh: {
    show: "这里属于编辑台 **{name}**。",
    brief: "关注：{brief}",
    nobrief: "尚无说明：用 `desk set brief …` 告诉我本台想要什么。",
    zone: "时区：{zone}",
    language: "语言：{language}",
    own: "按各人设置",
    sources: "{count} 个来源，{digests} 个定时摘报",
    people: "成员：{people}",
    nobody: "没有设置角色：能看到这里的人都是编辑。",
    others: "其他编辑台：{desks}",
    admins: "只有管理员可以创建、加入或更改编辑台",
    "admins.mend": "请联系本工作区的管理员；在自己的电脑上可使用终端或网页",
    name: "编辑台名称须为 1 至 40 个字符",
    "name.mend": "例如：`desk create 体育`",
    exists: "已有编辑台“{name}”",
    "exists.mend": "用 `desk join {name}` 加入",
    theirs: "只有编辑台“{name}”自己的管理员或工作区管理员可以把这里加入",
    "theirs.mend": "请其中一位在这里发送 `desk join {name}`",
    created: "编辑台 **{name}** 已创建，这里现在属于它。",
    joined: "这里现在属于编辑台 **{name}**。",
    unknown: "没有编辑台“{name}”",
    "unknown.mend": "现有：{desks}",
    what: "`desk set` 可设置 brief、name、zone、language 和 role",
    "what.mend": "例如：`desk set brief 本地政治、港口、学校`",
    badzone: "“{value}”不是时区",
    "badzone.mend": "请使用 IANA 名称，如 Asia/Shanghai",
    badlanguage: "界面语言为 en 或 zh；`own` 表示按各人设置",
    "badlanguage.mend": "例如：`desk set language zh`",
    badrole: "角色为 reader、editor 或 admin，并须指明某人",
    "badrole.mend": "例如：`desk set role editor @name`",
    set: "已保存：{what} 现为 {value}。",
    role: "{person} 现在是编辑台 **{name}** 的 {role}。",
  },
});

export const desk = command({
  name: "desk",
  aliases: ["编辑台"],
  about: {
    en: "This place's desk: show, create, join, set its brief, zone, language and roles",
    zh: "本处所属编辑台：查看、创建、加入，设置关注、时区、语言和角色",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["show", "create", "join", "set"],
      required: false,
      about: { en: "what to do (show)", zh: "做什么（默认查看）" },
    },
    {
      name: "value",
      kind: "text",
      required: false,
      rest: true,
      completes: true,
      maxLength: 1000,
      about: {
        en: "a name; for set: brief | name | zone | language | role, and its value",
        zh: "名称；设置时：brief | name | zone | language | role 及其值",
      },
    },
  ],
  examples: [
    "desk",
    "desk create Sports",
    "desk set brief local politics, the harbour",
    "desk set role editor @name",
  ],
  complete: async (_option, typed, { services }) =>
    (await services.desks.list())
      .map((one) => one.name)
      .filter((name) => name.toLowerCase().startsWith(typed.toLowerCase())),
  async run({ do: what = "show", value = "" }, context) {
    if (what !== "show" && context.role !== "admin") throw new UserError(all("admins"), all("admins.mend"));
    switch (what) {
      case "create":
        return create(value.trim(), context);
      case "join":
        return join(value.trim(), context);
      case "set":
        return set(value.trim(), context);
      default:
        return show(context);
    }
  },
});

async function show({ services, desk: own, language, message }: Context): Promise<Answer> {
  const [sources, members, desks, digests] = await Promise.all([
    services.sources.list(own.id),
    services.desks.members(own.id),
    services.desks.list(),
    services.digests.list({ deskId: own.id }),
  ]);
  const others = desks.filter((one) => one.id !== own.id).map((one) => plain(one.name));
  const lines = [
    say(language, "show", { name: plain(own.name) }),
    own.brief ? say(language, "brief", { brief: plain(own.brief) }) : say(language, "nobrief"),
    `${say(language, "zone", { zone: own.zone })} · ${say(language, "language", { language: own.language ?? say(language, "own") })} · ${say(language, "sources", { count: sources.length, digests: digests.length })}`,
    members.length > 0
      ? say(language, "people", {
          people: members.map((one) => `${plain(one.name)} (${one.role})`).join(", "),
        })
      : say(language, "nobody"),
    ...(others.length > 0 ? [say(language, "others", { desks: others.join(", ") })] : []),
  ];
  return {
    markdown: lines.join("\n\n"),
    data: { desk: own, place: message.place, members },
    madeBy: ["copytaster"],
  };
}

async function create(
  name: string,
  { services, language, message, desk: own, now }: Context,
): Promise<Answer> {
  if (name === "" || name.length > 40) throw new UserError(all("name"), all("name.mend"));
  const made: Desk = { id: `desk_${randomBytes(5).toString("hex")}`, name, brief: "", zone: own.zone };
  if ((await services.desks.byName(name)) || !(await services.desks.create(made)))
    throw new UserError(all("exists", { name }), all("exists.mend", { name }));
  await services.desks.join(channelOf(message.place), made.id);
  await services.journal.write({
    at: now(),
    kind: "desk",
    deskId: made.id,
    subject: made.id,
    note: `created by ${message.author.name}`,
  });
  return {
    markdown: say(language, "created", { name: plain(name) }),
    data: { desk: made },
    madeBy: ["copytaster"],
  };
}

async function join(name: string, { services, language, message, now }: Context): Promise<Answer> {
  const found = await services.desks.byName(name);
  if (!found)
    throw new UserError(
      all("unknown", { name: name.slice(0, 60) }),
      all("unknown.mend", { desks: (await services.desks.list()).map((one) => one.name).join(", ") }),
    );
  // Whoever is in a place of a desk may edit there: an admin of this desk alone opens no door to another.
  if (!message.author.admin && (await services.desks.role(found.id, message.author)) !== "admin")
    throw new UserError(all("theirs", { name: found.name }), all("theirs.mend", { name: found.name }));
  await services.desks.join(channelOf(message.place), found.id);
  await services.journal.write({
    at: now(),
    kind: "desk",
    deskId: found.id,
    subject: found.id,
    note: `${message.place.platform} ${message.place.channel} joined by ${message.author.name}`,
  });
  return {
    markdown: say(language, "joined", { name: plain(found.name) }),
    data: { desk: found },
    madeBy: ["copytaster"],
  };
}

const channelOf = ({ platform, workspace, channel }: Context["message"]["place"]) => ({
  platform,
  workspace,
  channel,
});

async function set(text: string, context: Context): Promise<Answer> {
  const { services, desk: own, language, message, now } = context;
  const match = /^(\w+)[\s:=]+([\s\S]+)$/.exec(text);
  const [what, value] = [match?.[1]?.toLowerCase(), match?.[2]?.trim() ?? ""];
  if (what === "role") return setRole(value, context);
  const change = changeOf(what, value);
  if (change.name !== undefined && (await services.desks.byName(change.name)))
    throw new UserError(all("exists", { name: value }), all("exists.mend", { name: value }));
  await services.desks.update(own.id, change);
  await services.journal.write({
    at: now(),
    kind: "desk",
    deskId: own.id,
    subject: own.id,
    note: `${what} set by ${message.author.name}: ${value.slice(0, 200)}`,
  });
  return {
    markdown: say(language, "set", { what: what ?? "", value: plain(value) }),
    data: { desk: { ...own, ...change } },
    madeBy: ["copytaster"],
  };
}

/** @throws UserError for a field that is none and a value that does not fit. */
function changeOf(what: string | undefined, value: string): Partial<Omit<Desk, "id">> {
  switch (what) {
    case "brief":
      return { brief: value };
    case "name":
      if (value.length > 40) throw new UserError(all("name"), all("name.mend"));
      return { name: value };
    case "zone":
      if (!isZone(value))
        throw new UserError(all("badzone", { value: value.slice(0, 60) }), all("badzone.mend"));
      return { zone: value };
    case "language":
      if (value !== "en" && value !== "zh" && value !== "own")
        throw new UserError(all("badlanguage"), all("badlanguage.mend"));
      return { language: value === "own" ? undefined : value };
    default:
      throw new UserError(all("what"), all("what.mend"));
  }
}

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }) !== undefined && value.length > 2;
  } catch {
    return false;
  }
}

/** A person is named by the platform's id: `@U123`, `<@123>`, or the bare id. */
async function setRole(
  text: string,
  { services, desk: own, language, message, now }: Context,
): Promise<Answer> {
  const match = /^(reader|editor|admin)\s+(?:<@!?|@)?([^\s<>|]+?)(?:\|[^>]*)?>?$/i.exec(text);
  const [role, id] = [match?.[1]?.toLowerCase() as Role | undefined, match?.[2]];
  if (!role || !id) throw new UserError(all("badrole"), all("badrole.mend"));
  const { platform, workspace } = message.place;
  await services.desks.setRole(own.id, { platform, workspace, id, name: id }, role);
  await services.journal.write({
    at: now(),
    kind: "desk",
    deskId: own.id,
    subject: id,
    note: `${role} by ${message.author.name}`,
  });
  return {
    markdown: say(language, "role", { person: plain(id), role, name: plain(own.name) }),
    data: { id, role },
    madeBy: ["copytaster"],
  };
}
