/** What stands in a news page and is not its story: bylines, captions, notices, calls to click; and the dateline before a first sentence. */

const NOTICE = new RegExp(
  [
    "^(?:by|from|photos? by|image:|images?:|photo:|picture:|video:|watch:|watch now|read more|read also|also read|read:|read\\s*[A-Z]|see also|more:|related:|listen:)(?:\\s|$|[A-Z])",
    "^(?:scroll down|click here|click on|tap here|sign up|subscribe|follow (?:us|him|her|me|@)|share (?:this|on)|advertisement|continue reading|get the latest|download (?:our|the) app|join the conversation|skip to|loading|close$|copyright|©|\\(c\\)|all rights reserved|this (?:story|article) (?:has been|was|is) (?:updated|corrected|amended|published)|last (?:updated|modified)|updated:|published:|posted:|story highlights|image caption|media caption|image copyright|these are external links|photograph:|related articles?|recommended|most (?:read|popular)|comments?$|article excerpt)",
    "(?:contributed to this (?:report|story|article)|all rights reserved|may not be (?:published|reproduced)|e-?mail to a friend|\\(reporting by|\\((?:additional )?reporting|\\(editing by|^editing by|^reporting by|additional reporting by|with inputs? from|terms of (?:use|service)|privacy policy|cookies? (?:policy|to)|pic\\.twitter\\.com|enable javascript|your browser|view (?:photos|gallery|slideshow)|for confidential support)",
  ].join("|"),
  "i",
);
const BYLINE =
  /^(?:By|BY)\s+(?:[A-Z][\p{L}.'’-]*\s*(?:,|and|AND|&)?\s*){1,8}(?:[|,–-].{0,60})?$|^[A-Z][\p{L}'’-]+\s[A-Z][\p{L}'’-]+\s?(?:\/|\|)\s?\p{L}/u;
const NOTICE_ZH =
  /^(?:责任编辑|编辑[:：]|责编|原标题|来源[:：]|作者[:：]|记者[:：]|图为|图[:：]|资料图|点击|扫码|关注|更多|相关(?:阅读|新闻|报道)|本文来源|版权|免责声明|[(（]?完[)）]?$|[(（](?:记者|编辑|来源|完|责任编辑))|(?:摄[)）]?$|转载请注明|未经授权|版权所有|点击查看|扫描二维码)/u;

/** "LONDON (Reuters) - ", "(CNN) -- ", "WASHINGTON, D.C. (AP) — ", "BEIJING -- ", "新华社北京9月15日电（记者…）", "【…讯】" */
const LEAD_IN =
  /^(?:[A-Z][\p{Lu}\p{Ll}.,'’ /-]{0,45})?\((?:CNN|Reuters|AP|AFP|REUTERS|UPI|IANS|PTI|ANI|Xinhua|Bloomberg|CNN Student News|The Frisky|Mashable|Ars Technica|InStyle\.com|[\p{L} .]{2,24}\.com)\)\s*(?:[-–—:]+\s*)?|^\p{Lu}{2}[\p{Lu}.,'’ /-]{1,40}\s(?:--|[–—-])\s+|^(?:新华社|中新社|中新网|人民网|本报|本网|央视网|环球网)[^，。！？：“]{0,24}?(?:电|讯)\s*(?:[(（][^)）]{0,30}[)）])?[\s:：]*|^【[^】]{1,24}(?:讯|电|消息|报道)】\s*/u;

export function isBoilerplate(sentence: string): boolean {
  if (sentence.length < 3) return true;
  return (
    NOTICE.test(sentence.slice(0, 300)) ||
    (sentence.length < 120 && BYLINE.test(sentence)) ||
    NOTICE_ZH.test(sentence.slice(0, 300))
  );
}

/** How many characters of a sentence are its dateline. Never all of it. */
export function leadIn(sentence: string): number {
  const cut = LEAD_IN.exec(sentence)?.[0].length ?? 0;
  return cut < sentence.length - 10 ? cut : 0;
}
