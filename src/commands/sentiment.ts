/** How a text, a thread or a topic over the archive sounds, with the sentences that weigh most. */
import type { Context, Sentiment } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { catalogue, command } from "./define.ts";
import { correctButton, findingOf } from "./learn/finding.ts";
import { plain, storyLine } from "./show.ts";
import { cautionLines, citationOf, material, scopeOf } from "./target.ts";

const { say } = catalogue({
  en: {
    negative: "negative",
    neutral: "neutral",
    positive: "positive",
    of: "**{label}** ({score} on −1 … 1)",
    because: "What weighs most:",
    topic:
      "“{topic}” in the last {days} days: **{label}** over {count} stories ({score} on −1 … 1): {positive} positive, {neutral} neutral, {negative} negative.",
    extremes: "The strongest:",
    none: "The archive has nothing on “{topic}” in the last {days} days.",
    "none.mend": "`search` shows what there is; more days: `--days 90`.",
    list: "By a word list ({model}): good for a first look, not for a finding.",
  },
  zh: {
    negative: "负面",
    neutral: "中性",
    positive: "正面",
    of: "**{label}**（−1 至 1 之间：{score}）",
    because: "影响最大的句子：",
    topic:
      "最近 {days} 天关于“{topic}”的 {count} 条稿件：**{label}**（−1 至 1 之间：{score}）；正面 {positive} 条，中性 {neutral} 条，负面 {negative} 条。",
    extremes: "最强烈的几条：",
    none: "最近 {days} 天存档中没有关于“{topic}”的内容。",
    "none.mend": "用 `search` 查看已有内容；或放宽时间：`--days 90`。",
    list: "根据词表（{model}）得出：可供初步参考，不作为结论。",
  },
});

const remembered = { kind: "sentiment", version: "1", ttl: 7 * 86_400_000 };

export const sentiment = command({
  name: "sentiment",
  aliases: ["mood", "情感", "情绪"],
  about: {
    en: "How a text, link, thread or topic sounds, and which sentences weigh most",
    zh: "文本、链接、讨论串或主题的情感，以及影响最大的句子",
  },
  options: [
    targetOption({
      en: "a link, a story's id, `thread`, a text, or a topic in a few words",
      zh: "链接、稿件编号、`thread`、文本，或几个词的主题",
    }),
    numberOption(
      "days",
      { en: "for a topic: how far back (30)", zh: "主题：回看多少天（默认 30）" },
      1,
      3650,
    ),
  ],
  examples: ["sentiment https://example.org/story", "sentiment harbour bridge --days 14"],
  async run({ target, days = 30 }, context) {
    if (target !== undefined && isTopic(target) && !(await context.services.archive.get(target)))
      return ofTopic(target, days, context);
    const { language, services } = context;
    const found = await material(target, context);
    const { value } = await services.remember(
      remembered.kind,
      remembered.version,
      found.document.text,
      scopeOf(context),
      remembered.ttl,
      async () => services.text.sentiment(found.document.text),
    );
    const sentences = value.because.slice(0, 4).map((one) => ({
      text: one.text,
      passages: [
        { source: "1", start: one.start, end: one.end, text: found.document.text.slice(one.start, one.end) },
      ],
      verdict: "supported" as const,
    }));
    const finding = findingOf(
      {
        ...{ text: found.document.text, language: services.text.language(found.document.text) },
        answer: value.label,
        confidence: value.confidence,
        model: value.model,
      },
      context,
    );
    const weighty = value.because
      .slice(0, 4)
      .map(
        (one) =>
          `- ${plain(one.text)} (${signed(one.score)}${one.words.length > 0 ? `: _${one.words.map(plain).join(", ")}_` : ""})`,
      );
    return {
      markdown: [
        ...cautionLines(found, context),
        say(language, "of", { label: say(language, value.label), score: signed(value.score) }),
        ...(weighty.length > 0 ? [`${say(language, "because")}\n\n${weighty.join("\n")}`] : []),
        `_${say(language, "list", { model: value.model })}_`,
      ].join("\n\n"),
      sentences,
      sources: [found.citation],
      ...(finding && { findings: [finding], actions: [correctButton(finding, language)] }),
      data: value,
      madeBy: [value.model],
    };
  },
});

/** A few words without a full stop are a subject; anything longer is a text of its own. */
function isTopic(target: string): boolean {
  return (
    !/https?:|[.!?。！？]|^(the |this )?thread$|^本?讨论串?$/iu.test(target) &&
    target.split(/\s+/).length <= 6 &&
    target.length <= 60
  );
}

const signed = (score: number) => `${score > 0 ? "+" : score < 0 ? "−" : ""}${Math.abs(score).toFixed(2)}`;

const storiesLookedAt = 300;

async function ofTopic(topic: string, days: number, { services, desk, language, now }: Context) {
  const hits = await services.archive.search({
    words: topic,
    match: "all",
    since: now() - days * 86_400_000,
    limit: storiesLookedAt,
  });
  if (hits.length === 0)
    return {
      markdown: `${say(language, "none", { topic: plain(topic), days })} ${say(language, "none.mend")}`,
      data: { topic, days, count: 0 },
      madeBy: ["archive"],
    };
  const read = hits.map(({ story }) => ({
    story,
    found: services.text.sentiment(`${story.title}.\n\n${story.text}`),
  }));
  const score = read.reduce((sum, { found }) => sum + found.score, 0) / read.length;
  const count = (label: Sentiment["label"]) => read.filter(({ found }) => found.label === label).length;
  const label = score > 0.1 ? "positive" : score < -0.1 ? "negative" : "neutral";
  const strongest = [...read].sort((a, b) => Math.abs(b.found.score) - Math.abs(a.found.score)).slice(0, 4);
  const model = read[0]?.found.model ?? "";
  return {
    markdown: [
      say(language, "topic", {
        topic: plain(topic),
        days,
        label: say(language, label),
        count: read.length,
        score: signed(score),
        positive: count("positive"),
        neutral: count("neutral"),
        negative: count("negative"),
      }),
      `${say(language, "extremes")}\n\n${strongest.map(({ story, found }) => `- ${storyLine(story, language, desk.zone)} (${signed(found.score)})${found.because[0] ? `  \n  ${plain(found.because[0].text)}` : ""}`).join("\n")}`,
      `_${say(language, "list", { model })}_`,
    ].join("\n\n"),
    sources: strongest.map(({ story }, n) => citationOf(story, String(n + 1))),
    data: {
      topic,
      days,
      score,
      label,
      count: read.length,
      positive: count("positive"),
      neutral: count("neutral"),
      negative: count("negative"),
      strongest: strongest.map(({ story, found }) => ({
        id: story.id,
        title: story.title,
        score: found.score,
        because: found.because.slice(0, 2),
      })),
    },
    madeBy: [model],
  };
}
