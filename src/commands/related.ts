/** What did we run on this? */
import type { Context } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { plain, reasonText, storyLine } from "./show.ts";
import { citationOf, material } from "./target.ts";

const { say } = catalogue({
  en: {
    looking: "Looking through the archive",
    none: "The archive has nothing on this.",
    "none.mend": "`sources add` brings more in; `search` looks for single words.",
    subject: "Related to “{title}”:",
  },
  zh: {
    looking: "正在查找存档",
    none: "存档中没有与此相关的内容。",
    "none.mend": "可用 `sources add` 增加来源，或用 `search` 按词查找。",
    subject: "与“{title}”相关：",
  },
});

export const related = command({
  name: "related",
  aliases: ["background", "相关", "背景"],
  about: { en: "What did we run on this?", zh: "我们以前发过相关稿件吗？" },
  options: [
    targetOption({
      en: "a link, a story's id, `thread`, a text, or a few words",
      zh: "链接、稿件编号、`thread`、文本或几个词",
    }),
    numberOption("limit", { en: "how many (5)", zh: "多少条（默认 5）" }, 1, 20),
  ],
  examples: ["related https://example.org/story", "related harbour bridge"],
  understands(text) {
    const asked =
      /^(?:what (?:did|have|do) we (?:run|have|publish|published|write|written|already have)(?: before)?|(?:have|did) (?:we|you) (?:ever )?(?:run|had|have|publish|published|write|written)(?: anything)?)(?: (?:on|about) (.+?)| (?:this|that|it))?(?: (?:before|already|yet))?\??$|^(?:我们|你们|咱们)?(?:以前|之前)?(?:有没有)?(?:发|报道|写)过(.+?)?(?:的?(?:报道|稿件|新闻|文章))?(?:吗|么)?[？?]?$/iu.exec(
        text,
      );
    if (!asked) return undefined;
    const about = asked[1] ?? asked[2];
    return about === undefined || /^(this|that|it|这个|什么)$/i.test(about) ? {} : { target: about };
  },
  async run({ target, limit = 5 }, context) {
    const { services, desk, language, progress } = context;
    progress.status(say(language, "looking"));
    // A few words are a subject, not a text to be read.
    const words =
      target !== undefined &&
      target.length < 120 &&
      !/https?:|^(this |the )?thread$|^本?讨论串?$/i.test(target) &&
      !(await services.archive.get(target));
    const about = words ? { title: target, text: "" } : await aboutOf(target, context);
    const near = await services.news.related(about, limit);
    // A name that the ranker cuts otherwise is still found by its letters.
    const hits = near.length > 0 || !words ? near : await matching(target, limit, context);
    if (hits.length === 0)
      return {
        markdown: `${say(language, "none")} ${say(language, "none.mend")}`,
        data: { hits: [] },
        madeBy: ["related"],
      };
    const list = hits.map(
      (hit, n) =>
        `${n + 1}. ${storyLine(hit.story, language, desk.zone)}\n   _${hit.reasons.map((reason) => reasonText(reason, language)).join(" · ")}_`,
    );
    return {
      markdown: `${say(language, "subject", { title: plain(about.title) })}\n\n${list.join("\n")}`,
      sources: hits.map((hit, n) => citationOf(hit.story, String(n + 1))),
      data: {
        hits: hits.map((hit) => ({
          id: hit.story.id,
          title: hit.story.title,
          url: hit.story.url,
          score: hit.score,
          reasons: hit.reasons,
        })),
      },
      madeBy: ["related"],
    };
  },
});

async function aboutOf(target: string | undefined, context: Context) {
  const found = await material(target, context);
  return {
    title: found.document.title,
    text: found.document.text,
    id: found.storyId,
    publishedAt: found.document.publishedAt,
  };
}

async function matching(words: string, limit: number, { services }: Context) {
  const hits = await services.archive.search({ words, match: "all", limit });
  return hits.map((hit) => ({ ...hit, reasons: [{ code: "matches", value: words } as const] }));
}
