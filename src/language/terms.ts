/** From a text to the terms that clustering and relating compare: stemmed English words, Chinese words, numbers. */
import { stemmer } from "stemmer";

const stopWords = new Set(
  (
    "a about above across after again against all almost along already also although always am among an and any are around as at away " +
    "back be became because become been before behind being below between both but by came can cannot come could did do does doing done down " +
    "during each either else even ever every few first for from further get gets getting give given go goes going gone got had has have having " +
    "he her here hers herself him himself his how however i if in indeed into is it its itself just last least less like made make makes " +
    "making many may maybe me might more most much must my myself near nearly need neither never new next no nor not nothing now of off often " +
    "on once one only or other others our ours out over own per perhaps put quite rather re really said same say saying says see seem seemed " +
    "seems seen several shall she should show since so some still such take taken than that the their theirs them themselves then there these " +
    "they thing things this those though through thus to today together told too took toward tuesday monday wednesday thursday friday saturday " +
    "sunday two under until up upon us use used uses using very via want was way we well went were what whatever when where whether which while " +
    "who whole whom whose why will with within without would year years yes yesterday yet you your yours yourself t s ll ve d m " +
    "report reports reported reporting according news update video photo photos watch read week month day days time"
  ).split(" "),
);

const chineseStopWords = new Set(
  "的 了 在 是 我 有 和 就 不 人 都 一 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 他 她 它 们 我们 他们 她们 与 及 或 但 而 被 把 对 从 向 为 以 于 将 并 等 中 其 该 此 之 后 前 时 年 月 日 表示 记者 报道 目前 已经 进行 通过 可以 因为 所以 如果 以及 其中 可能 还 又 再 更 最".split(
    " ",
  ),
);

const han = /\p{Script=Han}/u;
const wordPattern = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*/gu;
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const stems = new Map<string, string>();

/** Porter's stems, remembered: news says the same words all day. Bounded, since the words come from outside. */
function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size > 100_000) stems.clear();
  const made = stemmer(word);
  stems.set(word, made);
  return made;
}

function latinTerm(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (lower.length < 2 || lower.length > 40 || stopWords.has(lower)) return undefined;
  const first = lower.charCodeAt(0);
  if (first >= 48 && first <= 57) return lower.replaceAll(",", "");
  return stem(lower);
}

/**
 * Calls `each` with every term of a text in order, repeats included, and the word it was made of. At most `limit` terms:
 * the first paragraphs of a news text say what it is about.
 */
export function eachTerm(text: string, limit: number, each: (term: string, word: string) => void): void {
  let left = limit;
  for (const [piece] of text.matchAll(wordPattern)) {
    if (left <= 0) return;
    if (!han.test(piece)) {
      const term = latinTerm(piece);
      if (term === undefined) continue;
      each(term, piece);
      left--;
      continue;
    }
    for (const { segment } of segmenter.segment(piece)) {
      if (chineseStopWords.has(segment) || (segment.length === 1 && han.test(segment))) continue;
      each(segment, segment);
      left--;
    }
  }
}
