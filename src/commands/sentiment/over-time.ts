/** Tones over time as a chart. */
import type { Context, TimeChart } from "../../types.ts";
import { drawn } from "../drawn.ts";
import { scoreLine } from "../trends/score-line.ts";
import { say } from "./words.ts";

export interface Scored {
  /** ms since 1970 */
  at: number;
  /** −1 … 1 */
  score: number;
}

export interface OverTime {
  images: Awaited<ReturnType<typeof drawn>>["images"];
  lines: readonly string[];
  /** What is drawn; undefined where all of it fell into one step, and nothing was drawn. */
  points: TimeChart["points"] | undefined;
}

/** `what`: the topic; undefined for a thread. */
export async function overTime(
  scores: readonly Scored[],
  range: { since: number; until: number },
  what: { topic: string | undefined; sample: boolean; table: boolean | undefined },
  context: Context,
): Promise<OverTime> {
  const { desk, language } = context;
  const line = scoreLine(scores, range.since, range.until);
  if (line.points.filter(({ value }) => Number.isFinite(value)).length < 2)
    return { images: [], lines: [], points: undefined };
  const step = say(language, line.step === "hour" || line.step === "week" ? line.step : "day");
  const count = scores.length;
  const chart: TimeChart = {
    kind: "time",
    title:
      what.topic === undefined
        ? say(language, "chart.thread", { step })
        : say(language, "chart", { topic: what.topic, step }),
    subtitle: desk.name,
    source: say(language, what.topic === undefined ? "chart.messages" : "chart.source", { count }),
    sample: what.sample,
    ...{ language, zone: desk.zone },
    unit: say(language, "score"),
    step: line.step,
    points: line.points,
    range: [-1, 1],
  };
  const { images, lines } = await drawn(chart, context, what.table);
  return { images, lines, points: line.points };
}
