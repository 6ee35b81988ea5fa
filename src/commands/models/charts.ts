/** What a model's record looks like: how sure and how right, and what it takes for what. */
import type { Chart, GateRecord, Language } from "../../types.ts";
import { say } from "./words.ts";

export function recordCharts(record: GateRecord, language: Language, zone: string): readonly Chart[] {
  const { details, candidate, n, task } = record;
  if (!details) return [];
  const frame = { subtitle: task, source: say(language, "rows", { n }), language, zone } as const;
  return [
    {
      ...frame,
      kind: "reliability",
      title: say(language, "reliability", { model: candidate }),
      ...details.reliability,
    },
    {
      ...frame,
      kind: "confusion",
      title: say(language, "confusion", { model: candidate }),
      ...details.confusion,
    },
  ];
}
