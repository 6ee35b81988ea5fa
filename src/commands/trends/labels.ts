/** Subjects and tones over all stories: what bursts, and shares over time. */
import type { ActionDraft, Answer, Context, LabelBurst, SharesChart } from "../../types.ts";
import { drawn, numbersButton } from "../drawn.ts";
import { storyLine, when } from "../show.ts";
import { citationOf } from "../target.ts";
import { besideWords, facts, tenth } from "./tell.ts";
import { say } from "./words.ts";

const linesShown = 6;
const burstsShown = 4;

export async function byLabel(
  by: "subject" | "tone",
  days: number,
  table: boolean | undefined,
  context: Context,
): Promise<Answer> {
  const { services, desk, language, now } = context;
  const kind = by === "subject" ? "topic" : "tone";
  const found = await services.trends.labels(desk, kind, now() - days * 86_400_000, now());
  const labelled = found.lines.reduce((sum, { total }) => sum + total, 0);
  if (labelled === 0)
    return {
      markdown: `${say(language, "empty")} ${say(language, "empty.mend")}`,
      data: { by, days, stories: found.stories, lines: [], bursts: [] },
      madeBy: found.models,
    };
  const stories = found.bursts.flatMap((burst) => burst.stories.slice(0, 1)).slice(0, burstsShown);
  const chart: SharesChart = {
    kind: "shares",
    title: say(language, `chart.${kind}`, { step: say(language, found.step === "day" ? "day" : "hour") }),
    subtitle: desk.name,
    source: say(language, "counted", { stories: labelled }),
    sample: found.sample,
    ...{ language, zone: desk.zone },
    unit: say(language, "stories"),
    step: found.step,
    series: found.lines.map(({ name, points }) => ({ name: name[language], points })),
  };
  const picture = await drawn(chart, context, table);
  const shares = found.lines.slice(0, kind === "tone" ? 3 : linesShown).map(({ name, total }) =>
    say(language, "share", {
      name: name[language],
      count: total,
      percent: `${Math.round((100 * total) / labelled)}%`,
    }),
  );
  const bursts = labelBurstLines(found.bursts, context);
  return {
    markdown: [
      say(language, `by.${kind}`, { days, stories: found.stories, labelled }),
      shares.join("\n"),
      ...(bursts.length > 0
        ? bursts
        : [say(language, found.young ? "young" : "by.calm", { days: found.days })]),
      ...picture.lines,
    ].join("\n\n"),
    images: picture.images,
    sources: stories.map((story, n) => citationOf(story, String(n + 1))),
    actions: numbersButton("trends", { by, days }, context),
    data: { by, ...found, days, counted: found.days, bursts: found.bursts.map(facts) },
    madeBy: found.models,
  };
}

/** Nothing where nothing bursts. */
export function labelBurstLines(
  bursts: readonly LabelBurst[],
  { language, desk, now }: Context,
): readonly string[] {
  if (bursts.length === 0) return [];
  const lines = bursts.slice(0, burstsShown).flatMap((burst) => {
    const [story] = burst.stories;
    const line = say(language, burst.outlets === 1 ? "label.one" : "label", {
      name: burst.name[language],
      count: burst.count,
      expected: tenth(burst.expected),
      outlets: burst.outlets,
      began: when(burst.from, language, desk.zone, now()),
      with: besideWords(burst.with, language),
    });
    return [
      `${line}${burst.going ? say(language, "going") : ""}`,
      ...(story ? [`  ${storyLine(story, language, desk.zone)}`] : []),
    ];
  });
  return [say(language, "labels"), lines.join("\n")];
}

export function labelButtons(days: number, { language }: Context): readonly ActionDraft[] {
  return (["subject", "tone"] as const).map((by) => ({
    label: say(language, by === "subject" ? "by.topic.button" : "by.tone.button"),
    command: "trends",
    options: { by, days: Math.max(days, 14) },
  }));
}
