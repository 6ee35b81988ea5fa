/** The key phrases of an event: over all stories of the archive that have its words. */
import type { Answer, Context, Document } from "../../types.ts";
import { carried, correctButton } from "../learn/finding.ts";
import { aside, linked, plain } from "../show.ts";
import { citationOf } from "../target.ts";
import { inContext, statement } from "./context.ts";
import { phraseFindings } from "./findings.ts";
import { say } from "./words.ts";

const storiesLookedAt = 300;
/** A phrase of a single story is that story's own, where there are more. */
const fewestStories = 2;

export async function ofEvent(event: string, days: number, count: number, context: Context): Promise<Answer> {
  const { services, desk, language, now } = context;
  const hits = await services.archive.search({
    words: event,
    match: "all",
    since: now() - days * 86_400_000,
    limit: storiesLookedAt,
  });
  if (hits.length === 0)
    return {
      markdown: `${say(language, "none", { event: plain(event), days })} ${say(language, "none.mend")}`,
      data: { event, days, count: 0, keywords: [] },
      madeBy: ["archive"],
    };
  const stories = hits.map(({ story }) => story).sort((a, b) => a.publishedAt - b.publishedAt);
  const documents: Document[] = stories.map(({ id, title, text }) => ({ id, title, text }));
  const found = (await services.text.keyPhrases(documents, count * 2))
    .filter(({ documents: having }) => having >= Math.min(fewestStories, stories.length))
    .slice(0, count);
  const shown = [...new Set(found.map(({ first }) => first.document))];
  const sources = shown.flatMap((id) => stories.find((story) => story.id === id) ?? []);
  const lines = found.map(({ phrase, documents: having, first }) => {
    const number = shown.indexOf(first.document) + 1;
    const story = stories.find(({ id }) => id === first.document);
    const where =
      story && first.place
        ? inContext(story.text, first.place, services.text.sentences(story.text))
        : story
          ? `${say(language, "headline")}: ${linked(story.title, story.url)}`
          : "";
    const told = say(language, "stories", { count: having, of: stories.length });
    return `- **${plain(phrase)}**${aside(told, language)}  \n  ${where} \\[${number}\\]`;
  });
  const findings = carried(
    found.flatMap(({ phrase, score, model, first }) => {
      const story = stories.find(({ id }) => id === first.document);
      if (!story || !first.place) return [];
      return phraseFindings(story.text, [{ phrase, score, model, ...first.place }], story.language, context);
    }),
  );
  return {
    markdown: [
      say(language, found.length > 0 ? "event" : "event.nothing", {
        ...{ event: plain(event), days, count: stories.length },
      }),
      ...(lines.length > 0 ? [lines.join("\n")] : []),
    ].join("\n\n"),
    sentences: found.flatMap(({ phrase, first }) => {
      const story = stories.find(({ id }) => id === first.document);
      const source = String(shown.indexOf(first.document) + 1);
      return story && first.place ? [statement(story.text, first.place, phrase, source)] : [];
    }),
    sources: sources.map((story, n) => citationOf(story, String(n + 1))),
    ...(findings.length > 0 && { findings, actions: [correctButton(findings, language)] }),
    data: { event, days, count: stories.length, desk: desk.id, keywords: found },
    madeBy: [...new Set(found.map(({ model }) => model))],
  };
}
