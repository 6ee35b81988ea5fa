/** The story of an event by time, each step with its source. */
import type { TimeChart } from "../types.ts";
import { numberOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { drawn, numbersButton, tableOption } from "./drawn.ts";
import { linked, plain, when } from "./show.ts";
import { subjectOf } from "./subject.ts";
import { citationOf } from "./target.ts";

const { say } = catalogue({
  en: {
    is: "“{event}”, step by step: {stories} stories from {outlets} outlets.",
    "is.outlet": "“{event}”, step by step: {stories} stories from one outlet.",
    "is.story": "“{event}”: there is one story.",
    none: "The desk’s sources tell nothing of “{event}” in these {days} days.",
    "none.mend": "More days (`--days 90`) or fewer words may find it.",
    more: " · and {count} more",
    line: "Stories on {event} per {step}",
    hour: "hour",
    day: "day",
    stories: "stories",
    source: "{count} stories",
  },
  zh: {
    is: "“{event}”的经过：{outlets} 家媒体的 {stories} 条稿件。",
    "is.outlet": "“{event}”的经过：一家媒体的 {stories} 条稿件。",
    "is.story": "“{event}”：只有一条稿件。",
    none: "这 {days} 天本编辑台的来源没有关于“{event}”的内容。",
    "none.mend": "可放宽天数（`--days 90`）或减少词语。",
    more: " · 另有 {count} 条",
    line: "每{step}关于“{event}”的稿件",
    hour: "小时",
    day: "日",
    stories: "稿件",
    source: "{count} 条稿件",
  },
});

const longestSentence = 220;

export const timeline = command({
  name: "timeline",
  aliases: ["chronology", "时间线", "脉络"],
  about: { en: "The story of an event by time, with its sources", zh: "按时间梳理事件的经过，并附来源" },
  options: [
    {
      name: "event",
      kind: "text",
      required: true,
      rest: true,
      maxLength: 300,
      about: { en: "the event in a few words", zh: "用几个词说明事件" },
    },
    numberOption("days", { en: "how far back (30)", zh: "回看多少天（默认 30）" }, 1, 3650),
    tableOption,
  ],
  examples: ["timeline dam evacuation", "timeline 大坝 --days 7"],
  understands(text) {
    const asked =
      /^(?:what happened (?:with|to|at|in) |how did )(.+?)(?: (?:unfold|develop|happen))?(?:,? step by step)?\s*[?？]?$|^(.+?)(?:的)?(?:来龙去脉|经过|时间线)(?:是什么)?[？?]?$/iu.exec(
        text,
      );
    const event = asked?.[1] ?? asked?.[2];
    // "What happened to my digest?" is about the bot.
    if (
      event === undefined ||
      event.length > 80 ||
      /\b(my|our|the) (digest|message|feed|watch)\b/i.test(event)
    )
      return undefined;
    return { event };
  },
  async run({ event: typed, days = 30, table }, context) {
    const event = subjectOf(typed);
    const { services, desk, language, now } = context;
    const since = now() - days * 86_400_000;
    const told = await services.trends.timeline(desk, event, since, now());
    if (told.steps.length === 0)
      return {
        markdown: `${say(language, "none", { event: plain(event), days })} ${say(language, "none.mend")}`,
        data: { event, days, steps: [] },
        madeBy: ["trends"],
      };
    const begin = Math.max(since, (told.steps[0]?.from ?? since) - 86_400_000);
    const line = await services.trends.line(desk, event, begin, now());
    const chart: TimeChart = {
      kind: "time",
      title: say(language, "line", { event, step: say(language, line.step === "day" ? "day" : "hour") }),
      subtitle: desk.name,
      source: say(language, "source", { count: line.total }),
      sample: told.steps.some(({ lead }) => lead.sample),
      ...{ language, zone: desk.zone },
      unit: say(language, "stories"),
      step: line.step,
      points: line.points,
      bursts: line.bursts.map(({ from, until }) => ({ from, to: until })),
    };
    const picture = line.total > 1 ? await drawn(chart, context, table) : { images: [], lines: [] };
    const steps = told.steps.map(({ lead, stories }, n) => {
      const sentence = services.text.sentences(lead.text)[0]?.text ?? "";
      const first =
        sentence.length > 0 && sentence.length <= longestSentence ? `  \n  ${plain(sentence)}` : "";
      const more = stories > 1 ? say(language, "more", { count: stories - 1 }) : "";
      return `- **${when(lead.publishedAt, language, desk.zone, now())}** ${linked(lead.title, lead.url)} — ${plain(lead.outlet)} \\[${n + 1}\\]${more}${first}`;
    });
    return {
      markdown: [
        say(language, told.stories === 1 ? "is.story" : told.outlets === 1 ? "is.outlet" : "is", {
          event: plain(event),
          stories: told.stories,
          outlets: told.outlets,
        }),
        steps.join("\n"),
        ...picture.lines,
      ].join("\n\n"),
      images: picture.images,
      sources: told.steps.map(({ lead }, n) => citationOf(lead, String(n + 1))),
      actions: numbersButton("timeline", { event, days }, context),
      data: {
        ...{ event, days, stories: told.stories, outlets: told.outlets },
        steps: told.steps.map(({ lead, ...step }) => ({
          ...step,
          id: lead.id,
          title: lead.title,
          url: lead.url,
        })),
      },
      madeBy: ["trends"],
    };
  },
});
