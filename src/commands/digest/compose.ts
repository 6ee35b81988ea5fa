/** A digest as an answer: for `digest now` and for the scheduled post alike. */
import type { Answer, Desk, Digest, Services, Subscription, Trend } from "../../types.ts";
import { catalogue } from "../define.ts";
import { pickLines, picksData } from "../picks.ts";
import { plain, when } from "../show.ts";
import { citationOf } from "../target.ts";
import { besideWords, facts, tenth } from "../trends/tell.ts";

const { say } = catalogue({
  en: {
    heading: "**{desk}: what came in since {since}**",
    topic: " on “{topic}”",
    looked: "{stories} stories from {sources} sources read",
    "looked.one": "Read: {stories} from one source",
    repeats: ", {repeats} left out as told before",
    none: "Nothing new since {since}{topic}.",
    sample:
      "These are sample stories, written to show how a digest looks. `sources add <feed>` brings in real ones; `sources remove sample` takes these away.",
    one: "Summarize {n}",
    rising:
      "📈 Rising most: **{words}**, {count} mentions against {expected} expected, from {outlets} outlets, since {began}{with}.",
    "rising.one":
      "📈 Rising most: **{words}**, {count} mentions against {expected} expected, from one outlet, since {began}{with}.",
    trends: "What rises",
  },
  zh: {
    heading: "**{desk}：自 {since} 以来收到的新闻**",
    topic: "（主题：{topic}）",
    looked: "共阅读 {sources} 个来源的 {stories} 条稿件",
    "looked.one": "共阅读一个来源的 {stories} 条稿件",
    repeats: "，其中 {repeats} 个事件此前已告知，故略去",
    none: "自 {since} 以来没有新内容{topic}。",
    sample:
      "以上是为展示摘报而写的示例稿件。`sources add <订阅地址>` 可加入真实来源；`sources remove sample` 可移除示例。",
    one: "摘要第 {n} 条",
    rising:
      "📈 上升最快：**{words}**，提及 {count} 次，预期 {expected} 次，来自 {outlets} 家媒体，始于 {began}{with}。",
    "rising.one":
      "📈 上升最快：**{words}**，提及 {count} 次，预期 {expected} 次，来自一家媒体，始于 {began}{with}。",
    trends: "上升话题",
  },
});

/** How long a story counts as told to this place (ms). */
const toldFor = 14 * 86_400_000;
const most = 8;

export interface Composed {
  answer: Answer;
  /** Of every event that the answer tells. */
  storyIds: readonly string[];
}

/** @param since, until ms: what was collected in between. */
export async function compose(
  services: Services,
  desk: Desk,
  subscription: Subscription,
  since: number,
  until: number,
): Promise<Composed> {
  const delivered = await services.digests.told(subscription.id, until - toldFor);
  const [digest, rising] = await Promise.all([
    services.news.digest({ desk, since, until, topic: subscription.topic, delivered, limit: most }),
    // A digest on one topic has no room for others.
    subscription.topic ? undefined : services.trends.rising(desk, since, until),
  ]);
  return {
    answer: shown(digest, rising, desk, subscription),
    storyIds: digest.picks.flatMap((pick) => pick.event.stories.map((story) => story.id)),
  };
}

function shown(
  digest: Digest,
  rising: Trend | undefined,
  desk: Desk,
  { language, zone, topic }: Subscription,
): Answer {
  const since = when(digest.since, language, zone);
  const onTopic = topic ? say(language, "topic", { topic: plain(topic) }) : "";
  const { stories, sources, repeats } = digest.looked;
  const looked = `_${say(language, sources === 1 ? "looked.one" : "looked", { stories, sources })}${repeats > 0 ? say(language, "repeats", { repeats }) : ""}${language === "zh" ? "。" : "."}_`;
  const data = {
    since: digest.since,
    until: digest.until,
    looked: digest.looked,
    picks: picksData(digest.picks),
    ...(rising && { rising: facts(rising) }),
  };
  if (digest.picks.length === 0)
    return {
      markdown: `${say(language, "none", { since, topic: onTopic })}\n\n${looked}`,
      data,
      madeBy: ["digest"],
    };
  const { lines, sentences } = pickLines(digest.picks, language, zone, { reasons: false });
  const sample = digest.picks.some((pick) => pick.event.lead.sample) ? [`_${say(language, "sample")}_`] : [];
  return {
    markdown: [
      `${say(language, "heading", { desk: plain(desk.name), since })}${onTopic}`,
      lines,
      ...(rising
        ? [
            say(language, rising.outlets === 1 ? "rising.one" : "rising", {
              ...{ words: rising.words.map(plain).join(", "), count: rising.count, outlets: rising.outlets },
              ...{ expected: tenth(rising.expected), began: when(rising.from, language, zone, digest.until) },
              with: besideWords(rising.with, language),
            }),
          ]
        : []),
      looked,
      ...sample,
    ].join("\n\n"),
    sentences,
    sources: digest.picks.map((pick, n) => citationOf(pick.event.lead, String(n + 1))),
    data,
    actions: [
      ...digest.picks.slice(0, 5).map((pick, n) => ({
        label: say(language, "one", { n: n + 1 }),
        command: "summarize",
        options: { target: pick.event.lead.id },
      })),
      ...(rising ? [{ label: say(language, "trends"), command: "trends", options: {} }] : []),
    ],
    madeBy: ["digest"],
  };
}
