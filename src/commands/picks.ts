/** Events of a digest or a recommendation, as Markdown and as data. */
import type { Language, Pick, Sentence } from "../types.ts";
import { catalogue } from "./define.ts";
import { linked, plain, reasonText, storyLine } from "./show.ts";

const { say } = catalogue({
  en: { also: "Also in: {outlets}", why: "Why: {reasons}" },
  zh: { also: "另见：{outlets}", why: "理由：{reasons}" },
});

/** One numbered item an event: title, summary, "also in", and the reasons where they are asked for. */
export function pickLines(
  picks: readonly Pick[],
  language: Language,
  zone: string,
  show: { reasons: boolean },
): { lines: string; sentences: readonly Sentence[] } {
  const sentences: Sentence[] = [];
  const lines = picks.map((pick, n) => {
    const { lead, stories } = pick.event;
    for (const one of pick.summary)
      sentences.push({
        text: one.text,
        passages: one.passages.map((passage) => ({ ...passage, source: String(n + 1) })),
        verdict: "supported",
      });
    const also = stories.filter((story) => story.id !== lead.id);
    const outlets = [...new Map(also.map((story) => [story.outlet, story])).values()].filter(
      (story) => story.outlet !== lead.outlet,
    );
    const rest = [
      plain(pick.summary.map((one) => one.text).join(lead.language === "zh" ? "" : " ")),
      outlets.length > 0
        ? `_${say(language, "also", {
            outlets: outlets
              .slice(0, 6)
              .map((story) => linked(story.outlet, story.url))
              .join(", "),
          })}_`
        : "",
      show.reasons && pick.reasons.length > 0
        ? `_${say(language, "why", { reasons: pick.reasons.map((reason) => reasonText(reason, language)).join(" · ") })}_`
        : "",
    ].filter(Boolean);
    return [`${n + 1}. ${storyLine(lead, language, zone)}`, ...rest.map((line) => `   ${line}`)].join("  \n");
  });
  return { lines: lines.join("\n"), sentences };
}

export function picksData(picks: readonly Pick[]) {
  return picks.map((pick) => ({
    title: pick.event.lead.title,
    id: pick.event.lead.id,
    url: pick.event.lead.url,
    outlet: pick.event.lead.outlet,
    sample: pick.event.lead.sample,
    stories: pick.event.stories.map((story) => story.id),
    outlets: [...new Set(pick.event.stories.map((story) => story.outlet))],
    reasons: pick.reasons,
    summary: pick.summary.map((one) => one.text),
  }));
}
