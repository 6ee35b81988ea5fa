/** The archive, by words. Unknown first words come here too, and are told so. */
import type { Desk, Services } from "../types.ts";
import { numberOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { plain, storyLine } from "./show.ts";
import { citationOf } from "./target.ts";

const { say } = catalogue({
  en: {
    guessed: "I took that for a search of the archive. Say `help` to see what else I can do.",
    found: "**{count}** in the archive on “{words}”:",
    more: "The {shown} that fit best of {count} on “{words}”:",
    none: "The archive has nothing on “{words}”.",
    meaning: "No story has the words “{words}”; these are near in meaning:",
    "none.mend": "Fewer or other words may find more; `sources list` shows what is collected.",
    summarize: "Summarize the first",
  },
  zh: {
    guessed: "我把这句话当作存档搜索。发送 `help` 查看我还能做什么。",
    found: "存档中关于“{words}”共 **{count}** 条：",
    more: "关于“{words}”共 {count} 条，最相关的 {shown} 条：",
    none: "存档中没有关于“{words}”的内容。",
    meaning: "没有稿件含有“{words}”这些词；以下稿件意思相近：",
    "none.mend": "换几个词或少用几个词试试；`sources list` 可查看采集的来源。",
    summarize: "摘要第一条",
  },
});

export const search = command({
  name: "search",
  aliases: ["find", "搜索", "查找"],
  about: { en: "Find stories in the archive", zh: "在存档中查找稿件" },
  options: [
    {
      name: "words",
      kind: "text",
      required: true,
      rest: true,
      maxLength: 500,
      about: { en: "what to look for", zh: "要找的词" },
    },
    numberOption("days", { en: "only from so many days back", zh: "只找最近多少天" }, 1, 3650),
    {
      name: "language",
      kind: "choice",
      choices: ["en", "zh"],
      required: false,
      named: true,
      about: { en: "only stories in this language", zh: "只找这种语言的稿件" },
    },
    {
      name: "source",
      kind: "text",
      required: false,
      named: true,
      completes: true,
      maxLength: 200,
      about: { en: "only from this source", zh: "只找这个来源" },
    },
    numberOption("limit", { en: "how many (8)", zh: "多少条（默认 8）" }, 1, 50),
  ],
  examples: ["search dam evacuation --days 7", "search 洪水 --language zh"],
  complete: async (_option, typed, { services, desk }) =>
    (await services.sources.list(desk.id))
      .map((source) => source.title)
      .filter((title) => title.toLowerCase().includes(typed.toLowerCase())),
  async run({ words, days, language: only, source, limit = 8 }, { services, desk, language, by, now }) {
    const where = {
      words,
      language: only,
      sourceIds: source === undefined ? undefined : await named(source, services, desk),
      since: days && now() - days * 86_400_000,
    };
    const every = { ...where, match: "all" as const };
    let count = await services.archive.count(every);
    let hits = await services.archive.search({ ...every, limit });
    if (count === 0) {
      const some = { ...where, match: "any" as const };
      [count, hits] = [await services.archive.count(some), await services.archive.search({ ...some, limit })];
    }
    // Meaning alone finds less well than words: it is asked only where these find nothing, and is said to be so.
    const near = hits.length === 0 && source === undefined;
    if (near)
      hits = await services.byMeaning(words, {
        limit: Math.min(limit, 5),
        since: where.since,
        language: only,
      });
    const intro = by === "search" ? `${say(language, "guessed")}\n\n` : "";
    if (hits.length === 0)
      return {
        markdown: `${intro}${say(language, "none", { words: plain(shortened(words)) })} ${say(language, "none.mend")}`,
        data: { count: 0, hits: [] },
        madeBy: ["archive"],
      };
    const heading = say(language, near ? "meaning" : count > hits.length ? "more" : "found", {
      count,
      shown: hits.length,
      words: plain(shortened(words)),
    });
    const list = hits.map(({ story }, n) => `${n + 1}. ${storyLine(story, language, desk.zone)}`).join("\n");
    return {
      markdown: `${intro}${heading}\n\n${list}`,
      sources: hits.map(({ story }, n) => citationOf(story, String(n + 1))),
      data: {
        count,
        hits: hits.map(({ story, score }) => ({
          id: story.id,
          title: story.title,
          url: story.url,
          outlet: story.outlet,
          publishedAt: story.publishedAt,
          score,
        })),
      },
      actions: hits[0]
        ? [{ label: say(language, "summarize"), command: "summarize", options: { target: hits[0].story.id } }]
        : [],
      madeBy: near ? ["archive", "word-vectors"] : ["archive"],
    };
  },
});

/** A source may be named by its id or a part of its title. */
async function named(source: string, services: Services, desk: Desk): Promise<readonly string[]> {
  const wanted = source.toLowerCase();
  return (await services.sources.list(desk.id))
    .filter((one) => one.id === source || one.title.toLowerCase().includes(wanted))
    .map((one) => one.id);
}

/** A guess may be a whole sentence: it is told back by its beginning. */
const shortened = (words: string) => (words.length > 80 ? `${words.slice(0, 79)}…` : words);
