/** Models, their history and comparisons as Markdown. */
import type { Deployment, Figure, GateRecord, KnownModel, Language, TaskState } from "../../types.ts";
import { plain, when } from "../show.ts";
import { say } from "./words.ts";

export function taskLines(state: TaskState, language: Language): string {
  const lines = state.models.map((one) =>
    say(language, "model", {
      ref: one.ref,
      version: plain(one.version),
      live: one.live ? say(language, "live") : "",
      kind: plain(one.kind) + (one.shipped ? `, ${say(language, "shipped")}` : ""),
      languages: one.languages.map(plain).join(", "),
      size: size(one.bytes),
    }),
  );
  return [
    say(language, "task", { task: state.task, about: state.about[language] }),
    ...(state.problem ? [say(language, "problem", { problem: plain(state.problem[language]) })] : []),
    ...(state.live === undefined ? [say(language, "builtin")] : []),
    ...(lines.length > 0 ? [lines.join("\n")] : []),
  ].join("\n\n");
}

export function modelLines(model: KnownModel, language: Language): readonly string[] {
  return [
    `${say(language, "facts", {
      label: plain(model.label),
      task: model.task,
      kind: plain(model.kind),
      languages: model.languages.map(plain).join(", "),
      size: size(model.bytes),
      hash: model.hash,
    })}${model.live ? say(language, "live") : ""}`,
    say(language, "trained", { sets: model.trainedOn.map(plain).join(", ") || "–" }),
    say(language, "command", { command: model.command.replaceAll("`", "ˋ") }),
  ];
}

export function historyLines(
  history: readonly Deployment[],
  language: Language,
  zone: string,
  name: (by: string) => string,
): string {
  const lines = history.map((one) =>
    say(language, one.kind === "deploy" ? "history.deploy" : "history.rollback", {
      when: when(one.at, language, zone),
      label: one.label === "" ? say(language, "history.shipped") : plain(one.label),
      by: plain(name(one.by)),
      forced: one.forced ? say(language, "forced", { reason: plain(one.reason) }) : "",
    }),
  );
  return `${say(language, "history")}\n\n${lines.join("\n")}`;
}

export function recordLines(record: GateRecord, language: Language): readonly string[] {
  const { scores, speed, bytes, swaps, slices } = record;
  return [
    say(language, "score", {
      metric: record.metric,
      candidate: figure(scores.candidate.value),
      candidateCi: interval(scores.candidate),
      live: figure(scores.live.value),
      liveCi: interval(scores.live),
      difference: figure(scores.difference.value),
      differenceCi: interval(scores.difference),
      p: record.p.toFixed(3),
    }),
    ...(slices.length > 0
      ? [
          `${say(language, "slices")}\n\n${slices
            .map((one) =>
              say(language, "slice", {
                slice: one.slice,
                value: plain(one.value),
                n: one.n,
                candidate: figure(one.candidate),
                live: figure(one.live),
                worse: one.worse ? say(language, "slice.worse") : "",
              }),
            )
            .join("\n")}`,
        ]
      : []),
    ...(swaps
      ? [
          say(language, "swaps", {
            n: swaps.n,
            candidate: percent(swaps.candidate),
            live: percent(swaps.live),
          }),
        ]
      : []),
    say(language, "speed", {
      candidate: Math.round(speed.candidate),
      live: Math.round(speed.live),
      candidateSize: size(bytes.candidate),
      liveSize: size(bytes.live),
    }),
  ];
}

export function reasonLines(record: GateRecord, language: Language): string {
  return record.reasons.map((reason) => `- ${plain(reason[language])}`).join("\n");
}

export const size = (bytes: number) =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;
const figure = (value: number) => (Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–");
const interval = ({ ci }: Figure) => `${figure(ci[0])} … ${figure(ci[1])}`;
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
