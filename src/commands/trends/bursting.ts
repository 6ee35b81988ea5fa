/** What bursts now: a list with reasons, and bars. */
import type { Answer, BarsChart, Context, Trend } from "../../types.ts";
import { drawn, numbersButton } from "../drawn.ts";
import { plain, storyLine, when } from "../show.ts";
import { citationOf } from "../target.ts";
import { labelBurstLines, labelButtons } from "./labels.ts";
import { besideWords, facts, tenth } from "./tell.ts";
import { say } from "./words.ts";

const shown = 6;
const buttons = 3;

export async function bursting(days: number, table: boolean | undefined, context: Context): Promise<Answer> {
  const { services, desk, language, now } = context;
  const found = await services.trends.bursting(desk, now() - days * 86_400_000, now());
  const { stories, words, days: span } = found.looked;
  const looked = { stories: number(stories), words: number(words), span };
  if (stories === 0)
    return {
      markdown: `${say(language, "empty")} ${say(language, "empty.mend")}`,
      data: { trends: [], labels: [], looked: found.looked },
      madeBy: ["trends"],
    };
  const young = found.looked.young ? [say(language, "young", { days: span })] : [];
  const trends = found.trends.slice(0, shown);
  const labels = labelBurstLines(found.labels, context);
  const labelData = found.labels.map(facts);
  if (trends.length === 0)
    return {
      markdown: [say(language, "none", looked), ...labels, ...young].join("\n\n"),
      actions: labelButtons(days, context),
      data: { trends: [], labels: labelData, looked: found.looked },
      madeBy: ["trends"],
    };
  const chart: BarsChart = {
    kind: "bars",
    title: say(language, "chart"),
    subtitle: desk.name,
    source: say(language, "counted", looked),
    sample: trends.some((trend) => trend.stories.some(({ sample }) => sample)),
    ...{ language, zone: desk.zone },
    unit: say(language, "mentions"),
    bars: trends.map((trend) => ({
      label: trend.words[0] ?? "",
      value: trend.count,
      mark: trend.going,
    })),
  };
  const picture = await drawn(chart, context, table);
  const items = trends.map((trend, n) => `${n + 1}. ${told(trend, context)}`);
  const leads = trends.flatMap((trend) => trend.stories.slice(0, 1));
  return {
    markdown: [
      say(language, "bursting", { days }),
      items.join("\n"),
      ...labels,
      ...picture.lines,
      ...young,
      say(language, "looked", looked),
    ].join("\n\n"),
    images: picture.images,
    sources: leads.map((story, n) => citationOf(story, String(n + 1))),
    actions: [
      ...trends
        .slice(0, buttons)
        .flatMap(({ words: [topic] }) =>
          topic === undefined ? [] : [{ label: topic.slice(0, 40), command: "trends", options: { topic } }],
        ),
      ...labelButtons(days, context),
      ...numbersButton("trends", { days }, context),
    ],
    data: { step: found.step, trends: trends.map(facts), labels: labelData, looked: found.looked },
    madeBy: ["trends"],
  };
}

function told(trend: Trend, { language, desk, now }: Context): string {
  const [story] = trend.stories;
  return [
    say(language, trend.outlets === 1 ? "one" : "item", {
      words: trend.words.map(plain).join(", "),
      count: trend.count,
      expected: tenth(trend.expected),
      outlets: trend.outlets,
      began: when(trend.from, language, desk.zone, now()),
      with: besideWords(trend.with, language),
    }) + (trend.going ? say(language, "going") : ""),
    ...(story ? [`   ${storyLine(story, language, desk.zone)}`] : []),
  ].join("\n");
}

const number = (value: number) => value.toLocaleString("en");
