/** People in a Chinese sentence: surname and given name where the words around speak for it, transliterated names, Japanese ones. */
import type { Bounds } from "./bounds.ts";
import { lexiconOf } from "./lexicon.ts";
import {
  AFTER,
  COMMON_SURNAMES,
  DOUBLE_SURNAMES,
  FOREIGN,
  GIVEN,
  JAPANESE,
  KNOWN_PEOPLE,
  RARE_SURNAMES,
  TITLES_BEFORE,
} from "./person-lists.ts";
import { type Piece, placeLexicon } from "./places.ts";
import { VERBS } from "./verbs.ts";

const BEHIND = lexiconOf([...AFTER, ...VERBS]);
const WELL_KNOWN = lexiconOf(KNOWN_PEOPLE);
const TITLES = lexiconOf(TITLES_BEFORE);
const POLITE = /^(?:先生|女士|小姐|某某|某)/u;
/** Whom one speaks to or of, behind a character that is a surname too. */
const SOMEBODY =
  /^(?:家属|家长|家人|亲属|亲友|公众|公司|大众|群众|民众|媒体|社会|客户|顾客|用户|观众|读者|球迷|学生|学校|老师|儿童|老人|警方|军方|法院|法官|政府|议会|国会|全国|全体|全校|市民|居民|村民|国家|国际|专家|记者|员工|股东|银行|医院|医生|市场|投资|选民|工人|农民|对方|双方|各方|多方|本人|此事)$/u;
/** From here on a name is taken for one. */
const ENOUGH = 3;

export function peopleIn(text: string, bounds: Bounds, taken: readonly Piece[]): Piece[] {
  const busy = (start: number, end: number): boolean =>
    taken.some((piece) => start < piece.end && piece.start < end);
  const found: Piece[] = [];
  let i = 0;
  while (i < text.length) {
    const end = known(text, bounds, i) || foreign(text, bounds, i, found) || native(text, bounds, i, found);
    if (end > i && !busy(i, end)) {
      found.push({ start: i, end });
      i = end;
    } else i++;
  }
  return found;
}

/** Not inside a longer run of such characters: 普京斯基 is somebody else, and 牛顿力学 nobody. 0: none. */
function known(text: string, bounds: Bounds, at: number): number {
  const end = at + WELL_KNOWN.at(text, at);
  if (end === at || /[·•・]/u.test(text.charAt(at - 1)) || /[·•・]/u.test(text.charAt(end))) return 0;
  if (bounds.word(at).start < at || (end < text.length && bounds.word(end - 1).end > end)) return 0;
  return BEHIND.at(text, end) > 0 || !FOREIGN.has(text.charAt(end)) ? end : 0;
}

/** 安娜·霍夫曼: a point between two runs of such characters; or one run behind a title. 0: none. */
function foreign(text: string, bounds: Bounds, at: number, found: readonly Piece[]): number {
  const dotted = /^[\p{Script=Han}-]{1,7}(?:[·•・][\p{Script=Han}-]{1,7})+/u.exec(text.slice(at, at + 40));
  if (dotted && starts(text, bounds, at, found)) {
    const first = dotted[0].search(/[·•・]/u);
    if (foreignRun(text, at) >= first) {
      const lastStart = at + dotted[0].replace(/[^·•・]+$/u, "").length;
      return trimmed(
        text,
        bounds,
        lastStart,
        lastStart + Math.max(1, Math.min(7, foreignRun(text, lastStart))),
      );
    }
  }
  const japanese = text.slice(at, at + 2);
  if (JAPANESE.has(japanese) && starts(text, bounds, at, found)) {
    for (const size of [2, 1, 3]) {
      const end = at + 2 + size;
      if (
        end <= text.length &&
        /^\p{Script=Han}+$/u.test(text.slice(at + 2, end)) &&
        bounds.at(end) &&
        // 清水渗出: the surname is a word as well, so somebody must be doing something.
        (BEHIND.at(text, end) > 0 || !/\p{Script=Han}/u.test(text.charAt(end)))
      )
        return end;
    }
  }
  const titled = TITLES.before(text, at) > 1;
  const run = foreignRun(text, at);
  if (run < 2 || placeLexicon().at(text, at) >= run) return 0;
  const end = trimmed(text, bounds, at, at + Math.min(7, run));
  // 市长赞扬了: what stands behind the title is what its bearer does.
  if (end - at < 2 || BEHIND.at(text, at) >= end - at) return 0;
  const native = COMMON_SURNAMES.has(text.charAt(at)) && end - at <= 3;
  if (titled && !native && (follows(text, bounds, end) || end === text.length)) return end;
  // Not behind a title: only a longer run of nothing but such characters, each a word of its own for the dictionary, before a verb.
  return end - at >= 3 &&
    !native &&
    bounds.at(at) &&
    unknown(bounds, at, end) &&
    starts(text, bounds, at, found) &&
    /^(?:说|称|表示|认为|会|在|与|和|同|举行|通|对|当选|宣布|警告|呼吁|访|抵)/u.test(text.slice(end))
    ? end
    : 0;
}

