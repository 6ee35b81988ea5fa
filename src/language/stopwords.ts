/** Words that say little of what a text is about. */

export const STOP_EN: ReadonlySet<string> = new Set(
  `a about above after again against ago all almost along already also although always am among an and another any anyone
  anything are aren't around as ask asked at away back be became because become been before began behind being below between both
  but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else
  enough even ever every everyone few first for from further gave get gets getting give given go goes going got had
  hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself him himself his how however i i'd
  i'll i'm i've if in including indeed instead into is isn't it it'd it'll it's its itself just kept know known last later
  least less let let's like likely made make makes making many may maybe me might more most much must my myself near need never
  new next no nor not nothing now of off often on once one only onto or other others our ours ourselves out over own part per
  perhaps put rather really said same saw say saying says see seem seems seen several shall she she'd she'll she's should
  shouldn't since so some someone something soon still such take taken than that that's the their theirs them themselves then there
  there's these they they'd they'll they're they've thing things this those though three through thus to today together told
  too took toward towards two under until up upon us use used using very via want was wasn't way we we'd we'll we're
  we've well went were weren't what what's when where whether which while who who's whom whose why will with within without
  won't would wouldn't yes yesterday yet you you'd you'll you're you've your yours yourself mr mrs ms dr
  according added monday tuesday wednesday thursday friday saturday sunday year years s t re ve ll d m`
    .split(/\s+/)
    .filter(Boolean),
);

export const STOP_ZH: ReadonlySet<string> = new Set(
  `的 了 是 在 和 有 也 就 都 而 及 与 着 或 一个 没有 我们 你们 他们 她们 它们 我 你 他 她 它 这 那 这个 那个 这些 那些 这样 那样 这种 那种 之 以 为 于 对 对于 关于
  由 从 到 向 往 把 被 将 让 使 给 跟 同 比 等 等等 不 不是 没 不会 不能 很 非常 最 更 更加 还 还是 又 再 才 只 只是 只有 并 并且 而且 但 但是 可是 然而 因为 所以
  因此 如果 虽然 尽管 即使 由于 为了 通过 根据 按照 以及 或者 其 其中 其他 此 此次 此外 另外 同时 之后 之前 以后 以前 以来 以上 以下 之间 里 里面 中 上 下 内 外 前 后
  时 时候 个 些 每 各 某 该 本 自己 什么 怎么 如何 为什么 哪 哪里 谁 多 多少 几 很多 许多 已 已经 曾 曾经 正 正在 会 能 能够 可 可以 可能 应 应该 要 需要 想 说 表示
  称 认为 指出 介绍 记者 报道 日 月 年 今年 去年 今天 昨天 明天 目前 现在 当时 一 二 三 两 一些 一种 一样 一直 一定 一般 进行 成为 作为 来 去 做 出 起 过 地 得 吗 吧 呢
  啊 呀 嘛 哦 与其 无论 不过 不仅 甚至 尤其 特别 主要 方面 情况 问题 有关 相关 之一 的话 所 则 且 若 却 便 即 仍 仍然 如 如此 像 似乎 真 真的 太 位 名 次 件 种 家`
    .split(/\s+/)
    .filter(Boolean),
);

/** Of either language; the word in lower case. */
export function isStop(word: string): boolean {
  return STOP_EN.has(word) || STOP_ZH.has(word);
}
