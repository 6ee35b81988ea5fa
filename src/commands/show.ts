/** How findings look in Markdown: numbered markers, story lines, reasons. Text from outside is escaped. */
import type { Citation, Language, Reason, Sentence, Story } from "../types.ts";
import { catalogue } from "./define.ts";

const { say } = catalogue({
  en: {
    unsupported: "not borne out by the source",
    sample: "sample",
    fresh: "newest {value} h ago",
    minutes: "newest {value} min ago",
    now: "just in",
    outlets: "told by {value} outlets",
    brief: "fits the desk’s brief: {value}",
    followed: "{value} more since the first",
    similar: "same subject ({value}% alike)",
    sameEvent: "same event ({value}% alike)",
    development: "{value} new since you were told of it",
    matches: "on “{value}”",
  },
  zh: {
    unsupported: "来源未能证实",
    sample: "示例",
    fresh: "最新一条 {value} 小时前",
    minutes: "最新一条 {value} 分钟前",
    now: "刚刚收到",
    outlets: "{value} 家媒体报道",
    brief: "符合编辑台关注：{value}",
    followed: "首发之后又有 {value} 条跟进",
    similar: "同一主题（相似度 {value}%）",
    sameEvent: "同一事件（相似度 {value}%）",
    development: "上次告知后新增 {value} 条",
    matches: "关于“{value}”",
  },
});

/** What steers a terminal or turns the reading direction around; marks that right-to-left text needs stay. */
const steering = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Markdown's own signs in text from outside are only signs. Links in it stay bare text. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(steering, "")
    .trim()
    .replace(/([\\`*_[\]<>~|])/g, "\\$1")
    .replace(/^(#{1,6}|[-+]|\d+[.)])(?=\s)/, "\\$1");
}

/**
 * Markdown of a draft, written by a model or picked from a page that may have told it what to write: headings, lists and emphasis stay, but
 * no link, picture or tag comes out of it.
 */
export function inert(markdown: string): string {
  return markdown.replace(/\\*([[\]<])/g, "\\$1");
}

/** A link whose text is from outside. Addresses other than http(s) become plain text. */
export function linked(text: string, url: string | undefined): string {
  const safe = url && URL.parse(url);
  if (!safe || !/^https?:$/.test(safe.protocol)) return plain(text);
  return `[${plain(text)}](${safe.href
    .replace(/[()\s]/g, encodeURIComponent)
    .replaceAll("(", "%28")
    .replaceAll(")", "%29")})`;
}

/** Sentences with the numbers of their sources behind them; what is not borne out is marked, not hidden. */
export function cited(
  sentences: readonly Sentence[],
  sources: readonly Citation[],
  language: Language,
  /** Of the sentences themselves: Chinese ones stand without a space between. */
  written: string = language,
): string {
  return sentences.map((sentence) => citedOne(sentence, sources, language)).join(written === "zh" ? "" : " ");
}

/** The same, each on a line of its own. */
export function citedLines(
  sentences: readonly Sentence[],
  sources: readonly Citation[],
  language: Language,
): string {
  return sentences.map((sentence) => `- ${citedOne(sentence, sources, language)}`).join("\n");
}

function citedOne(sentence: Sentence, sources: readonly Citation[], language: Language): string {
  const numbers = [
    ...new Set(
      sentence.passages.map((passage) => sources.findIndex((source) => source.id === passage.source) + 1),
    ),
  ];
  const marks = numbers.filter((number) => number > 0).map((number) => ` \\[${number}\\]`);
  const doubt = sentence.verdict === "unsupported" ? ` ⚠️ _(${say(language, "unsupported")})_` : "";
  return plain(sentence.text) + marks.join("") + doubt;
}

/** What stands in brackets behind something, as each language sets them. */
export const aside = (text: string, language: Language): string =>
  language === "zh" ? `（${text}）` : ` (${text})`;

/** "**Title** — Outlet, 12 Nov 08:30" with its link and the sample's mark. */
export function storyLine(story: Story, language: Language, zone: string): string {
  const mark = story.sample ? ` · _${say(language, "sample")}_` : "";
  return `**${linked(story.title, story.url)}** — ${plain(story.outlet)}${language === "zh" ? "，" : ", "}${when(story.publishedAt, language, zone)}${mark}`;
}

const halfYear = 180 * 86_400_000;

/** Making a formatter takes longer than using it a hundred times; zones and languages are few. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Day and time; for what is long ago (or far ahead) the year instead of the time. */
export function when(at: number, language: Language, zone: string, now = Date.now()): string {
  const near = Math.abs(now - at) < halfYear;
  const key = `${language} ${zone} ${near}`;
  const formatter =
    formatters.get(key) ??
    new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
      day: "numeric",
      month: "short",
      ...(near ? ({ hour: "2-digit", minute: "2-digit" } as const) : ({ year: "numeric" } as const)),
      timeZone: zone,
    });
  formatters.set(key, formatter);
  return formatter.format(at);
}

/** Units as `Reason` says: minutes for "fresh", 0 … 1 for likeness. */
export function reasonText({ code, value }: Reason, language: Language): string {
  if (typeof value === "string") return say(language, code, { value: plain(value) });
  switch (code) {
    case "fresh":
      if (value < 2) return say(language, "now");
      return value < 90
        ? say(language, "minutes", { value: Math.round(value) })
        : say(language, code, { value: Math.round(value / 60) });
    case "similar":
    case "sameEvent":
      return say(language, code, { value: Math.round(value * 100) });
    default:
      return say(language, code, { value });
  }
}
