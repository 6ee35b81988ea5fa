/** Who and what is named: in a text, over the archive; and the desk's own names. */
import { UserError } from "../errors.ts";
import { numberOption } from "./declare.ts";
import { command } from "./define.ts";
import { tableOption } from "./drawn.ts";
import { add, list, remove } from "./names/gazetteer.ts";
import { ofText } from "./names/of-text.ts";
import { ofTopic } from "./names/of-topic.ts";
import { all } from "./names/words.ts";
import { subjectOf } from "./subject.ts";

const ofStories =
  /^who(?:['’]s| is| are| was)? (?:all )?(?:named|mentioned|quoted) (?:with|about|on|in (?:the )?(?:stories|reports|news) (?:on|about)) (.{2,80}?)\s*\?*$|^(?:关于|有关)?(.{1,30}?)的(?:报道|稿件|新闻)(?:中|里)?(?:提到|出现)了?(?:谁|哪些人)[？?]*$/iu;

export const names = command({
  name: "names",
  aliases: ["人名", "名称"],
  about: {
    en: "Who and what a text or the stories on a topic name; the desk's own names",
    zh: "文本或某主题的稿件中出现的人物、机构、地点；编辑台自有名称",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["show", "add", "remove", "list"],
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
        en: "a link, a story's id, `thread`, a text, or a topic in a few words; for add: name, kind, other forms",
        zh: "链接、稿件编号、`thread`、文本，或几个词的主题；添加时：名称、类别、别名",
      },
    },
    numberOption("days", { en: "for a topic: how far back (7)", zh: "主题：回看多少天（默认 7）" }, 1, 365),
    {
      name: "quantities",
      kind: "boolean",
      required: false,
      named: true,
      about: { en: "numbers, sums and dates, too", zh: "同时列出数字、金额和日期" },
    },
    {
      name: "network",
      kind: "boolean",
      required: false,
      named: true,
      about: { en: "for a topic: who stands with whom, as a chart", zh: "主题：谁与谁同时出现（图表）" },
    },
    tableOption,
  ],
  examples: [
    "names https://example.org/story",
    "names harbour bridge since 7d",
    'names add "Jane Doe" person "J. Doe"',
  ],
  understands(text) {
    const topic = ofStories.exec(text);
    if (topic) return { target: topic[1] ?? topic[2] ?? "" };
    return /^who(?:['’]s| is| are| was)? (?:all )?(?:named|mentioned|quoted)(?: (?:here|in (?:this|it|the (?:text|story|thread))))?\s*\?*$|^(?:这里|文中|这篇(?:文章|稿件)?|其中)?(?:提到|出现)了?(?:谁|哪些人|哪些名[字称])[？?]*$/iu.test(
      text,
    )
      ? {}
      : undefined;
  },
  async run({ do: what = "show", target, days, quantities = false, network = false, table }, context) {
    if (what === "list") return list(context);
    if (what !== "show") {
      if (context.role === "reader") throw new UserError(all("editors"), all("editors.mend"));
      return (what === "add" ? add : remove)(target?.trim() ?? "", context);
    }
    const { topic, ago } = since(subjectOf(target ?? ""));
    const { quoted, files, place } = context.message;
    const known = topic !== "" && !/\s/.test(topic) && (await context.services.archive.get(topic));
    if (topic === "" ? !quoted && files.length === 0 && !place.thread : isTopic(topic) && !known)
      return ofTopic(topic || undefined, days ?? ago ?? 7, network, table, context);
    return ofText(target, quantities, context);
  },
});

const UNITS = { h: 1 / 24, d: 1, w: 7, m: 30 } as const;

/** "harbour bridge since 7d", "大桥 最近7天". */
function since(text: string): { topic: string; ago: number | undefined } {
  const found =
    /^(?:([\s\S]*?)\s+)?since (\d{1,4}) ?([hdwm])\w*$/i.exec(text) ??
    /^([\s\S]*?)\s*最近(\d{1,4})天$/u.exec(text);
  if (!found) return { topic: text, ago: undefined };
  const unit = UNITS[(found[3] ?? "d").toLowerCase() as keyof typeof UNITS];
  return { topic: found[1] ?? "", ago: Math.min(365, Math.max(1, Math.ceil(Number(found[2]) * unit))) };
}

/** A few words without a full stop are a subject; anything longer is a text of its own. */
function isTopic(target: string): boolean {
  return (
    !/https?:|[.!?。！？，]|^(the |this )?thread$|^本?讨论串?$/iu.test(target) &&
    target.split(/\s+/).length <= 6 &&
    target.length <= 60
  );
}
