/** What a text or the archive is about: IPTC's subjects, the desk's own categories, and themes that grow. */
import { UserError } from "../errors.ts";
import type { Answer, Context } from "../types.ts";
import { numberOption } from "./declare.ts";
import { command } from "./define.ts";
import { correctButton, findingOf } from "./learn/finding.ts";
import { cautionLines, material } from "./target.ts";
import { ofArchive } from "./topics/archive.ts";
import { all, say } from "./topics/catalogue.ts";
import { percent, plain } from "./topics/show.ts";
import { forget, list, teach } from "./topics/teach.ts";

export const topics = command({
  name: "topics",
  aliases: ["topic", "主题", "话题"],
  about: {
    en: "What a text or the last days are about; teach the desk's own categories by example",
    zh: "文本或近日新闻的主题；用样例教会编辑台自己的分类",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["show", "teach", "forget", "list"],
      required: false,
      about: { en: "what to do (show)", zh: "做什么（默认显示）" },
    },
    {
      name: "target",
      kind: "text",
      required: false,
      rest: true,
      maxLength: 200_000,
      about: {
        en: "a link, a story's id, `thread` or a text; for teach first the category",
        zh: "链接、稿件编号、`thread` 或文本；教学时先写分类名",
      },
    },
    {
      name: "category",
      kind: "text",
      required: false,
      named: true,
      maxLength: 60,
      about: { en: "the desk's own category", zh: "编辑台自己的分类" },
    },
    numberOption("days", { en: "of the archive: so many days (1)", zh: "存档最近多少天（默认 1）" }, 1, 60),
  ],
  examples: ["topics", "topics https://example.org/story", "topics teach harbour https://example.org/story"],
  understands: (text) =>
    /^what(’s|'s| is) new( today)?\?*$|^今天有什么新话题[？?]*$/iu.test(text) ? {} : undefined,
  async run({ do: what = "show", target, category, days }, context) {
    if ((what === "teach" || what === "forget") && context.role === "reader")
      throw new UserError(all("editors"), all("editors.mend"));
    if (what === "list") return list(context);
    if (what === "forget") return forget(named(category, target, true).category, context);
    if (what === "teach") {
      const { category: into, rest } = named(category, target, false);
      return teach(into, rest, context);
    }
    const anything = target?.trim() || context.message.quoted || context.message.files.length > 0;
    return anything ? ofText(target, context) : ofArchive(days ?? 1, context);
  },
});

/** The category by its option, else the first word (or what stands in quotes) of the rest. @throws UserError when there is none. */
function named(category: string | undefined, target: string | undefined, whole: boolean) {
  const text = target?.trim() ?? "";
  if (category !== undefined) return { category: category.trim(), rest: text || undefined };
  const found = whole
    ? /^["“「]?([^"”」]{1,60})["”」]?$/u.exec(text)
    : /^(?:["“「]([^"”」]{1,60})["”」]|(\S{1,60}))(?:\s+([\s\S]*))?$/u.exec(text);
  const name = (found?.[1] ?? found?.[2])?.trim();
  if (!name || /^https?:/i.test(name)) throw new UserError(all("which"), all("which.mend"));
  return { category: name, rest: found?.[3]?.trim() || undefined };
}

async function ofText(target: string | undefined, context: Context): Promise<Answer> {
  const { services, language, desk } = context;
  const found = await material(target, context);
  const { document } = found;
  const text =
    found.kind === "text" || found.kind === "thread" ? document.text : `${document.title}\n${document.text}`;
  const read = services.text.topics(text, found.language);
  const [own = []] = await services.topics.of(desk.id, [text]);
  const [first] = read.topics;
  const lines = [
    ...own.map((one) =>
      say(language, "own", { category: plain(one.category), percent: percent(one.probability) }),
    ),
    ...read.topics.map(({ name, code, probability }) =>
      say(language, "line", { name: name[language], code, percent: percent(probability) }),
    ),
  ];
  const heading = !first
    ? say(language, "nothing")
    : read.sure
      ? say(language, "about", { name: first.name[language] })
      : say(language, "unsure", { name: first.name[language] });
  const { model } = read;
  const said = first && { answer: first.code, confidence: first.probability };
  const finding = said && findingOf({ text, language: found.language, model, ...said }, context);
  return {
    markdown: [
      ...cautionLines(found, context),
      heading,
      ...(lines.length > 0 ? [lines.map((line) => `- ${line}`).join("\n")] : []),
    ].join("\n\n"),
    sources: [found.citation],
    ...(finding && { findings: [finding], actions: [correctButton(finding, language)] }),
    data: { topics: read.topics, sure: read.sure, own },
    madeBy: [read.model],
  };
}
