/** A text boiled down, each sentence linked to its passage. */
import { sentences as sentencesShape } from "../ask/shapes.ts";
import type { Context, Options, Sentence } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { cited, citedLines, inert } from "./show.ts";
import { cautionLines, type Material, material, scopeOf } from "./target.ts";

const { say } = catalogue({
  en: {
    title: "In short: {title}",
    extracted: "Sentences picked from the text; nothing was rewritten.",
    longer: "Longer",
    related: "What did we run on this?",
    writing: "Writing",
  },
  zh: {
    title: "简而言之：{title}",
    extracted: "以上句子摘自原文，未经改写。",
    longer: "详细一些",
    related: "我们发过相关稿件吗？",
    writing: "正在撰写",
  },
});

const remembered = { kind: "summarization", version: "1", ttl: 7 * 86_400_000 };
const wordsEach = 24;
const longestInButton = 20_000;

export const summarize = command({
  name: "summarize",
  aliases: ["summarise", "summary", "sum", "tldr", "摘要", "总结", "概括"],
  about: {
    en: "Boil a link, file, text, thread or story down; every sentence links to its passage",
    zh: "压缩链接、文件、文本、讨论串或稿件；每句话都注明出处",
  },
  options: [
    targetOption({
      en: "a link, a story's id, `thread`, or the text itself",
      zh: "链接、稿件编号、`thread`，或文本本身",
    }),
    numberOption("sentences", { en: "how many sentences (3)", zh: "多少句（默认 3）" }, 1, 20),
  ],
  examples: ["summarize https://example.org/story", "summarize thread --sentences 5"],
  understands(text, message): Options | undefined {
    const about =
      /^(so,? )?(what('s| is| was)?|whats) (this|that|it|the (link|story|article|thread))( all)? about\??$|^(give me |can you give me )?(the )?(gist|tl;?dr|short version)( of (this|that|it))?[?.!]?$|^(please )?(boil|sum|cut) (this|that|it)?\s*(down|up)( please)?[?.!]?$|^(这|那|它)(个|篇|条|里|稿子|文章|链接)?(是|在|都)?(讲|说|关于)?(了|的是)?(什么|啥)(内容|意思|事)?的?[？?]?$/iu;
    if (about.test(text)) return {};
    if (!text && (message.files.length > 0 || message.quoted)) return {};
    // A link alone asks for what it says, and so does a pasted text.
    return /^https?:\/\/\S+$/i.test(text) || isPasted(text) ? { target: text } : undefined;
  },
  async run({ target, sentences: count = 3 }, context) {
    const { language } = context;
    const found = await material(target, context);
    const { sentences, madeBy, extracted } = await boiled(found, count, context);
    const sources = [found.citation];
    const more = again(found, target);
    const body =
      count > 4
        ? citedLines(sentences, sources, language)
        : cited(sentences, sources, language, extracted ? found.language : language);
    return {
      markdown: [
        ...cautionLines(found, context),
        body,
        ...(extracted ? [`_${say(language, "extracted")}_`] : []),
      ].join("\n\n"),
      sentences,
      sources,
      data: { kind: found.kind, title: found.document.title, language: found.language, extracted },
      actions: [
        ...(count < 8 && more
          ? [
              {
                label: say(language, "longer"),
                command: "summarize",
                options: { ...more, sentences: count + 5 },
              },
            ]
          : []),
        ...(found.storyId
          ? [{ label: say(language, "related"), command: "related", options: { target: found.storyId } }]
          : []),
      ],
      madeBy,
    };
  },
});

/** Nobody types so much for a search. A Chinese character counts for three letters. */
function isPasted(text: string): boolean {
  return text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 400;
}

/** A button must find the same text again: by a name, or the text itself while it is not too long to be stored with each button. */
function again(found: Material, target: string | undefined): { target?: string } | undefined {
  const name = found.storyId ?? found.citation.url ?? target;
  if (name === undefined) return found.kind === "thread" ? {} : undefined;
  return name.length <= longestInButton ? { target: name } : undefined;
}

interface Boiled {
  sentences: readonly Sentence[];
  madeBy: readonly string[];
  extracted: boolean;
}

/** By the provider where one writes; else, and when all fail, picked from the text. Linked to passages either way. */
export async function boiled(found: Material, count: number, context: Context): Promise<Boiled> {
  const { services, language, progress } = context;
  if (services.generates) {
    progress.status(say(language, "writing"));
    const asked = await services.ask({
      prompt: "summarize",
      values: {
        text: found.document.text,
        title: found.document.title,
        count: String(count),
        language: language === "zh" ? "Chinese" : "English",
        style: "",
      },
      shape: sentencesShape(count),
      language,
      scope: scopeOf(context),
      attempt: 0,
      maxTokens: 80 * count + 100,
      signal: context.signal,
      partial: (text) => progress.partial(inert(text)),
    });
    return {
      sentences: services.text.cite(asked.value, [found.document]),
      madeBy: [asked.madeBy],
      extracted: asked.provider === "extractive",
    };
  }
  const { title, text } = found.document;
  const { value } = await services.remember(
    remembered.kind,
    remembered.version,
    { title, text, count },
    scopeOf(context),
    remembered.ttl,
    async () => {
      const picked = services.text.summarize([found.document], count * wordsEach);
      return picked.sentences
        .slice(0, count)
        .map((sentence): Sentence => ({ ...sentence, verdict: "supported" }));
    },
  );
  return { sentences: value, madeBy: ["extractive"], extracted: true };
}
