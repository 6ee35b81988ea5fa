/** Events that Chinese names by words of their own: 世界杯, 第24届冬奥会, 台风“山竹”, 第二次世界大战. */
import type { Piece } from "./places.ts";

const EVENT =
  /(?:第[一二三四五六七八九十百\d]{1,4}届)?(?:夏季|冬季|青年)?(?:残?奥运会|冬奥会|冬残奥会|青奥会|亚运会|大运会|全运会|东盟峰会|G20峰会|二十国集团峰会|金砖国家?峰会|亚太经合组织峰会|世界杯|欧洲杯|亚洲杯|美洲杯|非洲杯|世锦赛|世俱杯|世博会|进博会|广交会|服贸会|达沃斯论坛|博鳌亚洲论坛|春晚|双十一|国庆节|春节|中秋节|端午节|清明节|圣诞节|感恩节|开斋节)|第[一二]次世界大战|[一二]战(?=期间|时|后|前|中|以来|结束|爆发|的)|[抗解]\p{Script=Han}战争|台风[“"]\p{Script=Han}{2,4}[”"]/gu;

export function events(text: string): Piece[] {
  return [...text.matchAll(EVENT)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
