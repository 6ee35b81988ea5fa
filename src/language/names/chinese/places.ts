/** Places in a Chinese sentence: known ones, and what ends as places do. */
import type { Bounds } from "./bounds.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { CITIES, LANDS, PROVINCES, WORLD } from "./place-lists.ts";
import { VERBS } from "./verbs.ts";

export interface Piece {
  start: number;
  end: number;
}

let known: Lexicon | undefined;

export function placeLexicon(): Lexicon {
  known ??= lexiconOf([
    ...PROVINCES,
    ...CITIES,
    ...WORLD,
    ...LANDS.filter((word) => word.length > 1),
    ...countries(),
  ]);
  return known;
}

function countries(): string[] {
  const names = new Intl.DisplayNames("zh-Hans", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters
    .flatMap((a) => letters.map((b) => names.of(a + b)))
    .filter((name) => name !== undefined)
    .filter((name) => /^\p{Script=Han}{2,8}$/u.test(name) && !/未知|伪|世界|欧盟|联合国/.test(name));
}

/** Longer ones win. A lone 区, 山, 河 … needs a word of two characters and more before it. */
const SUFFIXES = lexiconOf(
  `省 市 县 区 镇 乡 村 州 盟 旗 岛 群岛 半岛 湖 河 江 山 峰 港 湾 海峡 机场 国际机场 火车站 高铁站 码头 大道 大街 自治区 自治州 自治县 自治旗 特别行政区 开发区 新区 水库 森林公园 国家公园 景区 高原 盆地 沙漠 草原 平原 山脉 大桥 广场 街道 路 街`.split(
    " ",
  ),
);
/** What is no part of a place's name before its suffix. */
const STOP =
  /[的了者在和与及或从到向往对由被把将于为是有无不没也都还就又再已曾各该本此其这那每某全多两一二三四五六七八九十百千万几新老大小赴抵飞离沿经至并而但因位座条个里内外中上下前后左右东西南北、，。：；“”《》（）()\d]/u;
const DEEDS = lexiconOf(VERBS);
/** Words that end as places do and are none. */
const NONE =
  /^(?:节省|反省|内省|成了河|城市|都市|县市|省市|全省|全市|本市|我省|我市|地区|社区|园区|校区|灾区|景区|山区|小区|市区|郊区|城区|辖区|战区|牧区|矿区|库区|疫区|禁区|片区|老区|特区|新区|选区|郡县|乡村|农村|村镇|城镇|乡镇|道路|公路|铁路|网路|马路|思路|出路|线路|高速公路|火山|江山|登山|爬山|河山|过江|海港|渔港|机场|国际机场|火车站|高铁站|大桥|广场|码头|街道|大街|水库|草原|平原|高原|盆地|沙漠|股市|楼市|上市|超市|门市|夜市|菜市|集市|开市|收市|入市|都市|球市|车市|开发区|自治区|保护区|试验区|自贸区|自由贸易区|科技园区|工业区|江湖|港湾|孤岛|海岛|全岛|半路|一路|走路|同盟|联盟|加盟|结盟|国旗|军旗|红旗|下乡|家乡|故乡|老乡|高峰|顶峰|巅峰|早高峰|晚高峰|尖峰|销路|市县|区县|州县|旗县|江河|星河|银河|运河|电路|铁路局|公路局)$/u;

export function places(text: string, bounds: Bounds): Piece[] {
  const lexicon = placeLexicon();
  const found: Piece[] = [];
  let i = 0;
  while (i < text.length) {
    const size = lexicon.at(text, i);
    if (size === 0 || !opens(text, bounds, i, size)) {
      const made = suffixed(text, bounds, i);
      if (made > i) {
        found.push({ start: i, end: made });
        i = made;
      } else i++;
      continue;
    }
    let end = i + size;
    // 浙江 + 省, 安新 + 县, 圣保罗 + 州; not 武汉 + 市长.
    const suffix = SUFFIXES.at(text, end);
    if (
      suffix > 0 &&
      !/[省市县区州镇乡村局]$/u.test(text.slice(i, end)) &&
      whole(text, end + suffix) &&
      (suffix > 1 || /[省市县区州盟岛湖江山港]/u.test(text.charAt(end)))
    )
      end += suffix;
    found.push({ start: i, end });
    i = end;
  }
  return found;
}

/** 市 of 市长, 省 of 省委, 县 of 县城, 区 of 区域: part of the next word. */
function whole(text: string, end: number): boolean {
  return (
    !/^(?:长(?!江|沙|春|城|白)|委|城(?!市)|域|政府|民|场|值|面|报|人大|政协|级|内|立|直|属|领|教|里|口|公安|法院|花)/u.test(
      text.slice(end, end + 3),
    ) || /^(?:政府|公安|法院|人大|政协|内|里|教)/u.test(text.slice(end, end + 3))
  );
}

function opens(text: string, bounds: Bounds, at: number, size: number): boolean {
  if (size >= 3) return true;
  // Two characters that lie across words ("当中国家" has 中国) are no place.
  if (bounds.at(at) && bounds.at(at + size)) return true;
  if (!bounds.at(at)) return false;
  const { end } = bounds.word(at);
  return end > at + size && /^[省市县区州港人队军方语台籍央]/u.test(text.slice(at + size));
}

/** The end of an unknown place that begins at `from`: two to five characters and a suffix; `from` itself when there is none. */
function suffixed(text: string, bounds: Bounds, from: number): number {
  if (!bounds.at(from) || !/\p{Script=Han}/u.test(text.charAt(from))) return from;
  for (let size = 1; size <= 7; size++) {
    const at = from + size;
    // 客赴港: a way there.
    if (DEEDS.at(text, at - 1) > 0 || /[赴抵飞离沿经至]/u.test(text.charAt(at - 1))) return from;
    const suffix = SUFFIXES.at(text, at);
    if (suffix > 0 && bounds.at(at + suffix)) {
      const name = text.slice(from, at + suffix);
      const least = /^(?:省|市|县|州|自治|特别|国际|大桥|水库|群岛|半岛|机场)/u.test(text.slice(at)) ? 2 : 2;
      if (
        size >= least - (suffix > 1 || /[湖江河山岛港]/u.test(text.charAt(at)) ? 1 : 0) &&
        !NONE.test(name) &&
        !NONE.test(name.slice(-2)) &&
        whole(text, at + suffix) &&
        likely(from, at, bounds)
      )
        return at + suffix;
      if (NONE.test(name)) return from;
    }
    if (STOP.test(text.charAt(from + size - 1)) || !/\p{Script=Han}/u.test(text.charAt(from + size - 1)))
      return from;
  }
  return from;
}

/** A name is not a common word: one character each by the dictionary, or one word alone with its suffix. */
function likely(from: number, to: number, bounds: Bounds): boolean {
  let longest = 0;
  for (let i = from; i < to; ) {
    const { start, end } = bounds.word(i);
    longest = Math.max(longest, Math.min(end, to) - Math.max(start, from));
    i = end;
  }
  return longest < 2 || to - from <= 3;
}
