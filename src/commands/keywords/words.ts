/** The words of `keywords`. */
import { catalogue } from "../define.ts";

export const { say } = catalogue({
  en: {
    is: "What **{title}** is about:",
    "is.phrases": "Index terms of **{title}**:",
    "is.tags": "Tags for **{title}**:",
    nothing: "There is nothing in **{title}** that would make a key phrase.",
    event: "“{event}” in the last {days} days, over {count} stories:",
    none: "The archive has nothing on “{event}” in the last {days} days.",
    "none.mend": "`search` shows what there is; more days: `--days 90`.",
    "event.nothing":
      "The {count} stories on “{event}” have no phrase in common that would say what it is about.",
    stories: "in {count} of {of}",
    headline: "in a headline",
    counts: "By counting alone: the ranker knows only English.",
  },
  zh: {
    is: "**{title}** 的关键词：",
    "is.phrases": "**{title}** 的索引词：",
    "is.tags": "**{title}** 的标签：",
    nothing: "**{title}** 中没有可作关键词的内容。",
    event: "“{event}”最近 {days} 天的 {count} 条稿件：",
    none: "最近 {days} 天存档中没有关于“{event}”的内容。",
    "none.mend": "用 `search` 查看已有内容；或放宽时间：`--days 90`。",
    "event.nothing": "关于“{event}”的 {count} 条稿件没有共同的关键词。",
    stories: "见于 {of} 条中的 {count} 条",
    headline: "见于标题",
    counts: "仅由词频得出：排序模型只懂英文。",
  },
});
