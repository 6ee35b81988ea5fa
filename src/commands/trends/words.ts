/** What the commands on trends say, in both languages. */
import { catalogue } from "../define.ts";

export const { say, all } = catalogue({
  en: {
    bursting: "Told far more often than usual, last {days} days:",
    none: "Nothing is told more often than its week lets expect (looked at {stories} stories and {words} words of {span} days).",
    young:
      "_Only {days} days are counted so far: what is usual at this hour of the week becomes known in four weeks._",
    empty: "Nothing has been counted for this desk yet.",
    "empty.mend": "`sources add` brings stories in; `collect --file` reads an archive.",
    item: "**{words}** — {count} mentions against {expected} expected, from {outlets} outlets; began {began}{with}",
    one: "**{words}** — {count} mentions against {expected} expected, from one outlet; began {began}{with}",
    with: "; with: {words}",
    going: " · still going",
    looked:
      "_Looked at {stories} stories and {words} words of {span} days; at most one alarm in ten is false by chance._",
    chart: "Mentions since each burst began",
    topic: "“{topic}”: **{count}** mentions in {days} days.",
    "topic.none": "The desk’s sources do not mention “{topic}” in these {days} days.",
    "topic.none.mend":
      "More days (`--days 90`) or fewer words may find it; `search` looks in the whole archive.",
    calm: "No burst: it went as its week lets expect.",
    burst:
      "- Burst since {began}: {count} mentions against {expected} expected, from {outlets} outlets{with}{going}",
    line: "Mentions of {topic} per {step}",
    mentions: "mentions",
    hour: "hour",
    day: "day",
    source: "{count} stories; 90% of what is usual lies in the band",
    counted: "{stories} stories",
    namesButton: "Who is named with it",
  },
  zh: {
    bursting: "最近 {days} 天明显多于平常的内容：",
    none: "没有明显多于平常的内容（查看了 {span} 天的 {stories} 条稿件、{words} 个词）。",
    young: "_目前只统计了 {days} 天：要了解一周中每个时段的常态，约需四周。_",
    empty: "本编辑台还没有可统计的稿件。",
    "empty.mend": "用 `sources add` 添加来源，或用 `collect --file` 读入存档。",
    item: "**{words}**：提及 {count} 次，预期 {expected} 次，来自 {outlets} 家媒体；始于 {began}{with}",
    one: "**{words}**：提及 {count} 次，预期 {expected} 次，来自一家媒体；始于 {began}{with}",
    with: "；相关：{words}",
    going: " · 仍在持续",
    looked: "_查看了 {span} 天的 {stories} 条稿件、{words} 个词；偶然造成的误报不超过十分之一。_",
    chart: "各突发开始以来的提及次数",
    topic: "“{topic}”：{days} 天内提及 **{count}** 次。",
    "topic.none": "这 {days} 天本编辑台的来源没有提到“{topic}”。",
    "topic.none.mend": "可放宽天数（`--days 90`）或减少词语；`search` 可查整个存档。",
    calm: "没有突发：与平常一致。",
    burst: "- 突发始于 {began}：提及 {count} 次，预期 {expected} 次，来自 {outlets} 家媒体{with}{going}",
    line: "每{step}提及“{topic}”的次数",
    mentions: "提及",
    hour: "小时",
    day: "日",
    source: "{count} 条稿件；平常的 90% 在色带之内",
    counted: "{stories} 条稿件",
    namesButton: "与谁同时出现",
  },
});
