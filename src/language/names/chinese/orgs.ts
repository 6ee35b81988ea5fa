/** Organisations in a Chinese sentence: known ones, and what ends as they do, back to where its name begins. */
import type { Bounds } from "./bounds.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { KNOWN_ORGS, ORG_SUFFIXES } from "./org-lists.ts";
import { TITLES_BEFORE } from "./person-lists.ts";
import { type Piece, placeLexicon } from "./places.ts";
import { VERBS } from "./verbs.ts";

const SUFFIXES = lexiconOf(ORG_SUFFIXES);
const WHOLE = lexiconOf(KNOWN_ORGS);
const TITLES: Lexicon = lexiconOf(TITLES_BEFORE.filter((word) => word.length > 1));
/** Words before which a name begins at the earliest. */
const STOPS = lexiconOf([
  ...VERBS,
  ...`的 了 在 和 与 及 或 、 从 到 向 往 对 由 被 把 将 于 为 是 有 据 经 等 说 称 表示 认为 告诉 担任 出任 加盟 加入 当选 成为 任命 访问 抵达 离开 前往 来到 发表 接受 接到 接管 援引 引述 参加 参观 出席 代表 处罚 约谈 起诉 指控 批评 要求 呼吁 通过 根据 按照 以及 并 各大 事由 也在 也将 会 也 都 还 就 又 再 已 曾 均 则 而 但 因 该 本 此 其 这 那 每 某 各 全 他 她 它 我 你 他们 她们
  主持 召开 主办 承办 举办 参与 会见 审议
  一支 两支 三支 多支 数支 一家 一所 一个 两家 三家 多家 几家 数家 名 位 家 所 个 间 座 年 月 日 号 周一 周二 周三 周四 周五 周六 周日 今天 昨天 昨日 今日 目前 近日 日前 当天 其中 包括 例如 如 当地 原 前 现 新 旧 同 跟 让 使 给 比 以 用 至 赴 负责 创办 创建 成立 收购 控股 入股 发出 学校 警方 记者 学生 员工 职员 就读 毕业 任职 供职 工作 进入 退出 支持 反对 联合 协助 邀请 委托 授权 隶属 属于 位于 来自 考入 考上 问询 宣判 者 人士 部门 校方 官方 厂方 院方 军方 家属 家长 居民 市民 村民 网友 工人 农民 专家 学者 律师 医生 议员 官员 警察 士兵 教练 球员 球迷 分析师 检察官 投资者 消费者 反对者 支持者 发言人 负责人 董事长 总经理 经理 主编 院长 校长 顾客 乘客 患者 病人`.split(
    /\s+/,
  ),
]);
const DEEDS = lexiconOf(VERBS);
/** What kind of body it is, and not which one: 物业公司, 市议会, 环保组织. */
const KINDS =
  /^(?:市|省|县|区|镇|乡|州|国|校|总|分|母|子|物业|电信|通信|石油|天然气|化工|环保|业主|家长|居民|综合性|专科|三甲|重点|普通|保险|房地产|地产|建筑|物流|快递|外卖|互联网|网络|软件|游戏|食品|制药|医药|汽车|航空|航运|铁路|公交|公共交通|出租车|供水|供电|供热|燃气|电力|矿业|煤矿|钢铁|服装|纺织|旅游|旅行|广告|传媒|影视|民营|国有|私营|公立|私立|民办|地方|本地|外国|外资|中资|合资|大型|小型|中型|中小|上市|跨国|慈善|公益|民间|志愿|志愿者|宗教|公司|企业|集团|银行|医院|学校|大学|工厂|政府|机构|机关|恐怖|极端|武装|犯罪|行业|学术|消费者|反对|执政|在野|地区|临时|中小型|投资|信贷|贷款|典当|担保|家政|保洁|保安|搬家|装修|中介|咨询|培训|农业|渔业)+$/u;
