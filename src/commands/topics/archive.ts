/** The last days by subject, and the themes that grow in them. */
import type { Answer, Context } from "../../types.ts";
import { storyLine } from "../show.ts";
import { citationOf } from "../target.ts";
import { say } from "./catalogue.ts";
import { plain } from "./show.ts";

const dayMs = 86_400_000;
const storiesLookedAt = 5_000;
/** Stories between two breaths: a few ms. */
const slice = 200;
const themesTold = 5;
/** From here on a theme is told as growing. */
const growing = 1.5;
const opening = 1_000;

export async function ofArchive(days: number, context: Context): Promise<Answer> {
  const { services, desk, language, now, signal } = context;
  const until = now();
  const hits = await services.archive.search({
    match: "any",
    since: until - days * dayMs,
    until,
    limit: storiesLookedAt,
  });
  if (hits.length === 0)
    return {
      markdown: `${say(language, "empty", { days })} ${say(language, "empty.mend")}`,
      data: { days, count: 0, topics: [], themes: [] },
      madeBy: ["archive"],
    };
  const counts = new Map<string, { name: string; count: number }>();
  const own = new Map<string, number>();
  let unclear = 0;
  let model = "";
  for (let from = 0; from < hits.length; from += slice) {
    const texts = hits
      .slice(from, from + slice)
      .map(({ story }) => `${story.title}\n${story.text.slice(0, opening)}`);
    for (const text of texts) {
      const read = services.text.topics(text);
      model = read.model;
      const [first] = read.topics;
      if (!first || !read.sure) unclear++;
      else {
        const { code, name } = first;
        counts.set(code, { name: name[language], count: (counts.get(code)?.count ?? 0) + 1 });
      }
    }
    for (const [first] of await services.topics.of(desk.id, texts))
      if (first) own.set(first.category, (own.get(first.category) ?? 0) + 1);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  const { themes } = await services.news.themes(desk, days, until);
  const told = themes.filter(({ growth }) => growth >= growing).slice(0, themesTold);
  const byCount = [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  const lines = [
    ...[...own]
      .sort(([, a], [, b]) => b - a)
      .map(([category, count]) => say(language, "count.own", { category: plain(category), count })),
    ...byCount.map(([, { name, count }]) => say(language, "count", { name, count })),
    ...(unclear > 0 ? [say(language, "unclear", { count: unclear })] : []),
  ];
  const themeLines = told.map(({ label, stories, outlets, before, growth, lead }) => {
    const values = {
      label: label.map(plain).join(language === "zh" ? "、" : ", ") || plain(lead.title),
      count: stories.length,
      outlets,
      before,
      growth: growth.toFixed(1),
    };
    return `- ${say(language, before > 0 ? "theme" : "theme.new", values)}  \n  ${storyLine(lead, language, desk.zone)}`;
  });
  return {
    markdown: [
      say(language, days === 1 ? "counts.one" : "counts", { count: hits.length, days }),
      lines.map((line) => `- ${line}`).join("\n"),
      themeLines.length > 0
        ? `${say(language, "themes")}\n\n${themeLines.join("\n")}`
        : say(language, "steady"),
    ].join("\n\n"),
    sources: told.map(({ lead }, n) => citationOf(lead, String(n + 1))),
    data: {
      days,
      count: hits.length,
      unclear,
      topics: byCount.map(([code, { name, count }]) => ({ code, name, count })),
      own: [...own].map(([category, count]) => ({ category, count })),
      themes: told.map(({ label, stories, outlets, before, growth, lead }) => ({
        label,
        stories: stories.map(({ id }) => id),
        outlets,
        before,
        growth,
        lead: lead.id,
      })),
    },
    madeBy: [model],
  };
}
