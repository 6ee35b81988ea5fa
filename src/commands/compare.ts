/** How often is one told, and how often the other? Topics, languages, sources, media and people. */
import { UserError } from "../errors.ts";
import type { CompareChart, Side } from "../types.ts";
import { numberOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { drawn, numbersButton, tableOption } from "./drawn.ts";
import { plain } from "./show.ts";

const { say, all } = catalogue({
  en: {
    two: "`compare` needs two to five sides",
    "two.mend": "For example: `compare dam with bridge`, or `compare media with social on the dam`",
    title: "Mentions per {step}",
    "title.on": "Mentions of {topic} per {step}",
    hour: "hour",
    day: "day",
    mentions: "mentions",
    source: "{count} stories; {sources} sources read",
    side: "- **{name}**: {count}",
    "side.none": "- **{name}**: {count} (no source of this desk is of that kind)",
    is: "In the last {days} days{topic}:",
    on: " on “{topic}”",
    social: "_A source speaks for people with `sources add <link> --kind social`._",
    media: "media",
    people: "social",
    en: "English",
    zh: "Chinese",
  },
  zh: {
    two: "`compare` 需要二到五个对象",
    "two.mend": "例如：`compare 大坝 和 大桥`，或 `compare 媒体 和 社交 关于 大坝`",
    title: "每{step}提及次数",
    "title.on": "每{step}提及“{topic}”的次数",
    hour: "小时",
    day: "日",
    mentions: "提及",
    source: "{count} 条稿件；共读 {sources} 个来源",
    side: "- **{name}**：{count}",
    "side.none": "- **{name}**：{count}（本编辑台没有这类来源）",
    is: "最近 {days} 天{topic}：",
    on: "关于“{topic}”",
    social: "_用 `sources add <链接> --kind social` 可标明来源为社交内容。_",
    media: "媒体",
    people: "社交",
    en: "英文",
    zh: "中文",
  },
});

const parting = /\s+(?:with|and|vs\.?|versus|against|和|与|跟|对比)\s+|\s*[,;、，；]\s*/iu;
/** Only where nothing else parts them: 和平 is one word. */
const closeParting = /\s*(?:和|与|跟|对比)\s*/u;
const about = /\s+(?:on|about)\s+(.+)$|\s*关于\s*(.+)$/iu;
const most = 5;

const kinds: readonly [RegExp, Pick<Side, "voice" | "language">][] = [
  [/^(the )?(media|press|outlets|媒体)$/i, { voice: "media" }],
  [/^(the )?(social( media)?|people|audience|comments|社交|社交媒体|网友|公众)$/i, { voice: "social" }],
  [/^(english|en|英文|英语)$/i, { language: "en" }],
  [/^(chinese|zh|中文)$/i, { language: "zh" }],
];

/** What a person typed, as sides. `titles`: of the desk's sources, so that two of them can be named. */
export function sidesOf(
  typed: string,
  titles: readonly string[],
): { sides: readonly Side[]; topic?: string } {
  const on = about.exec(typed);
  const topic = (on?.[1] ?? on?.[2])?.trim();
  const asked = typed.slice(0, on?.index ?? typed.length);
  const apart = asked.split(parting);
  const parts = (apart.length > 1 ? apart : asked.split(closeParting))
    .map((part) => part.trim().replace(/^["“‘']|["”’']$/g, ""))
    .filter(Boolean);
  const sides = [...new Set(parts)].map((name): Side => {
    const kind = kinds.find(([words]) => words.test(name))?.[1];
    const words = topic === undefined ? {} : { words: topic };
    if (kind) return { name, ...kind, ...words };
    const source = titles.find((title) => title.toLowerCase() === name.toLowerCase());
    if (source !== undefined) return { name: source, source, ...words };
    return { name, words: topic === undefined ? name : `${name} ${topic}` };
  });
  return { sides, ...(topic === undefined ? {} : { topic }) };
}

export const compare = command({
  name: "compare",
  aliases: ["对比", "比较"],
  about: {
    en: "How often several topics, sources, languages, or media and people, are told, side by side",
    zh: "并列比较多个主题、来源、语言，或媒体与公众的提及次数",
  },
  options: [
    {
      name: "sides",
      kind: "text",
      required: true,
      rest: true,
      completes: true,
      maxLength: 400,
      about: {
        en: "A with B, two to five; `media with social on A`; `English with Chinese on A`",
        zh: "A 和 B，二到五个；`媒体 和 社交 关于 A`；`中文 和 英文 关于 A`",
      },
    },
    numberOption("days", { en: "how far back (14)", zh: "回看多少天（默认 14）" }, 1, 365),
    tableOption,
  ],
  examples: ["compare dam with bridge", "compare media with social on the dam --days 7"],
  complete: async (_option, typed, { services, desk }) =>
    (await services.sources.list(desk.id))
      .map(({ title }) => title)
      .filter((title) => title.toLowerCase().includes(typed.toLowerCase())),
  async run({ sides: typed, days = 14, table }, context) {
    const { services, desk, language, now } = context;
    const titles = (await services.sources.list(desk.id)).map(({ title }) => title);
    const { sides, topic } = sidesOf(typed, titles);
    if (sides.length < 2 || sides.length > most) throw new UserError(all("two"), all("two.mend"));
    const found = await services.trends.compare(desk, sides, now() - days * 86_400_000, now());
    const step = say(language, found.step === "day" ? "day" : "hour");
    const count = found.sides.reduce((sum, { total }) => sum + total, 0);
    const chart: CompareChart = {
      kind: "compare",
      title:
        topic === undefined ? say(language, "title", { step }) : say(language, "title.on", { step, topic }),
      subtitle: desk.name,
      source: say(language, "source", {
        count,
        sources: found.sources,
      }),
      sample: found.sample && count > 0,
      ...{ language, zone: desk.zone },
      unit: say(language, "mentions"),
      step: found.step,
      series: found.sides.map(({ name, points }) => ({ name, points })),
    };
    const picture = await drawn(chart, context, table);
    const lines = found.sides.map(({ name, total, sources }) =>
      say(language, sources === 0 ? "side.none" : "side", { name: plain(name), count: total }),
    );
    const noPeople = sides.some(({ voice }, n) => voice === "social" && found.sides[n]?.sources === 0);
    return {
      markdown: [
        say(language, "is", {
          days,
          topic: topic === undefined ? "" : say(language, "on", { topic: plain(topic) }),
        }),
        lines.join("\n"),
        ...(noPeople ? [say(language, "social")] : []),
        ...picture.lines,
      ].join("\n\n"),
      images: picture.images,
      actions: numbersButton("compare", { sides: typed, days }, context),
      data: { days, topic, step: found.step, sides: found.sides },
      madeBy: ["trends"],
    };
  },
});
