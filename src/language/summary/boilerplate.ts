/** What stands in a news page and is not its story: bylines, captions, notices, calls to click; and the dateline before a first sentence. */

const NOTICE = new RegExp(
  [
    // Labels.
    "^(?:image|photo|picture|photograph|video|watch|read|more|related|listen|updated|published|posted)s?:",
    "^(?:photos? by|read more|read also|also read|watch now|story highlights|(?:image|media) (?:caption|copyright)|article excerpt|advertisement)\\b",
    "^(?:related articles?|recommended|most (?:read|popular)|comments?|close|loading|privacy policy|terms of (?:use|service))(?:$|[.:…])",
    "^\\d{1,3}\\s?/\\s?\\d{1,3}\\s",
    // Calls to do something.
    "^(?:scroll down|(?:click|tap) (?:here|on|to)|sign up (?:to|for|here|now)|subscribe (?:to|now|here|for)|follow (?:us|him|her|me|@)|share this|share on (?:facebook|twitter|x)\\b|continue reading|get the latest|download (?:our|the) app|join the conversation|skip to)",
    "(?:e-?mail to a friend|for confidential support|view (?:photos|gallery|slideshow)|hide caption|enable javascript|your browser (?:does|is)|(?:we|site) uses? cookies|pic\\.twitter\\.com)",
    // Rights, credits, corrections.
    "^(?:copyright (?:©|\\(c\\)|\\d{4})|©|these are external links|last (?:updated|modified)|this (?:story|article) (?:has been|was|is) (?:updated|corrected|amended|published))",
    "(?:all rights reserved|may not be (?:published|reproduced)|contributed to this (?:report|story|article)|\\((?:ap photo|editing by|(?:additional )?reporting)|^(?:editing|reporting) by|additional reporting by|^\\W*with inputs? from|via ap\\)$|getty images\\)?$|/(?:reuters|getty|ap|afp)\\)$)",
  ].join("|"),
  "i",
);
/** "READWatch": web pages glue a label to its headline. */
const GLUED = /^READ\s*[A-Z][a-z]/;
const NAME = "\\p{Lu}[\\p{L}.'’-]{0,30}";
const BYLINE = new RegExp(
  `^(?:By|BY)\\s+${NAME}(?:(?:\\s+|\\s*,\\s*|\\s*&\\s*|\\s+(?:and|AND)\\s+)${NAME}){0,7}(?:\\s*[|,–-].{0,60})?$|^${NAME} ${NAME}\\s?[/|]\\s?\\p{L}`,
  "u",
);
const NOTICE_ZH =
  /^(?:(?:责任)?编辑[:：]|责编|原标题|(?:来源|作者|记者|图)[:：]|图为|资料图|点击(?:这里|查看|进入|下载|阅读)|扫码|扫描二维码|关注(?:我们|微信|公众号|官方)|更多(?:内容|精彩|新闻|资讯)|相关(?:阅读|新闻|报道)(?:$|[:：])|本文来源|版权(?:所有|声明|归)|免责声明|[(（]?完[)）]?$|[(（](?:记者|编辑|来源|完|责任编辑))|摄[)）]?$|转载请注明|未经授权/u;

/** "LONDON (Reuters) - ", "NORTHGATE, Northgate Wire – ", "(CNN) -- ", "WASHINGTON, D.C. (AP) — ", "BEIJING -- ", "新华社北京9月15日电（记者…）", "【…讯】" */
const LEAD_IN =
  /^(?:[A-Z][\p{Lu}\p{Ll}.,'’ /-]{0,45})?\((?:CNN|Reuters|AP|AFP|REUTERS|UPI|IANS|PTI|ANI|Xinhua|Bloomberg|CNN Student News|The Frisky|Mashable|Ars Technica|InStyle\.com|[\p{L} .]{2,24}\.com)\)\s*(?:[-–—:]+\s*)?|^\p{Lu}{2}[\p{Lu}.,'’ /-]{1,40}(?:(?<=, )\p{Lu}[\p{L} ]{1,30})?\s(?:--|[–—-])\s+|^(?:新华社|中新社|中新网|人民网|本报|本网|央视网|环球网)[^，。！？：“]{0,24}?(?:电|讯)\s*(?:[(（][^)）]{0,30}[)）])?[\s:：]*|^【[^】]{1,24}(?:讯|电|消息|报道)】\s*/u;

/** Looks at no more of it than needed. */
export function isBoilerplate(sentence: string): boolean {
  if (sentence.length < 3) return true;
  const head = sentence.slice(0, 300);
  return (
    NOTICE.test(head) ||
    GLUED.test(head) ||
    NOTICE_ZH.test(head) ||
    (sentence.length < 120 && BYLINE.test(sentence))
  );
}

/** How many characters of a sentence are its dateline. Never all of it. */
export function leadIn(sentence: string): number {
  const cut = LEAD_IN.exec(sentence)?.[0].length ?? 0;
  return cut < sentence.length - 10 ? cut : 0;
}
