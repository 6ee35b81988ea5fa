/** What is worth running now for this desk, with the reason for each. */
import type { Answer, Context } from "../types.ts";
import { numberOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { pickLines, picksData } from "./picks.ts";
import { plain } from "./show.ts";
import { citationOf, scopeOf } from "./target.ts";

const { say } = catalogue({
  en: {
    heading: "Worth running now for **{desk}**:",
    none: "Nothing of the last two days stands out for **{desk}**.",
    "none.mend": "`sources list` shows what is collected; `desk set brief …` tells me what this desk wants.",
    searching: "Reading what came in",
    one: "Summarize {n}",
  },
  zh: {
    heading: "编辑台 **{desk}** 现在值得发的：",
    none: "最近两天没有特别适合编辑台 **{desk}** 的内容。",
    "none.mend": "`sources list` 可查看采集的来源；`desk set brief …` 可告诉我本台想要什么。",
    searching: "正在阅读新收到的内容",
    one: "摘要第 {n} 条",
  },
});

/** ms: how long an answer stands when nothing comes in. */
const remembered = { kind: "recommendation", version: "2", ttl: 5 * 60_000 };

export const recommend = command({
  name: "recommend",
  aliases: ["推荐", "选题"],
  about: { en: "What is worth running now for this desk, and why", zh: "本编辑台现在值得发什么，以及理由" },
  options: [
    {
      name: "topic",
      kind: "text",
      required: false,
      rest: true,
      maxLength: 200,
      about: { en: "only on this", zh: "只看这个主题" },
    },
    numberOption("limit", { en: "how many (5)", zh: "多少条（默认 5）" }, 1, 20),
  ],
  examples: ["recommend", "recommend climate --limit 3"],
  understands: (text) =>
    /^what('s| is| should we| shall we| can we)?( worth)?( running| run| cover| new| worth reading)( now| today| next)?\??$|^(今天|现在)?(有什么|发什么)(值得发|新闻|好)?的?[？?]?$/iu.test(
      text,
    )
      ? {}
      : undefined,
  async run({ topic, limit = 5 }, context) {
    const { services, desk, language, now, progress } = context;
    progress.status(say(language, "searching"));
    // The same question a moment later has the same answer, unless something came in since.
    const stories = await services.archive.count({ match: "all" });
    const inputs = { desk, topic, limit, language, stories, moment: Math.floor(now() / remembered.ttl) };
    const { value } = await services.remember(
      remembered.kind,
      remembered.version,
      inputs,
      scopeOf(context),
      remembered.ttl,
      () => recommended(topic, limit, context),
    );
    return value;
  },
});

async function recommended(
  topic: string | undefined,
  limit: number,
  { services, desk, language, now }: Context,
): Promise<Answer> {
  const picks = await services.news.recommend(desk, limit, now(), topic);
  if (picks.length === 0)
    return {
      markdown: `${say(language, "none", { desk: plain(desk.name) })} ${say(language, "none.mend")}`,
      data: { picks: [] },
      madeBy: ["recommend"],
    };
  const { lines, sentences } = pickLines(picks, language, desk.zone, { reasons: true });
  return {
    markdown: `${say(language, "heading", { desk: plain(desk.name) })}\n\n${lines}`,
    sentences,
    sources: picks.map((pick, n) => citationOf(pick.event.lead, String(n + 1))),
    data: { picks: picksData(picks) },
    actions: picks.slice(0, 5).map((pick, n) => ({
      label: say(language, "one", { n: n + 1 }),
      command: "summarize",
      options: { target: pick.event.lead.id },
    })),
    madeBy: ["recommend"],
  };
}
