/** A first draft for an editor: by the provider, or by extraction, and then it says so. It never publishes. */
import { headlines, plainText } from "../ask/shapes.ts";
import { UserError } from "../errors.ts";
import type { Asked, Context, Sentence } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { inert, plain } from "./show.ts";
import { cautionLines, type Material, material, scopeOf } from "./target.ts";

const { say, all } = catalogue({
  en: {
    none: "No provider could draft this",
    "none.mend": "Say `health` to see the providers, or set OPENAI_API_KEY or TRANSFORMERS_MODEL",
    extracted:
      "Made by extraction: every sentence is the source’s own. Set a provider (`health` says how) to have it written.",
    doubt: "Not borne out by the source, check before use:",
    cut: "The draft ran into its length and ends at its last whole sentence.",
    another: "Another one",
    writing: "Writing",
  },
  zh: {
    none: "没有服务能起草这份稿件",
    "none.mend": "发送 `health` 查看服务状态，或设置 OPENAI_API_KEY 或 TRANSFORMERS_MODEL",
    extracted: "由摘录生成：每句话都是来源原文。设置生成服务（见 `health`）后可代为撰写。",
    doubt: "来源未能证实，使用前请核对：",
    cut: "草稿达到长度上限，止于最后一个完整的句子。",
    another: "换一版",
    writing: "正在撰写",
  },
});

const forms = ["brief", "article", "blog", "social", "headline"] as const;
type Form = (typeof forms)[number];

/** Words aimed at, and the tokens that this may take in any language. */
const lengths: Record<Form, { words: number; tokens: number }> = {
  brief: { words: 80, tokens: 300 },
  article: { words: 400, tokens: 1500 },
  blog: { words: 500, tokens: 1800 },
  social: { words: 40, tokens: 200 },
  headline: { words: 60, tokens: 300 },
};

export const draft = command({
  name: "draft",
  aliases: ["write", "起草", "撰写"],
  about: {
    en: "Draft a brief, article, blog post, social post or headlines from a link, story, thread or notes",
    zh: "根据链接、稿件、讨论串或笔记起草简讯、文章、博客、社交帖或标题",
  },
  options: [
    {
      name: "form",
      kind: "choice",
      choices: forms,
      required: true,
      about: { en: "what to write", zh: "写什么" },
    },
    targetOption({
      en: "a link, a story's id, `thread`, or your notes",
      zh: "链接、稿件编号、`thread`，或您的笔记",
    }),
    numberOption("words", { en: "how long", zh: "多长" }, 20, 1500),
    {
      name: "style",
      kind: "text",
      required: false,
      named: true,
      maxLength: 300,
      about: { en: "tone or house rules for this one", zh: "本稿的语气或体例" },
    },
    numberOption("attempt", { en: "which try, for another one", zh: "第几版" }, 0, 20),
  ],
  examples: ["draft brief https://example.org/story", "draft headline thread"],
  role: "editor",
  understands(text) {
    const asked =
      /^(?:please )?(?:write|draft|give me|make)(?:\s+me)?(?:\s+(?:an?|some|\d+|five|three))?\s+(briefs?|articles?|blog(?: posts?)?|social(?: posts?)?|headlines?|titles?)\b(?:\s+(?:for|from|of|about|on|out of)\s+(.+))?$/isu.exec(
        text,
      );
    const form =
      forms.find((one) => asked?.[1]?.toLowerCase().startsWith(one)) ??
      (asked && /^title/i.test(asked[1] ?? "") ? "headline" : undefined);
    if (!form) return undefined;
    const target = asked?.[2] && !/^(this|that|it)\W*$/i.test(asked[2]) ? asked[2] : undefined;
    return target === undefined ? { form } : { form, target };
  },
  async run({ form, target, words = lengths[form].words, style, attempt = 0 }, context) {
    const { language, services, progress } = context;
    const found = await material(target, context);
    progress.status(say(language, "writing"));
    const asked = await written(form, found, { words, style: style ?? "", attempt }, context);
    const extracted = asked.provider === "extractive";
    const claims = services.text.cite(claimsOf(form, asked.value, context), [found.document]);
    const doubtful = extracted ? [] : claims.filter((claim) => claim.verdict === "unsupported");
    const name = found.storyId ?? found.citation.url ?? target;
    return {
      markdown: [
        ...cautionLines(found, context),
        shown(form, asked.value),
        ...(asked.cut ? [`_${say(language, "cut")}_`] : []),
        ...doubts(doubtful, context),
        ...(extracted ? [`_${say(language, "extracted")}_`] : []),
      ].join("\n\n"),
      sentences: claims,
      sources: [found.citation],
      data: { form, text: asked.value, extracted, attempt, words, style: style ?? "" },
      actions:
        extracted || name === undefined
          ? []
          : [
              {
                label: say(language, "another"),
                command: "draft",
                options: { form, target: name, words, attempt: attempt + 1, ...(style ? { style } : {}) },
              },
            ],
      madeBy: [asked.madeBy],
    };
  },
});

async function written(
  form: Form,
  found: Material,
  how: { words: number; style: string; attempt: number },
  context: Context,
): Promise<Asked<string | readonly string[]>> {
  const { services, language, signal, progress } = context;
  const count = 5;
  const common = {
    prompt: form,
    values: {
      text: found.document.text,
      title: found.document.title,
      words: String(how.words),
      count: String(count),
      style: how.style,
      language: language === "zh" ? "Chinese" : "English",
    },
    language,
    scope: scopeOf(context),
    attempt: how.attempt,
    maxTokens: Math.max(lengths[form].tokens, how.words * 3),
    signal,
    partial: (text: string) => progress.partial(inert(text)),
  };
  const asked =
    form === "headline"
      ? await services.ask({ ...common, shape: headlines(count) })
      : await services.ask({ ...common, shape: plainText });
  if (asked.value.length === 0) throw new UserError(all("none"), all("none.mend"));
  return asked;
}

/** What can be held against the source: a headline is one claim, a text has one in each sentence. */
function claimsOf(form: Form, value: string | readonly string[], context: Context): readonly string[] {
  if (typeof value !== "string") return value;
  const prose = value.replace(/^#{1,6}\s+.*$/gm, "").trim();
  return form === "social"
    ? [prose]
    : context.services.text.sentences(prose || value).map((span) => span.text);
}

function shown(form: Form, value: string | readonly string[]): string {
  if (typeof value !== "string") return value.map((line, n) => `${n + 1}. ${plain(line)}`).join("\n");
  const text = inert(value);
  return form === "article" || form === "blog" ? text : `> ${text.replace(/\n/g, "\n> ")}`;
}

function doubts(doubtful: readonly Sentence[], { language }: Context): readonly string[] {
  if (doubtful.length === 0) return [];
  return [`⚠️ ${say(language, "doubt")}\n\n${doubtful.map((claim) => `- ${plain(claim.text)}`).join("\n")}`];
}
