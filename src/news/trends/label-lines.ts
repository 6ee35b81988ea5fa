/** How many stories of each subject, or of each tone, by step. */
import type { ChartPoint, LabelLines, StoryLabel } from "../../types.ts";
import { calendarOf } from "./calendar.ts";
import { type Hour, storiesByHour } from "./hours.ts";
import { labelName } from "./labels.ts";

const dayMs = 86_400_000;
/** Longer stretches are shown by the day. */
const byHourMs = 4 * dayMs;
const tones: readonly StoryLabel[] = ["tone:negative", "tone:neutral", "tone:positive"];

/** Within since ≤ at ≤ now (ms). */
export function labelLines(
  hours: ReadonlyMap<number, Hour>,
  kind: "topic" | "tone",
  since: number,
  now: number,
): Pick<LabelLines, "step" | "lines" | "stories"> {
  const shown = new Map([...hours].filter(([at]) => at >= since && at <= now));
  const hourly = calendarOf(storiesByHour(shown), since, now);
  const ms = hourly.name === "day" || now - since > byHourMs ? dayMs : hourly.ms;
  const start = Math.floor(since / ms) * ms;
  const length = Math.floor((now - start) / ms) + 1;
  const empty = () => Array.from({ length }, (_, n) => ({ at: start + n * ms, value: 0 }));
  const series = new Map<StoryLabel, ChartPoint[]>(
    kind === "tone" ? tones.map((label) => [label, empty()]) : [],
  );
  const totals = new Map<string, number>();
  for (const [at, { labels }] of shown)
    for (const [key, count] of labels) {
      const label = key as StoryLabel;
      if (!label.startsWith(`${kind}:`)) continue;
      const points = series.get(label) ?? empty();
      series.set(label, points);
      const index = Math.floor((at - start) / ms);
      const point = points[index];
      if (point) points[index] = { at: point.at, value: point.value + count };
      totals.set(label, (totals.get(label) ?? 0) + count);
    }
  const lines = [...series].map(([label, points]) => ({
    ...{ label, points, name: labelName(label) },
    total: totals.get(label) ?? 0,
  }));
  if (kind === "topic") lines.sort((a, b) => b.total - a.total || (a.label < b.label ? -1 : 1));
  return {
    step: ms === dayMs ? "day" : "hour",
    lines,
    stories: [...shown.values()].reduce((sum, { stories }) => sum + stories, 0),
  };
}