/** By themselves they name nobody. */
const BARE =
  /^(?:公司|集团|银行|大学|学院|学校|中学|小学|医院|委员会|办公室|协会|学会|商会|工会|联盟|联赛|基金|基金会|理事会|董事会|议会|法院|法庭|检察院|政府|研究院|研究所|实验室|电视台|俱乐部|博物馆|图书馆|交易所|事务所|合作社|海关|工厂|电厂|水厂|化工厂|发电厂|自来水厂|酒店|饭店|超市|商场|剧院|航空|航运|科技|证券|信托|控股|药业|制药|党|组织|总部|警方|警察局|网站|杂志社|周刊|日报|晚报|时报|监狱|派出所|幼儿园|诊所|消防队|救援队|指挥部|气象台|央行|卫视|电台|工党|联合会|有限公司|航空公司|保险公司|科技公司|石油公司|律师事务所|市政府|省政府|人民政府|人民法院|公安局|教育局|管理局|监管局|研究中心|服务中心|商业银行|中央银行|通讯社|出版社|广播电台|武装力量|通讯|舰队|军区|战区|乐团|合唱团)$/u;

export function organisations(text: string, bounds: Bounds): Piece[] {
  const found: Piece[] = [];
  for (let i = 0; i < text.length; i++) {
    const known = WHOLE.at(text, i);
    // 教育部门: not the ministry.
    const inside = text.charAt(i + known - 1) === "部" && /^门(?!头沟)/.test(text.slice(i + known));
    if (known > 0 && !inside && (known > 2 || (bounds.at(i) && bounds.at(i + known)))) {
      // 中国 + 外交部: the land belongs to it.
      const land = placeLexicon().before(text, i);
      found.push({
        start: land > 0 && /[部院会行局军]$/u.test(text.slice(i, i + known)) ? i - land : i,
        end: i + known,
      });
    }
    const suffix = SUFFIXES.at(text, i);
    if (suffix === 0) continue;
    const end = i + suffix;
    // 大学生, 公司法, 医院里: the suffix is part of another word.
    if (!bounds.at(end) || (suffix === 1 && bounds.word(i).start === i)) continue;
    if (
      /^(?:门(?!头沟)|生|员|法(?!院)|界|化|式|型|长|校长|人员|性|派|章|费|龄|制|歌)/u.test(
        text.slice(end, end + 2),
      ) &&
      !/^(?:长江|长沙|长春)/u.test(text.slice(end))
    )
      continue;
    // 正等待国务院: it is whole by itself, but for its land.
    const start = suffix > 2 && WHOLE.at(text, i) === suffix ? i : reach(text, bounds, i);
    const name = text.slice(start, end);
    if (
      start < i &&
      !BARE.test(name) &&
      !KINDS.test(text.slice(start, i)) &&
      name.length - suffix >= (suffix === 1 ? 2 : 1)
    )
      found.push({ start, end });
  }
  return longest(found);
}

/** How far back the name goes: at most fourteen characters, by whole words, not across what cannot be part of it. */
function reach(text: string, bounds: Bounds, suffixAt: number): number {
  let start = suffixAt;
  while (start > 0 && suffixAt - start < 14) {
    if (!/[\p{Script=Han}\p{Script=Latin}\p{N}]/u.test(text.charAt(start - 1))) break;
    const place = placeLexicon().before(text, start);
    const word = place > 0 ? start - place : bounds.word(start - 1).start;
    const chunk = text.slice(word, start);
    // 最好的, 收到了
    if (place === 0 && /.[的了]$/u.test(chunk)) break;
    if (place === 0 && (STOPS.has(chunk) || TITLES.has(chunk) || /^[0-9]+$/.test(chunk))) break;
    // 围堵: no word for the dictionary, but a deed.
    if (place === 0 && DEEDS.before(text, start) > 0) break;
    start = word;
  }
  return start;
}

function longest(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of [...pieces].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start))
    if (!kept.some((one) => piece.start < one.end && one.start < piece.end)) kept.push(piece);
  return kept.sort((a, b) => a.start - b.start);
}
