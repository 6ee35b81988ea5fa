/** What is told far more often than usual, or one topic over time. */
import { UserError } from "../errors.ts";
import { numberOption } from "./declare.ts";
import { command } from "./define.ts";
import { tableOption } from "./drawn.ts";
import { ofTopic } from "./names/of-topic.ts";
import { subjectOf } from "./subject.ts";
import { bursting } from "./trends/bursting.ts";
import { byLabel } from "./trends/labels.ts";
import { topicTrend } from "./trends/topic.ts";
import { all } from "./trends/words.ts";

const natural =
  /^(?:what(?:['’]s|s| is)?(?: (?:all )?(?:currently|now))? (?:trending|bursting|hot)|what are (?:the )?trends|trending topics?)(?: (?:right )?now| today)?\s*[?？]?$|^(?:现在|今天|目前|最近)?(?:有|都有)?(?:什么|哪些)(?:是)?(?:热点|热门(?:话题)?|趋势)[？?]?$|^(?:现在|今天)?(?:热点|趋势)(?:是|有)(?:什么|哪些)[？?]?$/iu;
const naturalTopic =
  /^how (?:often|much) (?:is|was|has|have|are|were)(?: been)? (.+?)(?: been)? (?:mentioned|in the news|reported|covered)\s*[?？]?$|^(.+?)的(?:热度|趋势|走势)(?:如何|怎么样|怎样)?[？?]?$/iu;

const naturalTone =
  /^how (?:has|did) the (?:tone|mood)(?: of the (?:news|coverage))? (?:changed?|develop(?:ed)?)(?: over time)?\s*[?？]?$|^(?:新闻|报道)的?(?:语气|情绪)(?:有什么|有何|如何|怎么|怎样)变化[？?]?$/iu;

export const trends = command({
  name: "trends",
  aliases: ["trending", "热点", "趋势"],
  about: {
    en: "What is told far more often than usual, or one topic over time, as a chart",
    zh: "哪些内容明显多于平常；或某一主题随时间的变化（图表）",
  },
  options: [
    {
      name: "topic",
      kind: "text",
      required: false,
      rest: true,
      maxLength: 200,
      about: { en: "a topic in a few words; all of them when left out", zh: "几个词的主题；不填则看全部" },
    },
    numberOption(
      "days",
      { en: "how far back (2; for a topic 14)", zh: "回看多少天（默认 2；主题为 14）" },
      1,
      365,
    ),
    {
      name: "by",
      kind: "choice",
      choices: ["words", "subject", "tone"],
      required: false,
      named: true,
      about: {
        en: "what is counted: words, whole subjects or tones (words)",
        zh: "按什么统计：词语、主题或语气（默认词语）",
      },
    },
    {
      name: "names",
      kind: "boolean",
      required: false,
      named: true,
      about: { en: "which names stand together in the stories", zh: "哪些名称在稿件中同时出现" },
    },
    tableOption,
  ],
  examples: [
    "trends",
    "trends harbour bridge --days 30",
    "trends --by subject --days 14",
    "trends 大坝 --table",
  ],
  understands(text) {
    if (natural.test(text)) return {};
    if (naturalTone.test(text.trim())) return { by: "tone" };
    const asked = naturalTopic.exec(text);
    const topic = asked?.[1] ?? asked?.[2];
    return topic === undefined || topic.length > 80 ? undefined : { topic };
  },
  async run({ topic: typed, days, by, names, table }, context) {
    const topic = typed === undefined ? undefined : subjectOf(typed);
    if (by === "subject" || by === "tone") {
      if (topic !== undefined) throw new UserError(all("by.all"), all("by.all.mend"));
      return byLabel(by, days ?? 14, table, context);
    }
    if (names) return ofTopic(topic, days ?? 14, true, table, context);
    return topic === undefined
      ? bursting(days ?? 2, table, context)
      : topicTrend(topic, days ?? 14, table, context);
  },
});
