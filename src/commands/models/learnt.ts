/** What came of a training, in a line a task: precision, recall and F1 before and after, or why nothing changed. */
import type { GateRecord, Language, TaskReport } from "../../types.ts";
import { plain } from "../show.ts";
import { say } from "./words.ts";

export function learntLines(reports: readonly TaskReport[], language: Language): string {
  const lines = reports.map((report) =>
    say(language, `learnt.${report.state}`, {
      task: report.task,
      examples: report.examples,
      figures: report.outcome?.record ? figures(report.outcome.record, language) : "–",
      why: plain(whyOf(report, language)),
    }),
  );
  return `${say(language, "learnt")}\n\n${lines.join("\n")}`;
}

function whyOf({ problem, outcome }: TaskReport, language: Language): string {
  const reasons = outcome?.record?.reasons ?? [];
  return (
    problem?.[language] ?? outcome?.problem?.[language] ?? reasons.map((one) => one[language]).join("; ")
  );
}

function figures({ precision, recall, scores }: GateRecord, language: Language): string {
  const three = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : "–");
  return say(language, "learnt.figures", {
    ...{ p0: three(precision.live), p1: three(precision.candidate) },
    ...{ r0: three(recall.live), r1: three(recall.candidate) },
    ...{ f0: three(scores.live.value), f1: three(scores.candidate.value) },
  });
}
