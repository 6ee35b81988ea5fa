/** What a text, or an event over all its stories, is about: key phrases, each where it first stands. */
import type { Answer, Context, Keyword, KeywordPurpose } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { command } from "./define.ts";
import { inContext, type Place, statement } from "./keywords/context.ts";
import { ofEvent } from "./keywords/event.ts";
import { phraseFindings } from "./keywords/findings.ts";
import { say } from "./keywords/words.ts";
import { correctButton } from "./learn/finding.ts";
import { plain } from "./show.ts";
import { subjectOf } from "./subject.ts";
import { cautionLines, type Material, material } from "./target.ts";

const purposes = ["labels", "phrases", "tags"] as const satisfies readonly KeywordPurpose[];
const usual = 8;
/** What is left of “关键词是什么？” or “keywords of this?” behind the command's name. */
const question = /^(?:是什么|有哪些|(?:of|in) (?:this|that|it))\s*[?？]*$/iu;

export const keywords = command({
  name: "keywords",
  aliases: ["keyphrases", "关键词"],
  about: {
    en: "The key phrases of a text, link or thread, or of an event over all its stories",
    zh: "文本、链接、讨论串的关键词，或一个事件全部稿件的关键词",
  },
  options: [
    targetOption({
      en: "a link, a story's id, `thread`, a text, or an event in a few words",
      zh: "链接、稿件编号、`thread`、文本，或用几个词说明的事件",
    }),
    {
      name: "as",
      kind: "choice",
      choices: purposes,
      required: false,
      named: true,
      about: {
        en: "labels (a few, for people), phrases (for an index) or tags (mostly single words)",
        zh: "labels 供阅读的少量短语；phrases 索引词；tags 多为单词的标签",
      },
    },
    numberOption("count", { en: "how many (8)", zh: "多少个（默认 8）" }, 1, 30),
    numberOption(
      "days",
      { en: "for an event: how far back (30)", zh: "事件：回看多少天（默认 30）" },
      1,
      3650,
    ),
  ],
  examples: [
    "keywords https://example.org/story",
    "keywords dam evacuation --days 7",
    "keywords thread --as tags",
  ],
  understands: (text) =>
    /^(?:what are the )?key ?(?:words|phrases)(?: (?:of|in) (?:this|that|it))?\s*\?*$|^(?:这|它)?的?关键词(?:是什么|有哪些)?[？?]*$/iu.test(
      text,
    )
      ? {}
      : undefined,
  async run({ target: typed, as = "labels", count = usual, days = 30 }, context) {
    const target = typed !== undefined && question.test(typed.trim()) ? undefined : typed;
    if (target !== undefined && isEvent(target) && !(await context.services.archive.get(target)))
      return ofEvent(subjectOf(target), days, count, context);
    return ofText(await material(target, context), as, count, context);
  },
});

/** A few words without a full stop are an event; anything longer is a text of its own. */
function isEvent(target: string): boolean {
  return (
    !/https?:|[.!?。！？]|^(the |this )?thread$|^本?讨论串?$/iu.test(target) &&
    target.split(/\s+/).length <= 6 &&
    target.length <= 60
  );
}

function ofText(found: Material, as: KeywordPurpose, count: number, context: Context): Answer {
  const { services, language } = context;
  const { document, kind, citation } = found;
  // What has a title of its own says there what it is about.
  // What a file is called says nothing of it.
  const called = context.message.files.some(({ name }) => name === document.title);
  const head = kind === "text" || kind === "thread" || called ? "" : `${document.title}\n\n`;
  const read = services.text.keywords(head + document.text, count, as);
  const sentences = services.text.sentences(document.text);
  const placed = read.map((keyword) => ({ ...keyword, place: placeOf(keyword, head, document.text) }));
  const lines = placed.map(({ phrase, place }) => {
    if (as === "tags") return `- ${plain(phrase)}`;
    const where = place ? inContext(document.text, place, sentences) : say(language, "headline");
    return `- **${plain(phrase)}**  \n  ${where}`;
  });
  const title = plain(document.title);
  const findings = phraseFindings(head + document.text, read, found.language, context);
  return {
    markdown: [
      ...cautionLines(found, context),
      say(language, read.length === 0 ? "nothing" : as === "labels" ? "is" : `is.${as}`, { title }),
      ...(lines.length > 0 ? [lines.join("\n")] : []),
      ...(read.some(({ model }) => model === "counts") && found.language !== "zh"
        ? [`_${say(language, "counts")}_`]
        : []),
    ].join("\n\n"),
    sentences: placed.flatMap(({ phrase, place }) =>
      place ? [statement(document.text, place, phrase, citation.id)] : [],
    ),
    sources: [citation],
    ...(findings.length > 0 && { findings, actions: [correctButton(findings, language)] }),
    data: { as, keywords: placed.map(({ phrase, score, place }) => ({ phrase, score, ...place })) },
    madeBy: [...new Set(read.map(({ model }) => model))],
  };
}

/** Where it first stands in the text itself; undefined: in the title alone. */
function placeOf({ phrase, start, end }: Keyword, head: string, text: string): Place | undefined {
  if (start >= head.length) return { start: start - head.length, end: end - head.length };
  const at = text.toLowerCase().indexOf(phrase.toLowerCase());
  return at < 0 || text.slice(at, at + phrase.length).toLowerCase() !== phrase.toLowerCase()
    ? undefined
    : { start: at, end: at + phrase.length };
}