function foreignRun(text: string, at: number): number {
  let size = 0;
  while (FOREIGN.has(text.charAt(at + size)) || (size > 0 && text.charAt(at + size) === "-")) size++;
  return size;
}

/** Back to where the next word begins: 席尔瓦|加盟. */
function trimmed(text: string, bounds: Bounds, start: number, end: number): number {
  let at = end;
  while (
    at > start + 1 &&
    (!bounds.at(at) || (BEHIND.at(text, at - 1) > 1 && bounds.word(at - 1).start === at - 1))
  )
    at--;
  for (let i = start + 2; i < at; i++) if (BEHIND.at(text, i) > 1 && bounds.at(i)) return i;
  return at;
}

const unknown = (bounds: Bounds, from: number, to: number): boolean => {
  for (let i = from; i < to; ) {
    const { end } = bounds.word(i);
    if (end - i > 2) return end >= to;
    i = end;
  }
  return true;
};

/** 林清和, 欧阳静, 王女士, 冯某. 0: none. */
function native(text: string, bounds: Bounds, at: number, found: readonly Piece[]): number {
  const double = DOUBLE_SURNAMES.has(text.slice(at, at + 2));
  const common = COMMON_SURNAMES.has(text.charAt(at));
  if (!double && !common && !RARE_SURNAMES.has(text.charAt(at))) return 0;
  // 300万克朗: a sum.
  if (/[\d百千万几数余多]/u.test(text.charAt(at - 1)) && text.charAt(at) === "万") return 0;
  const size = double ? 2 : 1;
  const polite = POLITE.exec(text.slice(at + size));
  if (polite && startsLoosely(text, bounds, at)) return at + size + polite[0].length;
  let best = 0;
  let top = ENOUGH - 0.01;
  for (const given of [2, 1]) {
    const end = at + size + given;
    const name = text.slice(at + size, end);
    if (end > text.length || !/^\p{Script=Han}+$/u.test(name)) continue;
    // 金黄色, 和学生, 成年后: words that no given name ends with.
    if (/[色们后前时者等的了着是在将被把]$|学生$/u.test(name)) continue;
    // 向家属, 于公众: to whom, and nobody Xiang.
    if (SOMEBODY.test(name)) continue;
    // 董事长 is nobody Dong.
    if (TITLES.has(text.slice(at, end))) continue;
    let score = double ? 2 : common ? 1 : 0;
    for (const character of name) score += GIVEN.has(character) ? 0.6 : -0.5;
    score += before(text, bounds, at, found) + after(text, bounds, end) + cut(bounds, at, end);
    if (given === 2) score += 0.3;
    if (score > top) {
      top = score;
      best = end;
    }
  }
  return best;
}

function before(text: string, bounds: Bounds, at: number, found: readonly Piece[]): number {
  if (TITLES.before(text, at) > 1) return 2;
  if (at === 0 || /[，。：；！？“”《》（(\s]/u.test(text.charAt(at - 1))) return 1;
  if (/[、和与及同]/u.test(text.charAt(at - 1))) return found.some((piece) => piece.end === at - 1) ? 2 : 0.7;
  if (!bounds.at(at)) return -2;
  return TITLES.before(text, at) === 1 ? 0.5 : 0;
}

function after(text: string, bounds: Bounds, end: number): number {
  if (end >= text.length) return 0.7;
  const verb = BEHIND.at(text, end);
  if (verb > 1) return 1.6;
  if (verb === 1) return /[说称，。、（]/u.test(text.charAt(end)) ? 1 : 0.8;
  if (TITLES.at(text, end) > 1) return 1.4;
  return bounds.at(end) ? -0.3 : -2;
}

/** Names are no words of the dictionary: their characters stand alone, or the name is one word of it. */
function cut(bounds: Bounds, at: number, end: number): number {
  const { start, end: last } = bounds.word(at);
  if (start < at) return -2;
  // 高峰, 白云, 王国: an ordinary word as well; one of three characters is a known name mostly.
  if (last === end) return end - at === 2 ? -1.2 : end - at === 3 ? 0.4 : 0;
  if (last > end) return -3;
  const next = bounds.word(end - 1);
  if (next.end > end) return -2;
  return last === at + 1 ? 0.6 : -0.4;
}

function starts(text: string, bounds: Bounds, at: number, found: readonly Piece[]): boolean {
  return (
    bounds.at(at) &&
    (before(text, bounds, at, found) > 0 ||
      placeLexicon().before(text, at) > 0 ||
      /[在由对为的]/u.test(text.charAt(at - 1)))
  );
}

function startsLoosely(text: string, bounds: Bounds, at: number): boolean {
  return (
    at === 0 ||
    !/\p{Script=Han}/u.test(text.charAt(at - 1)) ||
    bounds.at(at) ||
    /[、和与及同对被由捕]/u.test(text.charAt(at - 1))
  );
}

function follows(text: string, bounds: Bounds, end: number): boolean {
  return (
    end >= text.length ||
    BEHIND.at(text, end) > 0 ||
    !/\p{Script=Han}/u.test(text.charAt(end)) ||
    (bounds.at(end) && !FOREIGN.has(text.charAt(end)))
  );
}
