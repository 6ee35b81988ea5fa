/** One topic over time, with its bursts. */
import type { Answer, Context, TimeChart } from "../../types.ts";
import { drawn, numbersButton } from "../drawn.ts";
import { plain, storyLine, when } from "../show.ts";
import { citationOf } from "../target.ts";
import { besideWords, facts, tenth } from "./tell.ts";
import { say } from "./words.ts";

const storiesShown = 4;

export async function topicTrend(
  topic: string,
  days: number,
  table: boolean | undefined,
  context: Context,
): Promise<Answer> {
  const { services, desk, language, now } = context;
  const line = await services.trends.line(desk, topic, now() - days * 86_400_000, now());
  if (line.total === 0)
    return {
      markdown: `${say(language, "topic.none", { topic: plain(topic), days })} ${say(language, "topic.none.mend")}`,
      data: { topic, days, count: 0 },
      madeBy: ["trends"],
    };
  const stories = line.bursts.flatMap((burst) => burst.stories);
  const chart: TimeChart = {
    kind: "time",
    title: say(language, "line", { topic, step: say(language, line.step === "day" ? "day" : "hour") }),
    subtitle: desk.name,
    source: say(language, "source", { count: line.total }),
    sample: line.sample,
    ...{ language, zone: desk.zone },
    unit: say(language, "mentions"),
    step: line.step,
    points: line.points,
    expected: line.expected,
    bursts: line.bursts.map((burst) => ({
      from: burst.from,
      to: burst.until,
      ...(burst.with.length ? { label: burst.with.slice(0, 2).join(", ") } : {}),
    })),
  };
  const picture = await drawn(chart, context, table);
  const bursts = line.bursts.map((burst) =>
    say(language, burst.outlets === 1 ? "burst.one" : "burst", {
      began: when(burst.from, language, desk.zone, now()),
      count: burst.count,
      expected: tenth(burst.expected),
      outlets: burst.outlets,
      with: besideWords(burst.with, language),
      going: burst.going ? say(language, "going") : "",
    }),
  );
  const leads = stories.slice(0, storiesShown);
  return {
    markdown: [
      say(language, "topic", { topic: plain(topic), count: line.total, days }),
      bursts.length ? bursts.join("\n") : say(language, "calm"),
      ...(leads.length
        ? [leads.map((story) => `- ${storyLine(story, language, desk.zone)}`).join("\n")]
        : []),
      ...picture.lines,
    ].join("\n\n"),
    images: picture.images,
    sources: leads.map((story, n) => citationOf(story, String(n + 1))),
    actions: [
      ...numbersButton("trends", { topic, days }, context),
      { label: say(language, "toneButton"), command: "sentiment", options: { target: topic, days } },
      {
        label: say(language, "namesButton"),
        command: "names",
        options: { do: "show", target: topic, days, network: true },
      },
    ],
    data: {
      topic,
      days,
      count: line.total,
      step: line.step,
      points: line.points,
      expected: line.expected,
      bursts: line.bursts.map(facts),
    },
    madeBy: ["trends"],
  };
}
