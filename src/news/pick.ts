/** A ranked event with its sentences. */
import type { Log, Pick, TextTools } from "../types.ts";
import type { Ranked } from "./rank.ts";

const summaryWords = 45;
const summarySentences = 2;

/** One or two sentences of the lead, each with the passage it is. A passage that does not say what it claims is left out and logged. */
export function withSummary(ranked: Ranked, text: TextTools, log: Log): Pick {
  const { lead } = ranked.event;
  if (!lead.text.trim()) return { ...ranked, summary: [] };
  const { sentences } = text.summarize([lead], summaryWords);
  const summary = sentences.slice(0, summarySentences).filter(({ passages }) => {
    const holds =
      passages.length > 0 &&
      passages.every(
        ({ source, start, end, text: words }) =>
          source === lead.id && lead.text.slice(start, end) === words && words !== "",
      );
    if (!holds)
      log.error({ story: lead.id }, "a summary sentence points at a passage that is not there: left out");
    return holds;
  });
  return { ...ranked, summary };
}
